2027-05-20T08:40
mailflow attend {code:1} --now {now}
mailflow book ceramics-energy-forum --name "Tom Reid" --choice T1 --source desk --now {now}
mailflow book ceramics-energy-forum --name "Tom Reid" --choice T1 --source desk --late --now {now}
mailflow attend {code:2} --now {now}
mailflow attend {code:1} --absent --now {now}
mailflow bookings
