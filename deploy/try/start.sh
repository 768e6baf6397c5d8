#!/bin/sh
# A certificate of this server's own, once; then both servers, until one of them ends.
set -eu
if [ ! -e /certificates/mail.pem ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=mail.try.example \
    -addext subjectAltName=DNS:mail.try.example -keyout /certificates/mail.key -out /certificates/mail.pem 2>/dev/null
  chmod 0644 /certificates/mail.pem
  chmod 0600 /certificates/mail.key
fi
postfix start
exec dovecot -F
