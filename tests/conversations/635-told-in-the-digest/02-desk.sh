2010-11-05 11:00
mailflow book fabbrica-idee-2 --name "Gina Poli" --choice turno-1=welfare --phone "0536 111222" --source phone --now {now}
