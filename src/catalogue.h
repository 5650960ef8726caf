/* SPDX-License-Identifier: MIT */
/*
 * What the API's error codes mean to somebody who sends one message: the
 * class of result, whether to come again, and what to do about it.
 *
 * Data and look-ups alone: it neither reads replies nor decides on waits.
 * Everything returned is static; nobody frees it.
 */
#ifndef CATALOGUE_H
#define CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "class.h"

enum catalogue_retry {
	RETRY_NEVER,   /* permanent until somebody changes something */
	RETRY_BACKOFF, /* clears within seconds: the program tries again */
	RETRY_PAIR,    /* 131056: as backoff, but waits 4^n seconds */
	RETRY_LATER,   /* clears after minutes to days: come back later */
	RETRY_ONCE,    /* a server fault, "try again": with retry_unknown */
};

/* The code of an entry that stands for more than one. */
#define CATALOGUE_MANY (-1)

/*
 * One error.  A class with exit code 75 always has a retry other than
 * RETRY_NEVER, every other class always RETRY_NEVER.  The texts are ASCII
 * without newlines; meaning and hint are one sentence of at most 160
 * characters with its full stop.
 */
struct catalogue_entry {
	int code;    /* "code" in the API's error, or CATALOGUE_MANY */
	int subcode; /* "error_subcode"; 0: any */
	enum result_class class;
	enum catalogue_retry retry;
	const char *title;   /* Meta's name of it, a few words */
	const char *meaning; /* what it is */
	const char *hint;    /* what to do: the result's "hint" */
};

/*
 * Codes without a row of their own: from first to last, if the HTTP status
 * lies between status_min and status_max.
 */
struct catalogue_family {
	int first;
	int last;
	int status_min;
	int status_max;
	struct catalogue_entry entry;
};

/*
 * The most specific entry there is: for code and subcode, else for code,
 * else of the first family that code and HTTP status fit.  Only families
 * look at the status: Meta gives 500 to some permanent errors.  Never NULL.
 * The entry of a family does not repeat the code: keep the one asked for.
 */
const struct catalogue_entry *catalogue_find(
    int code, int subcode, int http_status);

/* The rows, ordered by code and subcode; NULL past the end. */
const struct catalogue_entry *catalogue_row(size_t index);

/* The families in the order they are tried; NULL past the end. */
const struct catalogue_family *catalogue_family(size_t index);

/* Is the same message worth sending again, now or later? */
bool catalogue_is_retryable(const struct catalogue_entry *entry);

#endif
