#!/bin/sh
# Second stage: what mailflow needs from Debian to run, and an account that may do nothing else.
set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# Pango makes certificates and sign-in sheets; Tesseract reads faxes
apt-get install -qq -y --no-install-recommends python3 ca-certificates tzdata \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    tesseract-ocr tesseract-ocr-ita >/dev/null
rm -rf /var/lib/apt/lists/*
groupadd --system --gid 10001 mailflow
useradd --system --uid 10001 --gid mailflow --home-dir /var/lib/mailflow --shell /usr/sbin/nologin mailflow
install -d -o mailflow -g mailflow -m 0700 /var/lib/mailflow
