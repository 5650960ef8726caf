#!/bin/sh
# SPDX-License-Identifier: MIT
# Shows the program at work: sends a template and a text over TLS to the
# sandbox on loopback.  Takes the path of the program; needs no account.
set -eu
program=$1
here=$(dirname "$0")
work=$(mktemp -d)
sandbox=

# Run at the end, whatever the reason.
finish() {
	[ -z "$sandbox" ] || { kill "$sandbox" && wait "$sandbox"; } || true
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

# Prints a command as one would type it, then runs it.
show() {
	printf '\n$ %s\n' "$*"
	env "$@" || printf '(exit code %d)\n' "$?"
}

"${PYTHON:-/usr/bin/python3}" "$here/sandbox" --ready-file "$work/ready" \
	>"$work/log" &
sandbox=$!
for _ in $(seq 100); do
	[ ! -e "$work/ready" ] || break
	kill -0 "$sandbox" || exit 1
	sleep 0.1
done

echo "The sandbox plays the Cloud API on loopback. These settings lead to it:"
grep '^export ' "$work/log"
# shellcheck disable=SC1090 # the lines shown
. "$work/log"

show WHATSAPP_TEMPLATE_NAME=hello_world "$program"
show WHATSAPP_TEXT='Build 42 is green. Release notes: https://example.com/42' \
	"$program"
show WHATSAPP_TEXT=Hello WHATSAPP_RECIPIENT=+9990131047 "$program"

printf '\nWhat the sandbox received:\n\n'
sleep 0.2
sed -e '/^export /d' -e '/^#/d' "$work/log"
