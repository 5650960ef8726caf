#!/bin/sh
# SPDX-License-Identifier: MIT
#
# run.sh SECONDS [FUZZER...]: lets every fuzzer, or those named, look for faults
# for so long, two at a time.  What they learn goes to build/fuzz/learnt; an
# input that breaks something goes to tests/fuzz/crashes, where `make test`
# finds it from then on.
set -eu

cd "$(dirname "$0")/../.."
seconds=$1
shift
[ $# -gt 0 ] || set -- build/fuzz/*_fuzz

one() {
	name=$(basename "$1" _fuzz)
	seeds=tests/fuzz/corpus/$name
	learnt=build/fuzz/learnt/$name
	crashes=tests/fuzz/crashes/$name
	mkdir -p "$learnt" "$crashes"
	dictionary=tests/fuzz/$name.dict
	[ -e "$dictionary" ] || dictionary=
	if "$1" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 \
	    -max_len=16384 -artifact_prefix="$crashes/" -print_final_stats=1 \
	    ${dictionary:+-dict="$dictionary"} "$learnt" "$seeds" \
	    >"build/fuzz/$name.log" 2>&1; then
		runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "build/fuzz/$name.log")
		echo "ok      $name: $runs inputs in $seconds s"
	else
		tail -n 30 "build/fuzz/$name.log"
		echo "FAILED  $name"
		return 1
	fi
	rmdir "$crashes" 2>/dev/null || true
}

failed=0
first=
for fuzzer; do
	one "$fuzzer" &
	if [ -z "$first" ]; then
		first=$!
	else
		wait "$first" || failed=1
		wait "$!" || failed=1
		first=
	fi
done
[ -z "$first" ] || wait "$first" || failed=1
exit "$failed"
