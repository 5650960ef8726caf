#!/bin/sh
# SPDX-License-Identifier: MIT
#
# setup.sh [PURPOSE...]
#                   installs what is missing for these purposes, on Debian or
#                   Ubuntu, as root or with sudo: build, test and lint, unless
#                   told; fuzz for the fuzzers; coverage to count lines;
#                   bench for whom the program is measured beside; image for
#                   the container image and its tests; web for the tests in
#                   Chromium and the pictures;
#                   arm64 or amd64 to build for that machine on another one.
# setup.sh --check PURPOSE
#                   installs nothing; fails if something is missing for this
#                   purpose, and says what.
set -eu

# What for, which Debian package, and what the package brings: a command, or
# an absolute path.
needed() {
	sed '/^#/d' <<-'EOF'
	build  apt                     apt-get
	build  binutils                readelf
	build  bzip2                   bzip2
	build  ca-certificates         /etc/ssl/certs/ca-certificates.crt
	build  debian-archive-keyring  /usr/share/keyrings/debian-archive-keyring.gpg
	build  dpkg-dev                dpkg-source
	build  gcc                     gcc
	build  libc6-dev               /usr/include/stdio.h
	build  make                    make
	build  xz-utils                xz
	test   cmark-gfm               cmark-gfm
	test   faketime                faketime
	test   gdb                     gcore
	test   libcmocka-dev           /usr/include/cmocka.h
	test   python3                 /usr/bin/python3
	test   python3-jsonschema      /usr/lib/python3/dist-packages/jsonschema
	test   python3-pytest          /usr/lib/python3/dist-packages/pytest
	test   python3-trustme         /usr/lib/python3/dist-packages/trustme
	test   python3-yaml            /usr/lib/python3/dist-packages/yaml
	test   strace                  strace
	test   valgrind                valgrind
	coverage gcovr                 gcovr
	bench  curl                    curl
	bench  nodejs                  node
	bench  python3-requests        /usr/lib/python3/dist-packages/requests
	lint   clang-format            clang-format
	lint   clang-tidy              clang-tidy
	lint   cppcheck                cppcheck
	lint   pmccabe                 pmccabe
	lint   shellcheck              shellcheck
	fuzz   clang                   clang
	image  git                     git
	image  mmdebstrap              mmdebstrap
	image  npm                     npm
	image  podman                  podman
	image  qemu-user-static        qemu-aarch64-static
	image  rsync                   rsync
	image  runc                    runc
	web    chromium                chromium
	web    fonts-dejavu-core       /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
	web    fonts-noto-color-emoji  /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf
	arm64  gcc-aarch64-linux-gnu   aarch64-linux-gnu-gcc
	amd64  gcc-x86-64-linux-gnu    x86_64-linux-gnu-gcc
	EOF
}

is_here() {
	case $1 in
	/*) [ -e "$1" ] ;;
	*) command -v "$1" >/dev/null ;;
	esac
}

# missing PURPOSES: the packages that are not here, for these purposes.
missing() {
	needed | while read -r purpose package proof; do
		case " $1 " in
		*" $purpose "*) is_here "$proof" || printf '%s ' "$package" ;;
		esac
	done
}

if [ "${1:-}" = --check ]; then
	packages=$(missing "$2")
	[ -z "$packages" ] && exit
	echo "$2: install $packages('make setup' does it)" >&2
	exit 1
fi

packages=$(missing "${*:-build test lint}")
[ -n "$packages" ] || exit 0

if ! command -v apt-get >/dev/null; then
	echo "setup: this is neither Debian nor Ubuntu; install by hand what" \
	    "they call: $packages" >&2
	exit 1
fi
sudo=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || { echo "setup: run it as root, or" \
	    "install by hand: $packages" >&2; exit 1; }
	sudo=sudo
fi
echo "setup: installing $packages"
$sudo apt-get -qq update
# shellcheck disable=SC2086 # $packages is a list of words
$sudo env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq install -y --no-install-recommends $packages
