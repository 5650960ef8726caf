#!/bin/sh
# SPDX-License-Identifier: MIT
#
# run.sh DIRECTORY: runs the tests against the program in DIRECTORY, which
# counts its lines: unit tests, black-box tests, and runs in which memory
# fails.  Tests that a program cannot pass which writes its counts to files at
# the end (nowhere to write, no such system call) fail; what counts is the rest.
set -eu

cd "$(dirname "$0")/../.."
directory=$(realpath "$1")
find "$directory" -name '*.gcda' -delete
for source in tests/unit/*_test.c; do
	unit=$directory/unit/$(basename "$source" .c)
	"$unit" >"$directory/unit.log" 2>&1 || { cat "$directory/unit.log"; exit 1; }
done
WHATSAPP_SEND=$directory/whatsapp-send tests/run tests/cli tests/wire \
    >"$directory/tests.log" || tail -n 1 "$directory/tests.log"
"${PYTHON:-/usr/bin/python3}" tests/faults/starve.py \
    --program "$directory/scarce" >"$directory/starve.log" ||
    tail -n 3 "$directory/starve.log"
