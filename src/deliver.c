/* SPDX-License-Identifier: MIT */
/* Sending; see deliver.h. */
#include "deliver.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

#define SECRET_SHOWN "***"

/*
 * Replaces what in *text; a text that memory does not suffice to clean is
 * dropped, since none is better than one that tells a secret.
 */
static void
replace(char **text, const char *what, const char *shown)
{
	char *clean;

	if (*text == NULL)
		return;
	clean = text_replace(*text, what, shown);
	free(*text);
	*text = clean;
}

/* Takes the token, and the number with and without its +, out of *text. */
static void
scrub(const struct request *request, char **text)
{
	char masked[RECIPIENT_SIZE];

	recipient_mask(request->recipient, masked);
	replace(text, request->endpoint.token, SECRET_SHOWN);
	replace(text, request->recipient, masked);
	replace(text, request->recipient + 1, masked + 1);
}

static void
scrub_reply(const struct request *request, struct reply *reply)
{
	/* an id holds the number only in base64, and must stay what it is */
	replace(&reply->message_id, request->endpoint.token, SECRET_SHOWN);
	scrub(request, &reply->message_status);
	scrub(request, &reply->error.type);
	scrub(request, &reply->error.title);
	scrub(request, &reply->error.details);
	scrub(request, &reply->error.fbtrace_id);
}

/* Template pacing may hold a message that the API has accepted. */
static void
warn_if_held(const struct delivery *delivery, struct problems *problems)
{
	const char *status = delivery->reply.message_status;

	if (delivery->outcome.status == STATUS_ACCEPTED && status != NULL &&
	    strcmp(status, "held_for_quality_assessment") == 0)
		problem_add(problems, &(struct problem){ .rule = "held" },
		    "Meta holds the message while it assesses the template's "
		    "quality; it may be dropped later");
}

void
deliver(const struct request *request, const char *payload,
    const struct http_limits *limits, struct delivery *delivery,
    struct problems *problems)
{
	struct exchange *exchange = &delivery->exchange;

	delivery->attempts = 1;
	http_post(&request->endpoint, payload, limits, exchange);
	reply_parse(exchange->body, exchange->length, &delivery->reply);
	scrub_reply(request, &delivery->reply);
	scrub(request, &exchange->detail);
	delivery->outcome = outcome_of(exchange, &delivery->reply);
	warn_if_held(delivery, problems);
}

void
delivery_free(struct delivery *delivery)
{
	exchange_free(&delivery->exchange);
	reply_free(&delivery->reply);
	*delivery = (struct delivery){ 0 };
}
