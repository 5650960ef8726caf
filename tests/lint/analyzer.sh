#!/bin/sh
# SPDX-License-Identifier: MIT
#
# analyzer.sh FLAGS... -- FILE...: fails if gcc -fanalyzer finds something in
# these sources that is not known to be wrong, or no longer finds what is known.
# It sees one file at a time, and what it finds differs from one version of gcc
# to the next: another one than 12 is not asked.
set -eu

LC_ALL=C
export LC_ALL

case $(gcc -dumpversion) in 12 | 12.*) ;; *) exit 0 ;; esac

# File, check, and what it is about; above it why that is wrong.
known() {
	sed '/^#/d' <<-'EOF'
	# what the caller gave keeps it, and a function elsewhere frees it: under
	# LeakSanitizer the whole suite loses nothing
	src/http.c malloc-leak '*exchange.usage'
	src/setting.c malloc-leak 'new.path'
	src/setting.c malloc-leak 'new.source'
	src/setting.c malloc-leak '<unknown>'
	# all of struct placing is initialized where it is declared
	src/marks.c use-of-uninitialized-value '((struct nest *)placing)[3].count'
	# cJSON_IsNumber of no item is false
	src/reply.c null-dereference 'item'
	# a list has begun: md4c tells of nothing twice, and of items in lists
	src/sheet.c null-dereference '0'
	EOF
}

flags=
while [ "$1" != -- ]; do
	flags="$flags $1"
	shift
done
shift

found=$(mktemp)
trap 'rm -f "$found"' EXIT
# shellcheck disable=SC2086 # $flags is a list of words
printf '%s\n' "$@" | xargs -P "$(nproc)" -I FILE \
    gcc -O2 $flags -fanalyzer -c -o /dev/null FILE 2>&1 |
    sed -nE "s/^([^: ]+)(:[0-9]+)*: warning: [^']*('[^']*').*\[-Wanalyzer-(.*)\]$/\1 \4 \3/p" |
    sort -u >"$found"

known | sort | comm -3 - "$found" | sed -E \
    -e 's/^\t/found, and not known: /' -e 't' -e 's/^/known, and not found: /' |
    grep . && exit 1
exit 0
