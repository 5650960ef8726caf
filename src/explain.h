/* SPDX-License-Identifier: MIT */
/* What --explain tells of an exit code or an error code of the API. */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include <stdbool.h>

/*
 * Prints on stdout what CODE, or CODE/SUBCODE, means: the exit code, the API's
 * error with its subcodes, or both where it is both.  False, nothing printed:
 * text is no such thing, or a number is above 2147483647.
 */
bool explain(const char *text);

#endif
