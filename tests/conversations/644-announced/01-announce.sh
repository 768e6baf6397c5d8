2010-11-04T09:00
mailflow announce fabbrica-idee-2 --out page --now {now}
