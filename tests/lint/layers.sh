#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Checks who may use what in src/: each library, the environment and the end of
# the process belong to one module, and some functions of the C library to none.
set -eu

cd "$(dirname "$0")/../../src"
bare=$(mktemp -d)
trap 'rm -rf "$bare"' EXIT
failed=0

# only PATTERN WHAT FILE...: fails if a file other than these holds the pattern.
only() {
	pattern=$1
	what=$2
	shift 2
	for file in *.[ch]; do
		case " $* " in *" $file "*) continue ;; esac
		if line=$(grep -nE -m 1 "$pattern" "$bare/$file"); then
			echo "src/$file:${line%%:*}: $what"
			failed=1
		fi
	done
}

# Comments may name anything.  Blank lines keep the numbers of lines right.
for file in *.[ch]; do
	gcc -fpreprocessed -dD -E "$file" 2>/dev/null |
	    awk -v file="$file" '
		$1 == "#" && $2 ~ /^[0-9]+$/ { while (line < $2 - 1) { print ""; line++ } next }
		{ print; line++ }' >"$bare/$file"
done

only '#include [<"]curl/' 'only http.c and http_form.c know curl' \
    http.c http_form.c http_form.h
only '#include [<"]mbedtls/' \
    'only roots.c, entropy.c, sha1.c, proof.c and scrub.c know mbedTLS' \
    roots.c entropy.c sha1.c proof.c scrub.c
only '#include [<"]ini\.h' 'only source_ini.c knows inih' source_ini.c
only '#include [<"]cJSON\.h' 'JSON is for json, shape and reply' \
    json.c json.h shape.h reply.c
only '#include [<"]md4c\.h' 'only markdown.c knows md4c' markdown.c
only '\b(getenv|secure_getenv|setenv|putenv|clearenv|environ)\b' \
    'only source_env.c knows the environment' source_env.c
only '\b(_?exit|_Exit|quick_exit|abort|errx?)\(' 'only main.c ends the process' \
    main.c
only '\b(clock_gettime|gettimeofday|time)\(' 'only clock.c knows the clock' \
    clock.c
only '\b(printf|puts|putchar|perror)\(|\b(stdout|stderr)\b' \
    'only report, help and explain speak' report.c help.c explain.c
only '\b(atoi|atol|atof|strcpy|strcat|sprintf|vsprintf|strtok|gets|system|popen)\(' \
    'banned: it cannot fail, or cannot be bounded'

# Includes go one way: no module uses one that uses it.  X_part belongs to X.
if ! loop=$(grep -H '^#include "' ./*.[ch] |
    sed -E 's#^\./([a-z0-9]+)[^:]*:\#include "([a-z0-9]+).*#\1 \2#' |
    awk '$1 != $2' | sort -u | tsort 2>&1 >/dev/null); then
	echo "$loop" | sed 's/^tsort: /src\/: /'
	failed=1
fi

exit "$failed"
