#!/bin/sh
# SPDX-License-Identifier: MIT
#
# roots.sh DIRECTORY >FILE: of each certificate in DIRECTORY/*.crt (PEM, one a
# file) the part that is signed (TBSCertificate of RFC 5280, 4.1), as a line of
# numbers for a C array, in the order of the files' names.  A root's signature
# of itself proves nothing, and takes nearly as much room as the rest.
set -eu

LC_ALL=C
export LC_ALL

cd "$1"
set -- *.crt
# Mozilla trusts about 150; far fewer means that the package has changed.
[ $# -ge 100 ] || { echo "roots.sh: only $# certificates in $PWD" >&2; exit 1; }
for pem; do
	sed '/^-----/d' "$pem" | base64 -d
done | od -An -v -tu1 | awk '
	# A certificate starts with SEQUENCE (48) and a length of two bytes
	# (130), and so does the part, which is the first thing in it.
	function start() {
		if (head[0] != 48 || head[1] != 130 || head[4] != 48 || head[5] != 130) {
			print "roots.sh: not a certificate" >"/dev/stderr"
			exit 1
		}
		whole = 4 + 256 * head[2] + head[3]
		part = 4 + 4 + 256 * head[6] + head[7]
		printf "%d,%d,%d,%d", head[4], head[5], head[6], head[7]
	}
	{
		for (i = 1; i <= NF; i++) {
			if (count < 8) {
				head[count++] = $i
				if (count == 8)
					start()
				continue
			}
			if (count++ < part)
				printf ",%d", $i
			if (count == whole) {
				print ","
				count = 0
			}
		}
	}'
