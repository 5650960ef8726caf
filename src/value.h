/* SPDX-License-Identifier: MIT */
/* Pure functions that read the text of one value. */
#ifndef VALUE_H
#define VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The index of text among words split by |, such as "send|validate", or -1. */
int value_choice(const char *text, const char *words);

/*
 * true, 1, yes, on; false, 0, no, off; in any case of letters.  False leaves
 * *ret_flag untouched.
 */
bool value_boolean(const char *text, bool *ret_flag);

/*
 * A decimal number of seconds, such as "2" or "0.25", in milliseconds.
 * False, *ret_ms untouched: no such number, or not within 0.001 to 86400.
 */
bool value_seconds(const char *text, int64_t *ret_ms);

/* Whether text is min to max decimal digits and nothing else. */
bool value_digits(const char *text, size_t min, size_t max);

/* Whether text is 1 or more of a-z, 0-9 and _. */
bool value_is_name(const char *text);

/* Whether text looks like a number that YAML or a spreadsheet rewrote. */
bool value_is_exponent(const char *text);

/* Whether every byte is visible ASCII. */
bool value_is_visible(const char *text);

/*
 * Whether text is the address of a proxy: host:port, with a user and password
 * before it and http://, https:// or socks5h:// before that if need be.
 */
bool value_is_proxy(const char *text);

/* What is wrong with a base URL. */
enum value_url {
	URL_FINE,
	URL_MALFORMED, /* more or less than scheme, host, port and path */
	URL_VERSION,   /* the path ends in a version of the API, as /v25.0 */
	URL_NOT_SECURE /* http to a host that is not loopback */
};

/*
 * Checks a base URL: https://host[:port][/path], or the same with http to a
 * loopback address (localhost, 127.0.0.0/8, [::1]).  The grammar is narrower
 * than RFC 3986, so that no two parsers can disagree on the host: no user, no
 * query, no fragment, no escapes.
 */
enum value_url value_base_url(const char *text);

#endif
