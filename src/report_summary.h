/* SPDX-License-Identifier: MIT */
/* The result of a run as Markdown, for the summary page of a pipeline. */
#ifndef REPORT_SUMMARY_H
#define REPORT_SUMMARY_H

#include "report.h"

/*
 * A heading that tells the status, what it means and what to do, the
 * problems, and a table of facts; under 1 MiB.  Whatever text stands in it,
 * of a setting or of the API, is shown as it is and never taken for Markdown.
 * It does not hold the message id.  NULL: out of memory.  The caller frees it.
 */
char *report_summary(const struct report *report);

#endif
