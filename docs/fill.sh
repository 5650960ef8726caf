#!/bin/sh
# SPDX-License-Identifier: MIT
#
# fill.sh GENERATE FILE: prints FILE with what stands between "# BEGIN PAGE"
# and "# END PAGE" made anew: it becomes what the program GENERATE says of PAGE.
set -eu

awk -v generate="$1" '
	$1 == "#" && $2 == "END" { skip = 0 }
	!skip { print }
	$1 == "#" && $2 == "BEGIN" {
		fflush()
		if (system(generate " " $3) != 0)
			exit 1
		skip = 1
	}' "$2"
