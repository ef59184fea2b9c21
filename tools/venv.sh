#!/bin/sh
# Makes a virtual environment with pip in it. Debian's bare Python has no ensurepip, but a package with pip's wheel.
set -eu
venv=$1
python=${PYTHON:-python3}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python 3.11 or later is needed; $("$python" --version) was found. Name another one: make PYTHON=python3.12 …" >&2
    exit 1
}
if "$python" -c 'import ensurepip' 2>/dev/null; then
    exec "$python" -m venv "$venv"
fi

"$python" -m venv --without-pip "$venv"
unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
(
    cd "$unpacked"
    [ "$(id -u)" -ne 0 ] || apt-get -qq update
    apt-get -qq download python3-pip-whl && dpkg -x python3-pip-whl_*.deb .
) || {
    echo "Python has no pip here, and Debian's package python3-pip-whl cannot be had; install python3-venv and try again." >&2
    exit 1
}
wheel=$(echo "$unpacked"/usr/share/python-wheels/pip-*.whl)
"$venv/bin/python" "$wheel/pip" install --quiet --no-index "$wheel"
