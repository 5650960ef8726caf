#!/bin/sh
# SPDX-License-Identifier: MIT
#
# licences.sh DIRECTORY=LOCK...: prints the terms under which others have given
# what is compiled in: for each package that LOCK names, and that lies unpacked
# in DIRECTORY, the texts of its licence and what Debian says of its copyright.
set -eu

# texts PACKAGE: the files of a package that hold its terms.
texts() {
	find "$1" -maxdepth 1 -type f \
	    \( -name 'COPYING*' -o -name 'LICENSE*' \) | LC_ALL=C sort
	find "$1/debian/copyright" "$1/usr/share/doc/${1##*/}/copyright" \
	    2>/dev/null || true
}

for pair; do
	while read -r package version _; do
		found=$(texts "${pair%%=*}/$package")
		if [ -z "$found" ]; then
			echo "licences.sh: $package: no licence found" >&2
			exit 1
		fi
		printf '%s\n' "$found" | while read -r text; do
			printf '=== %s %s: %s\n\n' "$package" "$version" \
			    "${text#"${pair%%=*}/$package/"}"
			cat "$text"
			echo
		done
	done <"${pair#*=}"
done
