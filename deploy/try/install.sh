#!/bin/sh
# Dovecot and Postfix for one domain, from the two files beside this one.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -qq -y --no-install-recommends dovecot-imapd dovecot-lmtpd postfix openssl >/dev/null
rm -rf /var/lib/apt/lists/*
groupadd --system --gid 10002 vmail
useradd --system --uid 10002 --gid vmail --home-dir /var/vmail --shell /usr/sbin/nologin vmail
install -d -o vmail -g vmail -m 0700 /var/vmail
install -m 0644 "$here/dovecot.conf" /etc/dovecot/dovecot.conf
install -m 0644 "$here/main.cf" /etc/postfix/main.cf
postconf -M submissions/inet="submissions inet n - n - - smtpd -o smtpd_tls_wrappermode=yes"
