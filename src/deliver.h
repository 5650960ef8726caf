/* SPDX-License-Identifier: MIT */
/* Sends a request and keeps what is known of it. */
#ifndef DELIVER_H
#define DELIVER_H

#include "http.h"
#include "outcome.h"
#include "problem.h"
#include "reply.h"
#include "request.h"

/* Zero-initialise; release with delivery_free(). */
struct delivery {
	int attempts;
	struct exchange exchange; /* of the last attempt */
	struct reply reply;
	struct outcome outcome;
	int64_t retry_after_s; /* when coming back may help; 0: unknown */
};

/* What bounds a delivery, and who wants to know of its waits. */
struct deliver_limits {
	int64_t deadline_ms; /* of clock_now_ms() */
	int signal_fd;       /* readable once a signal came; -1: none */
	void (*on_wait)(const struct delivery *delivery, int64_t wait_ms);
};

/*
 * Sends the request's payload, and again where the request allows it, until
 * it is accepted, refused, or the deadline or a signal ends it.  Whatever comes back is scrubbed: no text in
 * *delivery holds the token or the recipient's number.  An accepted message
 * that may yet be held back, or may have been accepted twice, adds a warning.
 */
void deliver(const struct request *request, const char *payload,
    const struct deliver_limits *limits, struct delivery *delivery,
    struct problems *problems);

/* Releases what the delivery holds; idempotent. */
void delivery_free(struct delivery *delivery);

#endif
