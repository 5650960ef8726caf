#!/bin/sh
# SPDX-License-Identifier: MIT
#
# roots.sh DIRECTORY >FILE: the certificates in DIRECTORY/*.crt (PEM, one a
# file), one after the other in DER and in the order of the files' names.
set -eu

LC_ALL=C
export LC_ALL

cd "$1"
set -- *.crt
# Mozilla trusts about 150; far fewer means that the package has changed.
[ $# -ge 100 ] || { echo "roots.sh: only $# certificates in $PWD" >&2; exit 1; }
for pem; do
	sed '/^-----/d' "$pem" | base64 -d
done
