2010-11-08T10:00
mailflow book fabbrica-idee-2 --name "Elda Rossi" --name "Nino Rossi" --choice turno-1=welfare --choice turno-2=5 --phone "0536 5550123" --source phone --now {now}
mailflow book fabbrica-idee-2 --name "Rita Galli" --choice turno-1=green-energy,logistica --email rita@galli.example --source phone --now {now}
mailflow book fabbrica-idee-2 --seats 12 --source phone --phone "0536 5550124" --now {now}
