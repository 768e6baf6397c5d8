2010-11-06 10:00
mailflow cancel {code:2} --now {now}
