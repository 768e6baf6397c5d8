2010-11-08T11:30
mailflow change {code:1} --name "Ivo Rossi" --now {now}
mailflow cancel {code:1} --name "Nino Rossi" --now {now}
mailflow change {code:2} --choice turno-1=logistica --now {now}
