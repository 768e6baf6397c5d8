#!/bin/sh
# Installs the real servers that the tests run against, and the library of PDF, from Debian's packages.
# Takes other package names as arguments. Where they cannot be installed, it says what is left out, and goes on.
set -eu
wanted=${*:-dovecot-imapd dovecot-lmtpd postfix postgresql libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 faketime spamassassin tesseract-ocr tesseract-ocr-ita systemd docker-compose}

missing=
for package in $wanted; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  echo "left out (needs root and apt):$missing" >&2
  exit 0
fi

# the packages must not start system services: the tests start processes of their own
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  printf '#!/bin/sh\nexit 101\n' > $policy
  chmod +x $policy
  trap 'rm -f $policy' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq || echo "apt-get update failed; trying with the lists at hand" >&2
for package in $missing; do
  apt-get install -qq -y --no-install-recommends "$package" >/dev/null || echo "left out (apt-get could not install it): $package" >&2
done
