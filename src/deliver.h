/* SPDX-License-Identifier: MIT */
/* Sends a request and keeps what is known of it. */
#ifndef DELIVER_H
#define DELIVER_H

#include "http.h"
#include "outcome.h"
#include "problem.h"
#include "reply.h"
#include "request.h"

/* What a request to the API is for. */
enum deliver_step {
	STEP_MESSAGE,
	STEP_UPLOAD, /* of the message's file */
	STEP_CHECK   /* a look at the account */
};

/* The step that was tried last.  Zero-initialise; delivery_free() releases. */
struct delivery {
	enum deliver_step step;
	int attempts;             /* of this step */
	struct exchange exchange; /* of the last attempt */
	struct reply reply;
	struct outcome outcome;
	size_t findings; /* problems that a check found, which are no error */
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

/*
 * Uploads the message's file and fills its id in.  It sends nothing, so that it
 * is tried again wherever that may help, and never unknown.  False: delivery
 * tells why the message cannot go out.
 */
bool deliver_file(struct request *request, const struct deliver_limits *limits,
    struct delivery *delivery);

/*
 * Asks for url, of which NULL is one that memory did not suffice for.  An answer
 * makes the outcome STATUS_VALID and stands in delivery->reply; it is tried
 * again as an upload is.
 */
void deliver_question(const struct request *request, const char *url,
    const struct deliver_limits *limits, struct delivery *delivery);

/* "message", "upload" or "check". */
const char *deliver_step_name(enum deliver_step step);

/* Releases what the delivery holds; idempotent. */
void delivery_free(struct delivery *delivery);

#endif
