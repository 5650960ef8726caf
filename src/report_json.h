/* SPDX-License-Identifier: MIT */
/* The result of a run as JSON; docs/result.schema.json describes it. */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include <stdbool.h>

#include "report.h"

/*
 * One object on one line, without the newline; with the request of mode
 * validate only if with_request.  It can start no command in a
 * GitHub log.  NULL: out of memory.  The caller frees it.
 */
char *report_json(const struct report *report, bool with_request);

#endif
