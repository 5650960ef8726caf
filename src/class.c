/* SPDX-License-Identifier: MIT */
/* The table of classes; see class.h. */
#include "class.h"

static const struct {
	const char *name;
	int exit_code;
	const char *meaning;
	const char *remedy;
} classes[CLASS_COUNT] = {
	[CLASS_OK] = { "ok", 0,
	    "The API accepted the message, or there was nothing to send and "
	    "that was asked for.",
	    "Nothing to do; the status tells accepted, valid and skipped "
	    "apart." },
	[CLASS_USAGE] = { "usage", 64,
	    "The command line holds an argument that the program does not "
	    "take.",
	    "Pass every setting by environment; see --help." },
	[CLASS_CONTENT] = { "content", 65,
	    "What to send is missing, invalid, too long or contradictory.",
	    "Correct the settings that the problems name." },
	[CLASS_INPUT] = { "input", 66,
	    "A file named by a setting is missing, unreadable, empty, too "
	    "large, not a regular file, changed while it was sent, or of a kind "
	    "that WhatsApp does not take.",
	    "Correct the path, or the step that makes the file." },
	[CLASS_RECIPIENT] = { "recipient", 67,
	    "The recipient is malformed, or the API will not send to it.",
	    "Check the number: E.164 with +, on WhatsApp, and on the allowed "
	    "list of a test number." },
	[CLASS_TEMPLATE] = { "template", 69,
	    "The API refused the template or its parameters, or accepted "
	    "a message whose template is paused.",
	    "Compare name, language and parameters with the template in "
	    "WhatsApp Manager." },
	[CLASS_WINDOW] = { "window", 69,
	    "More than 24 hours have passed since the recipient last wrote.",
	    "Send a template instead of free text." },
	[CLASS_POLICY] = { "policy", 69,
	    "A rule of Meta's or a choice of the recipient's forbids the "
	    "message.",
	    "Do not send it again; the error's hint tells what may help." },
	[CLASS_ACCOUNT] = { "account", 69,
	    "The business account or its phone number cannot send.",
	    "Look at the account's health in WhatsApp Manager." },
	[CLASS_REJECTED] = { "rejected", 69,
	    "The API refused the request for good.",
	    "Read the error's details and correct what they name." },
	[CLASS_INTERNAL] = { "internal", 70,
	    "The program ran out of memory or met a bug of its own; no "
	    "message was accepted.",
	    "Give the job more memory; if it has enough, report the bug." },
	[CLASS_OUTPUT] = { "output", 73,
	    "A result could not be written; the status tells what became of "
	    "the message.",
	    "Make room or correct the path, and look at the status before "
	    "sending again." },
	[CLASS_RATE_LIMITED] = { "rate_limited", 75,
	    "Too many messages or calls for now; nothing was accepted.",
	    "Run the step again later." },
	[CLASS_UNAVAILABLE] = { "unavailable", 75,
	    "The API is down or busy; nothing was accepted.",
	    "Run the step again later." },
	[CLASS_NETWORK] = { "network", 75,
	    "The request did not get through; nothing was accepted.",
	    "Check that the job can reach the API, then run it again." },
	[CLASS_INTERRUPTED] = { "interrupted", 75,
	    "The deadline or a signal came first; nothing was accepted.",
	    "Run the step again, with a longer timeout if it was too short." },
	[CLASS_PROTOCOL] = { "protocol", 76,
	    "The answer was not the API's, and shows that nothing was "
	    "accepted.",
	    "Check api_url, and what stands between the job and the API." },
	[CLASS_TLS] = { "tls", 76,
	    "The server's certificate, or its kind of TLS, was refused; "
	    "nothing was sent.",
	    "Check api_url and the clock; behind a proxy that inspects TLS, "
	    "name its root in ca_file; TLS 1.2 or 1.3 is needed." },
	[CLASS_AUTH] = { "auth", 77,
	    "The token, its permissions or the proxy's credentials were "
	    "refused.",
	    "Use a permanent system-user token with "
	    "whatsapp_business_messaging for this phone number." },
	[CLASS_CONFIG] = { "config", 78,
	    "A setting is missing, invalid, unknown or misspelt.",
	    "Correct the settings that the problems name." },
	[CLASS_UNKNOWN] = { "unknown", 79,
	    "The request was handed over in full and no valid answer came: "
	    "the message may have been accepted.",
	    "Look at the recipient's chat before sending again." },
};

const char *
class_name(enum result_class kind)
{
	return classes[kind].name;
}

int
class_exit_code(enum result_class kind)
{
	return classes[kind].exit_code;
}

bool
class_is_retryable(enum result_class kind)
{
	return classes[kind].exit_code == 75;
}

const char *
class_meaning(enum result_class kind)
{
	return classes[kind].meaning;
}

const char *
class_remedy(enum result_class kind)
{
	return classes[kind].remedy;
}
