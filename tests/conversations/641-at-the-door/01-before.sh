2027-05-10T10:00
mailflow book ceramics-energy-forum --name "Ann Lowe" --choice T1 --choice W1 --email ann@lowe.example --source phone --now {now}
