#!/bin/sh
# SPDX-License-Identifier: MIT
#
# base.sh NAME: makes a small Debian 13 the podman image NAME, to build ours on
# where no registry can be reached.  The packages come from where this
# machine's apt gets its own.
set -eu

suite=trixie
sites=$(mktemp)
trap 'rm -f "$sites"' EXIT

# shellcheck disable=SC2016 # for apt-get, not for the shell
apt-get indextargets --format '$(LABEL) $(SITE)' 'Created-By: Packages' \
    'Origin: Debian' | sort -u >"$sites"
archive=$(awk '$1 == "Debian" { print $2; exit }' "$sites")
security=$(awk '$1 == "Debian-Security" { print $2; exit }' "$sites")
[ -n "$archive" ] || { echo "base.sh: apt knows no Debian archive" >&2; exit 1; }

mmdebstrap --quiet --variant=minbase --include=ca-certificates "$suite" - \
    "deb $archive $suite main" \
    ${security:+"deb $security $suite-security main"} |
    podman import --quiet - "$1"
