#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Prints the names of the project's shell scripts: files whose first line asks
# for sh or bash.
set -eu

find . \( -path ./build -o -path ./.git \) -prune -o -type f \
    -exec awk 'FNR == 1 && /^#!.*[\/ ](ba)?sh$/ { print FILENAME } { nextfile }' \
    {} + | sort
