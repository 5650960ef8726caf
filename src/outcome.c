/* SPDX-License-Identifier: MIT */
/* The claim; see outcome.h. */
#include "outcome.h"

#include <stdbool.h>

/*
 * HTTP statuses that, even without a Graph error, show that no message was
 * accepted: whoever answered did not pass the request on, or refused it.
 */
static bool
is_refusal(int status)
{
	static const int refusals[] = { 400, 401, 404, 405, 411, 413, 414,
		431 };

	if (status >= 300 && status < 400)
		return true;
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
		if (status == refusals[i])
			return true;
	return false;
}

/* What an attempt is that came to no answer. */
static struct outcome
unanswered(enum http_end end, bool handed_over)
{
	static const struct {
		enum result_class kind;
		bool is_certain; /* failed, whatever was handed over */
	} ends[] = {
		[HTTP_ANSWERED] = { CLASS_NETWORK, false },
		[HTTP_UNREACHABLE] = { CLASS_NETWORK, false },
		[HTTP_PROXY_AUTH] = { CLASS_AUTH, true },
		[HTTP_UNTRUSTED] = { CLASS_TLS, true },
		[HTTP_BROKEN] = { CLASS_NETWORK, false },
		[HTTP_ALIEN] = { CLASS_PROTOCOL, false },
		[HTTP_DEADLINE] = { CLASS_INTERRUPTED, false },
		[HTTP_SIGNALLED] = { CLASS_INTERRUPTED, false },
		[HTTP_NO_MEMORY] = { CLASS_INTERNAL, false },
		[HTTP_FILE_CHANGED] = { CLASS_INPUT, true },
		[HTTP_FAILED] = { CLASS_INTERNAL, false },
	};

	if (handed_over && !ends[end].is_certain)
		return (struct outcome){ STATUS_UNKNOWN, CLASS_UNKNOWN, NULL };
	return (struct outcome){ STATUS_FAILED, ends[end].kind, NULL };
}

/* An answer that issued an id: a message of a paused template goes nowhere. */
static struct outcome
accepted(const struct reply *reply)
{
	return (struct outcome){ STATUS_ACCEPTED,
		reply->state == STATE_PAUSED ? CLASS_TEMPLATE : CLASS_OK,
		NULL };
}

static struct outcome
refused(int status, const struct graph_error *error)
{
	const struct catalogue_entry *entry =
	    catalogue_find(error->code, error->subcode, status);

	return (struct outcome){ STATUS_FAILED, entry->class, entry };
}

struct outcome
outcome_of(const struct exchange *exchange, const struct reply *reply)
{
	if (exchange->end != HTTP_ANSWERED)
		return unanswered(exchange->end, exchange->handed_over);
	if (reply->kind == REPLY_ERROR)
		return refused(exchange->status, &reply->error);
	if (reply->kind == REPLY_ACCEPTED && exchange->status >= 200 &&
	    exchange->status < 300)
		return accepted(reply);
	/* an id beside a refusal proves neither */
	if (reply->kind != REPLY_ACCEPTED && is_refusal(exchange->status))
		return (struct outcome){ STATUS_FAILED, CLASS_PROTOCOL, NULL };
	return unanswered(exchange->end, exchange->handed_over);
}

struct outcome
outcome_of_step(const struct exchange *exchange, const struct reply *reply,
    enum reply_kind wanted)
{
	int status = exchange->status;

	if (exchange->end != HTTP_ANSWERED)
		return unanswered(exchange->end, false);
	if (reply->kind == REPLY_ERROR)
		return refused(status, &reply->error);
	if (reply->kind == wanted && status >= 200 && status < 300)
		return (struct outcome){ STATUS_VALID, CLASS_OK, NULL };
	return (struct outcome){ STATUS_FAILED,
		status >= 500 ? CLASS_UNAVAILABLE : CLASS_PROTOCOL, NULL };
}

int
outcome_exit_code(const struct outcome *outcome, bool warn_only)
{
	bool is_ours = outcome->kind == CLASS_INTERNAL ||
	    outcome->kind == CLASS_INPUT || outcome->kind == CLASS_CONFIG ||
	    outcome->kind == CLASS_OUTPUT;
	bool is_sent = outcome->status == STATUS_ACCEPTED ||
	    outcome->status == STATUS_FAILED ||
	    outcome->status == STATUS_UNKNOWN;

	if (warn_only && is_sent && !is_ours)
		return 0;
	if (outcome->status == STATUS_UNKNOWN)
		return class_exit_code(CLASS_UNKNOWN);
	return class_exit_code(outcome->kind);
}

bool
outcome_is_retryable(const struct outcome *outcome)
{
	if (outcome->entry != NULL)
		return catalogue_is_retryable(outcome->entry);
	return outcome->status == STATUS_FAILED &&
	    class_is_retryable(outcome->kind);
}

const char *
outcome_message_status(const struct outcome *outcome, const struct reply *reply)
{
	static const char *const words[] = {
		[STATE_ACCEPTED] = "accepted",
		[STATE_HELD] = "held_for_quality_assessment",
		[STATE_PAUSED] = "paused",
		[STATE_OTHER] = "other",
	};

	return outcome->status == STATUS_ACCEPTED ? words[reply->state] : NULL;
}

const char *
status_name(enum status status)
{
	static const char *const names[] = {
		[STATUS_ACCEPTED] = "accepted",
		[STATUS_VALID] = "valid",
		[STATUS_SKIPPED] = "skipped",
		[STATUS_INVALID] = "invalid",
		[STATUS_FAILED] = "failed",
		[STATUS_UNKNOWN] = "unknown",
	};

	return names[status];
}
