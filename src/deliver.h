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
};

/*
 * Sends the request's payload.  Whatever comes back is scrubbed: no text in
 * *delivery holds the token or the recipient's number.  An accepted message
 * that may yet be held back adds a warning.
 */
void deliver(const struct request *request, const char *payload,
    const struct http_limits *limits, struct delivery *delivery,
    struct problems *problems);

/* Releases what the delivery holds; idempotent. */
void delivery_free(struct delivery *delivery);

#endif
