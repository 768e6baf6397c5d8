2010-11-26T19:00
mailflow attend fabbrica-idee-2 --from came.csv --now {now}
