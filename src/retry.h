/* SPDX-License-Identifier: MIT */
/*
 * Whether to send again, and when.  A pure function of what is known: no
 * clock, no randomness of its own.
 */
#ifndef RETRY_H
#define RETRY_H

#include <stdbool.h>
#include <stdint.h>

#include "outcome.h"

#define RETRY_BASE_MS 1000 /* first wait is at most this; doubles */
#define RETRY_CAP_MS 30000 /* and never grows above this */
#define RETRY_PAIR_BASE 4  /* 131056: 4^n seconds, says Meta */
#define RETRY_PAIR_STEPS 6 /* 4^6 s is more than an hour */

/*
 * What an attempt needs at the least: name, connection, TLS and an answer are
 * some six round trips, at 80 ms each across an ocean.
 */
#define RETRY_ATTEMPT_MS 500

struct retry_input {
	int attempt;            /* the one that just ended; 1 is the first */
	int retries;            /* how many more the settings allow in all */
	bool retry_unknown;     /* they allow a possible duplicate */
	struct outcome outcome; /* of that attempt */
	int64_t advised_ms;     /* the API's or a proxy's advice; 0: none */
	int64_t answer_ms;      /* how long the answer took; 0: none came */
	int64_t left_ms;        /* until the deadline */
	uint32_t random;        /* uniform */
};

struct retry {
	bool again;
	int64_t wait_ms; /* before sending again, or to come back after */
};

/*
 * Decides.  Waits have full jitter: uniform from 0 to the bound, so that jobs
 * which failed together do not come back together; where a wait is advised,
 * or known (131056), the jitter comes on top.  A wait that leaves no time for
 * an attempt like the last one is not begun, since that could only make unknown
 * what is known.
 *
 * Where again is false, wait_ms tells when to come back: as advised, or after
 * the wait that would have been next where it may clear within seconds.  0:
 * nobody can say, or the message may be there.
 */
struct retry retry_decide(const struct retry_input *input);

#endif
