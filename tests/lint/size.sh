#!/bin/sh
# SPDX-License-Identifier: MIT
#
# size.sh FILE...: names the functions that a reader cannot take in at a glance
# (more than 50 lines, or more than 10 paths through them), and fails if there
# are any.
set -eu

pmccabe "$@" | awk -v lines_max=50 -v paths_max=10 '
	$5 > lines_max || $1 > paths_max {
		print $6 " " $7 ": " $5 " lines, " $1 " paths"
		found = 1
	}
	END { exit found }'
