#!/bin/sh
# SPDX-License-Identifier: MIT
#
# fetch.sh DIRECTORY ARCHITECTURE [LIST]
#
# Fetches and unpacks what LIST (deps/packages) lists into DIRECTORY, one
# folder a package, and records what it got in DIRECTORY.lock: package, version
# and SHA-256 of the package file, one a line.  ARCHITECTURE is Debian's name for
# the machine that the binary packages are for.
#
# apt checks every file against the signatures of Debian's archive.  It works
# on a configuration of its own: the machine's sources, lists and installed
# packages are neither used nor changed, so that any Debian or Ubuntu gets the
# same.  Only the address of the archive is taken from the machine's apt;
# DEB_MIRROR names another one.
set -eu

suite=trixie
keyring=${DEB_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}
table=${3:-$(dirname "$0")/packages}
patches=$(dirname "$0")/patches

say() {
	printf '%s\n' "fetch: $*" >&2
}

die() {
	say "$@"
	exit 1
}

# The address under which this machine's apt finds the archive labelled $1.
address_of() {
	awk -v label="$1" '$1 == label { print $2; exit }' "$private/known"
}

write_sources() {
	if [ -n "${DEB_MIRROR:-}" ]; then
		archive=${DEB_MIRROR%/}
		security=$archive-security
	else
		# shellcheck disable=SC2016 # for apt-get, not for the shell
		apt-get indextargets --format '$(LABEL) $(SITE)' \
		    'Created-By: Packages' 'Origin: Debian' \
		    >"$private/known" 2>/dev/null || true
		archive=$(address_of Debian)
		security=$(address_of Debian-Security)
	fi
	[ -n "$archive" ] || die "apt on this machine knows no Debian archive." \
	    "On Debian run apt-get update first; elsewhere set DEB_MIRROR to" \
	    "the address of one, or use 'make image'."

	options="[arch=$architecture signed-by=$keyring]"
	for type in deb deb-src; do
		echo "$type $options $archive $suite main"
		echo "$type $options $archive $suite-updates main"
		if [ -n "$security" ]; then
			echo "$type $options $security $suite-security main"
		fi
	done >"$private/sources.list"
	[ -n "$security" ] ||
	    say "warning: apt on this machine knows no security archive"
}

# apt TOOL ARGUMENT...: runs apt-get or apt-cache on the private configuration.
apt() {
	tool=$1
	shift
	"$tool" -qq \
	    -o Dir::Etc::SourceList="$private/sources.list" \
	    -o Dir::Etc::SourceParts=/dev/null \
	    -o Dir::State="$private" \
	    -o Dir::State::Lists="$private/lists" \
	    -o Dir::State::Status="$private/status" \
	    -o Dir::Cache="$private" \
	    -o Dir::Cache::PkgCache="$private/pkgcache" \
	    -o Dir::Cache::SrcPkgCache="$private/srcpkgcache" \
	    -o APT::Architecture="$architecture" \
	    -o APT::Sandbox::User= \
	    -o Acquire::Languages=none \
	    "$@"
}

# versions KIND PACKAGE: what the archive has, newest first.
versions() {
	case $1 in
	source | tarball) apt apt-cache showsrc --only-source "$2" ;;
	binary) apt apt-cache show "$2" ;;
	esac | sed -n 's/^Version: //p' | sort -Vru
}

# download KIND PACKAGE VERSION: leaves the files in a new folder files/.
download() {
	rm -rf "$private/files"
	mkdir "$private/files"
	(
		cd "$private/files"
		case $1 in
		source) apt apt-get source --download-only "$2=$3" ;;
		tarball) apt apt-get source --tar-only --download-only "$2=$3" ;;
		binary) apt apt-get download "$2=$3" ;;
		esac
	) >"$private/log" 2>&1
}

# mend PACKAGE VERSION: applies deps/patches/PACKAGE_VERSION_*.patch to what was
# unpacked.  VERSION is upstream's there, so that a patch goes with its fault.
mend() {
	upstream=${2#*:}
	for patch in "$patches/$1"_*.patch; do
		case $patch in
		"$patches/$1_${upstream%-*}"_*) ;;
		"$patches/$1_*.patch") continue ;;
		*)
			say "warning: $1 $2 goes without ${patch##*/}"
			continue
			;;
		esac
		say "patch: ${patch##*/}"
		patch --silent --strip=1 --directory="$directory/$1" <"$patch"
	done
}

# get PACKAGE KIND MINIMUM: downloads and unpacks the newest version that can
# be had, and prints its line of the lock.  A mirror may list a version whose
# files it does not have (yet); an older one does then, with a warning.
get() {
	candidate=
	got=
	for version in $(versions "$2" "$1"); do
		candidate=${candidate:-$version}
		dpkg --compare-versions "$version" ge "$3" || break
		if download "$2" "$1" "$version"; then
			got=$version
			break
		fi
	done
	if [ -z "$got" ]; then
		[ ! -f "$private/log" ] || cat "$private/log" >&2
		die "no version of $1 from $3 on can be had" \
		    "(newest listed: ${candidate:-none})"
	fi
	[ "$got" = "$candidate" ] ||
	    say "warning: $1 $candidate cannot be had; $got taken instead"

	rm -rf "${directory:?}/$1"
	case $2 in
	source)
		file=$(echo "$private"/files/*.dsc)
		dpkg-source --no-check --no-copy -x "$file" "$directory/$1" \
		    >"$private/log" 2>&1 || { cat "$private/log" >&2; exit 1; }
		;;
	tarball)
		file=$(echo "$private"/files/*.orig.tar.*)
		mkdir "$directory/$1"
		tar -xf "$file" -C "$directory/$1" --strip-components=1
		;;
	binary)
		file=$(echo "$private"/files/*.deb)
		dpkg-deb -x "$file" "$directory/$1"
		;;
	esac
	say "$1 $got"
	mend "$1" "$got"
	echo "$1 $got $(sha256sum "$file" | cut -d ' ' -f 1)"
}

directory=$1
architecture=$2

[ -r "$keyring" ] || die "$keyring is missing:" \
    "install debian-archive-keyring ('make setup' does it)"

mkdir -p "$directory"
directory=$(cd "$directory" && pwd)
private=$directory/.fetch
rm -rf "$private"
mkdir -p "$private/lists/partial" "$private/archives/partial"
trap 'rm -rf "$private"' EXIT
: >"$private/status"

write_sources
say "reading the package lists of Debian $suite"
apt apt-get update

grep -v '^#' "$table" | while read -r package kind minimum _; do
	get "$package" "$kind" "$minimum"
done >"$private/lock"
LC_ALL=C sort "$private/lock" >"$directory.lock"
