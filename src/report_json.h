/* SPDX-License-Identifier: MIT */
/* The result of a run as JSON; docs/result.schema.json describes it. */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include "report.h"

/*
 * One object on one line, without the newline.  It can start no command in a
 * GitHub log.  NULL: out of memory.  The caller frees it.
 */
char *report_json(const struct report *report);

#endif
