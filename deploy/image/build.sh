#!/bin/sh
# First stage: mailflow and all it needs, as uv.lock names it, into an environment of its own. SOURCE DIR
set -eu
source=$1 target=$2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -qq -y --no-install-recommends python3 python3-venv ca-certificates >/dev/null

tools=$(mktemp -d)
python3 -m venv "$tools"
"$tools/bin/pip" install --quiet --disable-pip-version-check "uv>=0.9"
python3 -m venv "$target"
cd "$source"
"$tools/bin/uv" export --quiet --frozen --no-default-groups --all-extras --no-emit-project --output-file "$tools/needed.txt"
"$tools/bin/uv" pip install --quiet --python "$target/bin/python" --require-hashes -r "$tools/needed.txt"
"$tools/bin/uv" build --quiet --wheel --out-dir "$tools/dist"
"$tools/bin/uv" pip install --quiet --python "$target/bin/python" --no-deps "$tools"/dist/*.whl
"$target/bin/python" -m compileall -q "$target/lib"
rm -rf "$tools"
