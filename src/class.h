/* SPDX-License-Identifier: MIT */
/*
 * What kind of thing happened to a run, and the exit code that says so.
 *
 * The numbers are a contract with pipelines (docs/exit-codes.md): never
 * renumbered.  sysexits.h has given a number to most of them; 79 is ours.
 */
#ifndef CLASS_H
#define CLASS_H

#include <stdbool.h>

enum result_class {
	CLASS_OK,           /* accepted, valid, or skipped by policy */
	CLASS_USAGE,        /* a command-line argument it does not take */
	CLASS_CONTENT,      /* what to say: invalid, contradictory, missing */
	CLASS_INPUT,        /* a named file: missing, unreadable, unfit */
	CLASS_RECIPIENT,    /* malformed, or the API will not send to it */
	CLASS_TEMPLATE,     /* the API refuses the template or its parameters */
	CLASS_WINDOW,       /* 24 hours over: only a template may be sent */
	CLASS_POLICY,       /* Meta's rules or the recipient forbid it */
	CLASS_ACCOUNT,      /* the business account or number cannot send */
	CLASS_REJECTED,     /* any other permanent refusal by the API */
	CLASS_INTERNAL,     /* out of memory, or a bug */
	CLASS_OUTPUT,       /* a result could not be written */
	CLASS_RATE_LIMITED, /* too fast, or too much for now */
	CLASS_UNAVAILABLE,  /* the API is down or asks to come again */
	CLASS_NETWORK,      /* no connection, or lost before hand-over */
	CLASS_INTERRUPTED,  /* deadline or signal before hand-over */
	CLASS_PROTOCOL,     /* an answer that is not the API's */
	CLASS_TLS,          /* the server's certificate was refused */
	CLASS_AUTH,         /* token, permission, proxy credentials */
	CLASS_CONFIG,       /* settings: missing, invalid, misspelt */
	CLASS_UNKNOWN,      /* handed over in full, no valid answer */
	CLASS_COUNT
};

/* The word in the result's "class", such as "rate_limited". */
const char *class_name(enum result_class kind);

/* The process's exit code, 0 to 79. */
int class_exit_code(enum result_class kind);

/* Whether the same message is worth sending again later. */
bool class_is_retryable(enum result_class kind);

/* One sentence: what happened, for people. */
const char *class_meaning(enum result_class kind);

/* One sentence: what to do about it, for people. */
const char *class_remedy(enum result_class kind);

#endif
