/* SPDX-License-Identifier: MIT */
/*
 * What the run tells: one JSON object on one line of stdout for machines
 * (docs/result.schema.json), and lines on stderr for people.
 */
#ifndef REPORT_H
#define REPORT_H

#include <stdint.h>

#include "deliver.h"
#include "outcome.h"
#include "problem.h"
#include "request.h"

/* Everything there is to tell; nothing of it is kept. */
struct report {
	const struct request *request;
	const struct problems *problems; /* and warnings */
	struct outcome outcome;
	const struct delivery *delivery; /* its attempts are 0: none made */
	const char *payload;             /* with STATUS_VALID: what would go */
	int64_t duration_ms;
};

/*
 * Writes both and returns the exit code.  If the JSON cannot be written, an
 * exit code of 0 becomes that of CLASS_OUTPUT; if there is no memory for it,
 * a shorter object with the same claim is written.  The lines on stderr come
 * first, so that the claim is told even then.
 */
int report_write(const struct report *report);

#endif
