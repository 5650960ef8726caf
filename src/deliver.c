/* SPDX-License-Identifier: MIT */
/* Sending; see deliver.h. */
#include "deliver.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "process.h"
#include "retry.h"
#include "scrub.h"

/* An accepted message may yet go nowhere. */
static void
warn_of_state(const struct delivery *delivery, struct problems *problems)
{
	if (delivery->outcome.status != STATUS_ACCEPTED)
		return;
	if (delivery->reply.state == STATE_HELD)
		problem_add(problems, &(struct problem){ .rule = "held" },
		    "Meta holds the message while it assesses the template's "
		    "quality; it may be dropped later");
	if (delivery->reply.state == STATE_PAUSED)
		problem_add(problems, &(struct problem){ .rule = "paused" },
		    "the template is paused for low quality: the message will "
		    "not go out; edit the template or wait");
}

/* One attempt, from the connection to the claim. */
static void
attempt(const struct request *request, const char *payload,
    const struct deliver_limits *limits, struct delivery *delivery)
{
	struct http_limits http_limits = { .deadline_ms = limits->deadline_ms,
		.signal_fd = limits->signal_fd };
	struct exchange *exchange = &delivery->exchange;

	exchange_free(exchange);
	reply_free(&delivery->reply);
	delivery->attempts++;
	http_post(&request->endpoint, payload, &http_limits, exchange);
	reply_parse(exchange->body, exchange->length, &delivery->reply);
	free(exchange->body); /* nobody is to see it as it came */
	exchange->body = NULL;
	scrub_reply(request, &delivery->reply);
	scrub_text(request, &exchange->detail);
	delivery->outcome = outcome_of(exchange, &delivery->reply);
}

static struct retry
decide(const struct request *request, const struct deliver_limits *limits,
    const struct delivery *delivery)
{
	const struct exchange *exchange = &delivery->exchange;
	int64_t regain_ms = reply_regain_ms(exchange->usage);
	struct retry_input input = { .attempt = delivery->attempts,
		.retries = request->retries,
		.retry_unknown = request->retry_unknown,
		.outcome = delivery->outcome,
		.advised_ms = exchange->retry_after_ms > regain_ms
		    ? exchange->retry_after_ms
		    : regain_ms,
		.answer_ms =
		    exchange->end == HTTP_ANSWERED ? exchange->total_ms : 0,
		.left_ms = limits->deadline_ms - clock_now_ms(),
		.random = process_random() };

	if (exchange->end == HTTP_SIGNALLED || exchange->end == HTTP_DEADLINE)
		return (struct retry){ 0 };
	return retry_decide(&input);
}

/* Waits as decided.  False: a signal came; the run ends there. */
static bool
wait_or_stop(int64_t wait_ms, const struct deliver_limits *limits,
    struct delivery *delivery)
{
	if (limits->on_wait != NULL)
		limits->on_wait(delivery, wait_ms);
	if (clock_wait(wait_ms, limits->signal_fd, -1))
		return true;
	delivery->outcome =
	    (struct outcome){ STATUS_FAILED, CLASS_INTERRUPTED, NULL };
	free(delivery->exchange.detail);
	delivery->exchange.detail =
	    strdup("a signal came while it waited to send again");
	return false;
}

/*
 * Once an attempt was unknown, no later one can make the run failed: the
 * message may be there already.
 */
static void
settle(struct delivery *delivery, struct problems *problems)
{
	if (delivery->outcome.status != STATUS_ACCEPTED)
		delivery->outcome =
		    (struct outcome){ STATUS_UNKNOWN, CLASS_UNKNOWN, NULL };
	else
		problem_add(problems,
		    &(struct problem){ .rule = "possible_duplicate" },
		    "an earlier attempt had no answer and may have been "
		    "accepted too");
}

void
deliver(const struct request *request, const char *payload,
    const struct deliver_limits *limits, struct delivery *delivery,
    struct problems *problems)
{
	bool was_unknown = false;
	struct retry retry;

	do {
		attempt(request, payload, limits, delivery);
		was_unknown =
		    was_unknown || delivery->outcome.status == STATUS_UNKNOWN;
		retry = decide(request, limits, delivery);
	} while (retry.again && wait_or_stop(retry.wait_ms, limits, delivery));
	if (!retry.again)
		delivery->retry_after_s = (retry.wait_ms + 999) / 1000;
	if (was_unknown) {
		delivery->retry_after_s = 0;
		settle(delivery, problems);
	}
	warn_of_state(delivery, problems);
}

void
delivery_free(struct delivery *delivery)
{
	exchange_free(&delivery->exchange);
	reply_free(&delivery->reply);
	*delivery = (struct delivery){ 0 };
}
