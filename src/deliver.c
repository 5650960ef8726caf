/* SPDX-License-Identifier: MIT */
/* Sending; see deliver.h. */
#include "deliver.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "memory.h"
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

/* What it takes to try a step once. */
struct errand {
	struct http_request http;
	void (*read)(const char *body, size_t length, struct reply *reply);
	enum reply_kind wanted;
};

/* A step that could not even be tried. */
static void
lack_memory(struct delivery *delivery)
{
	delivery->outcome =
	    (struct outcome){ STATUS_FAILED, CLASS_INTERNAL, NULL };
}

/* One attempt, from the connection to the answer. */
static void
attempt(const struct request *request, const struct errand *errand,
    const struct deliver_limits *limits, struct delivery *delivery)
{
	struct http_limits http_limits = { .deadline_ms = limits->deadline_ms,
		.signal_fd = limits->signal_fd };
	struct exchange *exchange = &delivery->exchange;
	struct reply *reply = &delivery->reply;

	exchange_free(exchange);
	reply_free(reply);
	delivery->attempts++;
	http_exchange(
	    &request->endpoint, &errand->http, &http_limits, exchange);
	errand->read(exchange->body, exchange->length, reply);
	memory_free(exchange->body); /* nobody is to see it as it came */
	exchange->body = NULL;
	scrub_reply(request, reply);
	reply_cut(reply);
	scrub_text(request, &exchange->detail);
	delivery->outcome = delivery->step == STEP_MESSAGE
	    ? outcome_of(exchange, reply)
	    : outcome_of_step(exchange, reply, errand->wanted);
	if (reply->lacks_memory && delivery->outcome.status == STATUS_FAILED)
		lack_memory(delivery);
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

/* Tries a step until it is done or there is no sense in going on. */
static bool
try(const struct request *request, const struct errand *errand,
    const struct deliver_limits *limits, struct delivery *delivery)
{
	bool was_unknown = false;
	struct retry retry;

	do {
		attempt(request, errand, limits, delivery);
		was_unknown =
		    was_unknown || delivery->outcome.status == STATUS_UNKNOWN;
		retry = decide(request, limits, delivery);
	} while (retry.again && wait_or_stop(retry.wait_ms, limits, delivery));
	if (!retry.again && !was_unknown)
		delivery->retry_after_s = (retry.wait_ms + 999) / 1000;
	return was_unknown;
}

void
deliver(const struct request *request, const char *payload,
    const struct deliver_limits *limits, struct delivery *delivery,
    struct problems *problems)
{
	char *url = endpoint_edge_url(&request->endpoint, "messages");
	struct errand errand = { .http = { .url = url, .json = payload },
		.read = reply_parse,
		.wanted = REPLY_ACCEPTED };

	delivery_free(delivery);
	delivery->step = STEP_MESSAGE;
	if (url == NULL)
		lack_memory(delivery);
	else if (try(request, &errand, limits, delivery))
		settle(delivery, problems);
	warn_of_state(delivery, problems);
	endpoint_url_free(url);
}

bool
deliver_file(struct request *request, const struct deliver_limits *limits,
    struct delivery *delivery)
{
	const struct media_file *file = &request->message.file;
	const char *mime = media_format_mime(file->format);
	char *url = endpoint_edge_url(&request->endpoint, "media");
	char name[16];
	struct http_field fields[] = { { "messaging_product", "whatsapp" },
		{ "type", mime }, { NULL, NULL } };
	struct http_file part = { &file->handle, name, mime };
	struct errand errand = {
		.http = { .url = url, .file = &part, .fields = fields },
		.read = reply_parse_upload,
		.wanted = REPLY_UPLOADED,
	};

	/* the recipient sees another name, if any; Meta looks at this one */
	snprintf(name, sizeof(name), "media.%s",
	    media_format_extension(file->format));
	delivery_free(delivery);
	delivery->step = STEP_UPLOAD;
	if (url == NULL)
		lack_memory(delivery);
	else
		try(request, &errand, limits, delivery);
	endpoint_url_free(url);
	if (delivery->outcome.status == STATUS_VALID &&
	    (delivery->reply.media_id == NULL ||
	        !message_set_file_id(
	            &request->message, delivery->reply.media_id)))
		lack_memory(delivery);
	return delivery->outcome.status == STATUS_VALID;
}

void
deliver_question(const struct request *request, const char *url,
    const struct deliver_limits *limits, struct delivery *delivery)
{
	struct errand errand = { .http = { .url = url },
		.read = reply_parse_answer,
		.wanted = REPLY_ANSWER };

	delivery_free(delivery);
	delivery->step = STEP_CHECK;
	if (url != NULL)
		try(request, &errand, limits, delivery);
	if (url == NULL ||
	    (delivery->outcome.status == STATUS_VALID &&
	        delivery->reply.answer == NULL))
		lack_memory(delivery);
}

const char *
deliver_step_name(enum deliver_step step)
{
	static const char *const names[] = {
		[STEP_MESSAGE] = "message",
		[STEP_UPLOAD] = "upload",
		[STEP_CHECK] = "check",
	};

	return names[step];
}

void
delivery_free(struct delivery *delivery)
{
	exchange_free(&delivery->exchange);
	reply_free(&delivery->reply);
	*delivery = (struct delivery){ 0 };
}
