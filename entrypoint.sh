#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Starts whatsapp-send with what GitHub's runner gives in its own way: the
# inputs of the step (INPUT_TEXT), the files for outputs and summary, and the
# proxy.  Everywhere else the environment is passed on as it is.  Values are
# never printed, split or expanded.
set -fu

[ "${GITHUB_ACTIONS-}" = true ] || exec whatsapp-send "$@"

# An input wins over a variable that is inherited, in whichever form (TEXT or
# TEXT_FILE).  A line in the middle of a value may look like a name; there is
# no value behind it then.
IFS='
'
inputs=
for line in $(export -p); do
	name=${line#*INPUT_}
	name=${name%%=*}
	case $name in '' | *[!A-Z0-9_]*) continue ;; esac
	eval "[ -n \"\${INPUT_$name-}\" ]" || continue
	unset "WHATSAPP_${name%_FILE}" "WHATSAPP_${name%_FILE}_FILE"
	inputs=$inputs$name$IFS
done
for name in $inputs; do
	eval "value=\${INPUT_$name-}"
	[ -z "$value" ] || export "WHATSAPP_$name=$value"
	unset "INPUT_$name"
done

# default NAME VALUE: sets what is not set in either form.
default() {
	eval "[ -n \"\${WHATSAPP_$1-}\${WHATSAPP_${1}_FILE-}\" ]" ||
	    export "WHATSAPP_$1=$2"
}

if [ -z "${WHATSAPP_OUTPUT_FILE-}" ]; then
	export WHATSAPP_OUTPUT_FILE="${GITHUB_OUTPUT-}"
	export WHATSAPP_OUTPUT_FORMAT=github
fi
default SUMMARY_FILE "${GITHUB_STEP_SUMMARY-}"
default ANNOTATIONS github
if [ -z "${WHATSAPP_PROXY-}${WHATSAPP_PROXY_FILE-}" ]; then
	proxy=${https_proxy:-${HTTPS_PROXY-}}
	default PROXY "${proxy%/}"
	default NO_PROXY "${no_proxy:-${NO_PROXY-}}"
fi

# Everybody reads the log, and the JSON holds the recipient's number in base64:
# it is in the output `result`.  An argument is a question to be answered there.
[ $# -gt 0 ] || exec >/dev/null
exec whatsapp-send "$@"
