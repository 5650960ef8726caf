/* SPDX-License-Identifier: MIT */
/*
 * The claim: what a run may say of its message, decided from what happened on
 * the wire and what the answer said.  A pure function; DESIGN 5 as code.
 */
#ifndef OUTCOME_H
#define OUTCOME_H

#include "catalogue.h"
#include "class.h"
#include "http.h"
#include "reply.h"

enum status {
	STATUS_ACCEPTED, /* the API issued an id */
	STATUS_VALID,    /* checked; sending was not asked for */
	STATUS_INVALID,  /* problems; no connection was opened */
	STATUS_FAILED,   /* no message can have been accepted */
	STATUS_UNKNOWN   /* it may have been accepted */
};

struct outcome {
	enum status status;
	enum result_class kind;
	const struct catalogue_entry *entry; /* of a Graph error; or NULL */
};

/* Judges one attempt; reply is what the exchange's body said. */
struct outcome outcome_of(
    const struct exchange *exchange, const struct reply *reply);

/* The word in the result's "status". */
const char *status_name(enum status status);

#endif
