#!/bin/sh
# SPDX-License-Identifier: MIT
#
# valgrind.sh DIRECTORY: runs the unit tests and the black-box tests with the
# program in DIRECTORY under valgrind, which makes a fault of memory an exit code
# that no test expects.  Left out by name is what cannot be asked of a program
# fifty times slower: how long something takes, and how little memory; or of one
# that valgrind loads: its system calls, its memory's content, its limits.  The
# reference is written by another program.
set -eu

cd "$(dirname "$0")/../.."
directory=$(realpath "$1")
wrapped=$directory/under-valgrind
cat >"$wrapped" <<EOF
#!/bin/sh
exec /usr/bin/valgrind -q --leak-check=full --show-leak-kinds=definite \\
    --errors-for-leak-kinds=definite --error-exitcode=99 \\
    $directory/whatsapp-send "\$@"
EOF
chmod +x "$wrapped"
for source in tests/unit/*_test.c; do
	unit=$directory/unit/$(basename "$source" .c)
	/usr/bin/valgrind -q --error-exitcode=99 "$unit" \
	    >"$directory/unit.log" 2>&1 || { cat "$directory/unit.log"; exit 1; }
done
WHATSAPP_SEND=$wrapped exec tests/run tests/cli tests/wire \
    --deselect tests/wire/test_isolation.py \
    --deselect tests/wire/test_secrets.py \
    --deselect tests/wire/test_deadline.py \
    --deselect tests/wire/test_media.py::test_a_document_of_100_mb_needs_no_more_memory_than_a_small_one \
    --deselect tests/cli/test_process.py \
    --deselect tests/cli/test_reference.py
