#!/bin/sh
# SPDX-License-Identifier: MIT
#
# roots.sh DIRECTORY >FILE: of each certificate in DIRECTORY/*.crt (PEM, one a
# file) what makes it a trust anchor, as a line of numbers for a C array, in the
# order of the files' names: subject, validity and subjectPublicKeyInfo, and the
# extensions if they limit what it may sign (RFC 5280, 4.1 and 6.1.1 (d)), in
# DER.  Its issuer is its subject; its signature of itself proves nothing.  That
# is half of a certificate.
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
	{ for (i = 1; i <= NF; i++) byte[total++] = $i }

	function fail(what) {
		print "roots.sh: a certificate " what >"/dev/stderr"
		failed = 1
		exit 1
	}
	# Where the content of the element at this place begins, and where it ends.
	function content(at) { measure(at); return first }
	function end(at) { measure(at); return past }
	function measure(at, count) {
		past = byte[at + 1]
		first = at + 2
		if (past >= 128) {
			count = past - 128
			for (past = 0; count > 0; count--)
				past = 256 * past + byte[first++]
		}
		past += first
	}
	# The bytes of the element at this place, or of its content alone.
	function element(at) { return bytes(at, end(at)) }
	function inside(at) { return bytes(content(at), end(at)) }
	function bytes(at, last, text) {
		text = ""
		while (at < last)
			text = text byte[at++] ","
		return text
	}

	# Whether the extension at this place, of a root, limits nothing.
	function allows(at, id, is_critical, value) {
		at = content(at)
		id = inside(at)
		at = end(at)
		is_critical = byte[at] == 1
		if (is_critical)
			at = end(at)
		value = inside(at)
		if (id == "85,29,19,") { # basicConstraints: a CA, of any depth
			return is_authority = value == "48,3,1,1,255,"
		}
		if (id == "85,29,15,") # keyUsage: with keyCertSign
			return int(byte[content(content(at)) + 1] / 4) % 2 == 1
		return !is_critical
	}
	# Whether the extensions at this place limit what a root may sign.
	function limits(at, last, is_limited) {
		is_authority = 0
		last = end(at)
		for (at = content(content(at)); at < last; at = end(at))
			if (!allows(at))
				is_limited = 1
		return is_limited || !is_authority
	}

	# Writes what counts of the TBSCertificate at this place.
	function write_root(at, last, issuer, validity, subject, key) {
		last = end(at)
		at = content(at)
		if (byte[at] != 160)
			fail("is older than version 3")
		at = end(end(end(at))) # version, serialNumber, signature
		issuer = element(at)
		at = end(at)
		validity = element(at)
		at = end(at)
		subject = element(at)
		if (issuer != subject)
			fail("is no root")
		at = end(at)
		key = element(at)
		at = end(at)
		if (at >= last || byte[at] != 163)
			fail("has no extensions")
		print subject validity key (limits(at) ? element(at) : "")
	}
	END {
		for (place = 0; place < total && !failed; place = end(place))
			write_root(content(place))
	}'
