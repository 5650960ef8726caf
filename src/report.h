/* SPDX-License-Identifier: MIT */
/*
 * What the run tells: one JSON object on one line of stdout for machines
 * (docs/result.schema.json), lines on stderr for people, outputs and a
 * summary in files for the platform.
 */
#ifndef REPORT_H
#define REPORT_H

#include <stdint.h>

#include "deliver.h"
#include "outcome.h"
#include "outputs.h"
#include "problem.h"
#include "request.h"

/* What an error is called that is made of a check's findings. */
#define REPORT_CHECK_TITLE "The check found what stands against sending."
#define REPORT_CHECK_HINT "Correct what the problems name."

/* Everything there is to tell; nothing of it is kept. */
struct report {
	const struct request *request;
	const struct problems *seen; /* facts, one each */
	struct problems *problems; /* and warnings, of which one may be added */
	struct outcome outcome;
	const struct delivery *delivery; /* its attempts are 0: none made */
	const char *payload;             /* with STATUS_VALID: what would go */
	int64_t duration_ms;
	int exit_code; /* set by report_write() */
};

/*
 * Writes everything and returns the exit code.  If an output cannot be
 * written, an exit code of 0 becomes that of CLASS_OUTPUT; if there is no
 * memory for the JSON, a shorter object with the same claim is written.  The
 * claim about the message is told on stderr in every case.
 */
int report_write(struct report *report, const struct outputs *outputs);

#endif
