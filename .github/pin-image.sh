#!/bin/sh
# SPDX-License-Identifier: MIT
#
# pin-image.sh IMAGE: makes action.yml and the GitLab component use this image
# instead of building one or taking the latest.  IMAGE ends with a digest: a
# tag may be moved later, and with it what runs with somebody's token.
set -eu
cd "$(dirname "$0")/.."

case $1 in
*@sha256:*[!0-9a-f]*) digest= ;;
*@sha256:*) digest=${1##*@sha256:} ;;
*) digest= ;;
esac
if [ "${#digest}" -ne 64 ]; then
	echo "pin-image.sh: $1 has no digest (NAME@sha256:...)" >&2
	exit 64
fi

sed -i "s#^  image: .*#  image: docker://$1#" action.yml
sed -i "s#^      default: ghcr\.io/.*#      default: $1#" templates/send.yml
grep -qxF "  image: docker://$1" action.yml
grep -qxF "      default: $1" templates/send.yml
