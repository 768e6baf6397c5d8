2010-11-26T09:00
mailflow bookings
mailflow bookings --csv bookings.csv --xlsx bookings.xlsx
cat bookings.csv
mailflow sheet fabbrica-idee-2 --pdf sheets.pdf --badges badges.pdf
