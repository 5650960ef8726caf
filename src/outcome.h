/* SPDX-License-Identifier: MIT */
/*
 * The claim: what a run may say of its message, decided from what happened on
 * the wire and what the answer said.  A pure function; DESIGN 5 as code.
 */
#ifndef OUTCOME_H
#define OUTCOME_H

#include <stdbool.h>

#include "catalogue.h"
#include "class.h"
#include "http.h"
#include "reply.h"

enum status {
	STATUS_UNKNOWN, /* it may have been accepted; also: nobody has judged */
	STATUS_ACCEPTED, /* the API issued an id */
	STATUS_VALID,    /* checked, or a step done; nothing was sent */
	STATUS_SKIPPED,  /* credentials miss, and that is to be no error */
	STATUS_INVALID,  /* problems; no connection was opened */
	STATUS_FAILED    /* no message can have been accepted */
};

struct outcome {
	enum status status;
	enum result_class kind;
	const struct catalogue_entry *entry; /* of a Graph error; or NULL */
};

/* Judges one attempt; reply is what the exchange's body said. */
struct outcome outcome_of(
    const struct exchange *exchange, const struct reply *reply);

/*
 * The same for a step that sends no message: an upload, say.  It is STATUS_VALID
 * if the reply is of the kind wanted, else STATUS_FAILED, and never unknown.
 */
struct outcome outcome_of_step(const struct exchange *exchange,
    const struct reply *reply, enum reply_kind wanted);

/*
 * The process's exit code.  With warn_only, what the API or the network did
 * to the message is none of the pipeline's failures: 0.
 */
int outcome_exit_code(const struct outcome *outcome, bool warn_only);

/* Is the same message worth sending again later?  Not if it may be there. */
bool outcome_is_retryable(const struct outcome *outcome);

/*
 * The API's word for what becomes of a message that it accepted, "other" for
 * one that this version does not know; NULL: it accepted none.
 */
const char *outcome_message_status(
    const struct outcome *outcome, const struct reply *reply);

/* The word in the result's "status". */
const char *status_name(enum status status);

#endif
