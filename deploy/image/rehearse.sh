#!/bin/sh
# Runs the steps of the image in an empty Debian, without Docker, and then mailflow in it. ROOT (a folder to make)
# Needs root and debootstrap; stages and order are those of the Dockerfile.
set -eu
root=${1:?a folder to make}
here=$(cd "$(dirname "$0")/../.." && pwd)
suite=$(sed -n 's/^FROM debian:\([a-z]*\)-slim$/\1/p' "$here/Dockerfile")

debootstrap --variant=minbase "$suite" "$root" ${DEBIAN_MIRROR:-}
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
for file in ${CARRY:-}; do install -D "$file" "$root$file"; done # such as this network's own authorities, from /usr/local/share/ca-certificates
cp -a "$root" "$root.build"

# stage 1
mkdir "$root.build/src"
(cd "$here" && tar -c mailflow templates config deploy/image pyproject.toml uv.lock README.md LICENSE) |
    tar -x -C "$root.build/src"
chroot "$root.build" sh /src/deploy/image/build.sh /src /opt/mailflow

# stage 2
install "$here/deploy/image/install.sh" "$root/usr/local/share/mailflow-install.sh"
chroot "$root" sh /usr/local/share/mailflow-install.sh
cp -a "$root.build/opt/mailflow" "$root/opt/mailflow"
rm -rf "$root.build"

# what the image is for, as its user
as_mailflow() { chroot --userspec=mailflow:mailflow "$root" env -C /var/lib/mailflow PATH=/opt/mailflow/bin:/usr/bin:/bin "$@"; }
as_mailflow mailflow --version
as_mailflow mailflow init office
as_mailflow mailflow check --offline --config office/mailflow.toml
as_mailflow mailflow demo --out demo | tail -n 3
echo "the image's steps hold"
