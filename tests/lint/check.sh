#!/bin/sh
# SPDX-License-Identifier: MIT
#
# check.sh CLAIM COMMAND: runs the shell command and prints one line that says
# whether the claim holds; what the command said, only if it does not.
set -eu

if said=$(sh -c "$2" 2>&1); then
	echo "ok      $1"
else
	# clang-tidy counts what it found in the headers of others.
	echo "$said" | grep -v '^[0-9]* warnings\{0,1\} generated\.$' || true
	echo "FAILED  $1"
	exit 1
fi
