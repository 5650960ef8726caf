/* SPDX-License-Identifier: MIT */
/*
 * The result of a run for people: lines on stderr and, if asked for, workflow
 * commands of GitHub's there, which are shown beside the run.  Neither ever
 * holds the message id, which has the recipient's number in it.
 */
#ifndef REPORT_LINES_H
#define REPORT_LINES_H

#include "report.h"

/* Tells the whole result. */
void report_lines(const struct report *report);

/* Tells that results could not be written where: "stdout", "output_file". */
void report_lines_lost(const char *where);

/* Tells that the delivery will be tried again, for deliver()'s on_wait. */
void report_lines_wait(const struct delivery *delivery, int64_t wait_ms);

#endif
