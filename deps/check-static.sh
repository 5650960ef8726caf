#!/bin/sh
# SPDX-License-Identifier: MIT
#
# check-static.sh PROGRAM: fails unless PROGRAM is one position-independent
# file that needs nothing of the machine it runs on: no interpreter and no
# shared library.  Some compilers quietly ignore -static-pie.
set -eu

fail() {
	echo "$program: $*" >&2
	exit 1
}

program=$1
headers=$(LC_ALL=C readelf --wide --file-header --program-headers --dynamic \
    "$program")

case $headers in *" INTERP "*) fail "asks for an interpreter" ;; esac
case $headers in *"(NEEDED)"*) fail "needs a shared library" ;; esac
case $headers in *" DYN ("*) ;; *) fail "is not position-independent" ;; esac
case $headers in *GNU_RELRO*) ;; *) fail "has no RELRO segment" ;; esac
case $headers in *"GNU_STACK "*RWE*) fail "has an executable stack" ;; esac
