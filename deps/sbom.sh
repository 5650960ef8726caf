#!/bin/sh
# SPDX-License-Identifier: MIT
#
# sbom.sh VERSION LIST=LOCK...: prints a bill of materials (SPDX 2.3, JSON):
# each package of the LISTs with the version and the checksum of the package
# file that its LOCK records, and with what deps/patches changes in it.
set -eu

version=$1
shift
created=$(date -u -d "@${SOURCE_DATE_EPOCH:-0}" +%Y-%m-%dT%H:%M:%SZ)

for pair; do
	sed '/^#/d' "${pair%%=*}" | sort | join - "${pair#*=}"
done | awk -v version="$version" -v created="$created" \
    -v patches="$(ls "$(dirname "$0")/patches")" '
	# The patches for this version, as deps/fetch.sh applies them.
	function changes(name, version,  names, count, i, list) {
		sub(/^[0-9]+:/, "", version)
		sub(/-[^-]*$/, "", version)
		count = split(patches, names, "\n")
		for (i = 1; i <= count; i++)
			if (index(names[i], name "_" version "_") == 1)
				list = list (list == "" ? "" : ", ") names[i]
		return list == "" ? "" : "\"sourceInfo\": \"changed by " \
		    "deps/patches: " list "\", "
	}
	# package kind minimum licence what-for... version checksum
	{
		name = $1
		url = $(NF - 1)
		gsub(/\+/, "%2B", url) # as purl wants it
		packages = packages sprintf(",\n  {\"SPDXID\": \"SPDXRef-%s\", " \
		    "\"name\": \"%s\", \"versionInfo\": \"%s\", " \
		    "\"licenseDeclared\": \"%s\", \"licenseConcluded\": " \
		    "\"NOASSERTION\", \"copyrightText\": \"NOASSERTION\", " \
		    "\"downloadLocation\": \"NOASSERTION\", " \
		    "\"filesAnalyzed\": false, %s\"supplier\": " \
		    "\"Organization: Debian\", \"externalRefs\": [" \
		    "{\"referenceCategory\": \"PACKAGE-MANAGER\", " \
		    "\"referenceType\": \"purl\", \"referenceLocator\": " \
		    "\"pkg:deb/debian/%s@%s%s\"}], \"checksums\": [" \
		    "{\"algorithm\": \"SHA256\", \"checksumValue\": \"%s\"}]}",
		    name, name, $(NF - 1), $4, changes(name, $(NF - 1)), name, url,
		    $2 == "source" ? "?arch=source" : "", $NF)
		relations = relations sprintf(",\n  {\"spdxElementId\": " \
		    "\"SPDXRef-whatsapp-send\", \"relationshipType\": " \
		    "\"CONTAINS\", \"relatedSpdxElement\": \"SPDXRef-%s\"}", name)
	}
	END {
		print "{\"spdxVersion\": \"SPDX-2.3\", \"dataLicense\": " \
		    "\"CC0-1.0\", \"SPDXID\": \"SPDXRef-DOCUMENT\","
		print " \"name\": \"whatsapp-send-" version "\", " \
		    "\"documentNamespace\": \"https://github.com/whatsapp-send/" \
		    "whatsapp-send/sbom/" version "\","
		print " \"creationInfo\": {\"created\": \"" created "\", " \
		    "\"creators\": [\"Organization: whatsapp-send\"]},"
		print " \"packages\": [\n  {\"SPDXID\": " \
		    "\"SPDXRef-whatsapp-send\", \"name\": \"whatsapp-send\", " \
		    "\"versionInfo\": \"" version "\", \"licenseDeclared\": " \
		    "\"MIT\", \"licenseConcluded\": \"MIT\", " \
		    "\"copyrightText\": \"NOASSERTION\", " \
		    "\"downloadLocation\": \"NOASSERTION\", " \
		    "\"filesAnalyzed\": false}" packages "],"
		print " \"relationships\": [\n  {\"spdxElementId\": " \
		    "\"SPDXRef-DOCUMENT\", \"relationshipType\": \"DESCRIBES\", " \
		    "\"relatedSpdxElement\": \"SPDXRef-whatsapp-send\"}" \
		    relations "]}"
	}'
