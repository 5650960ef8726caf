/* SPDX-License-Identifier: MIT */
/* Whether to send again; see retry.h. */
#include "retry.h"

/* What the outcome itself allows, the settings aside. */
static enum catalogue_retry
kind_of(const struct outcome *outcome)
{
	if (outcome->status == STATUS_UNKNOWN)
		return RETRY_ONCE;
	if (outcome->status != STATUS_FAILED)
		return RETRY_NEVER;
	if (outcome->entry != NULL)
		return outcome->entry->retry;
	return outcome->kind == CLASS_NETWORK ||
	        outcome->kind == CLASS_UNAVAILABLE
	    ? RETRY_BACKOFF
	    : RETRY_NEVER;
}

static bool
is_allowed(enum catalogue_retry kind, const struct retry_input *input)
{
	if (input->attempt > input->retries)
		return false;
	if (kind == RETRY_ONCE)
		return input->retry_unknown;
	return kind == RETRY_BACKOFF || kind == RETRY_PAIR;
}

/* Uniform from 0 to bound. */
static int64_t
jitter(int64_t bound, uint32_t random)
{
	return (int64_t)((uint64_t)bound * random / UINT32_MAX);
}

/* Bound of the n-th wait, n from 1. */
static int64_t
backoff_ms(int n)
{
	int64_t bound = RETRY_BASE_MS;

	while (--n > 0 && bound < RETRY_CAP_MS)
		bound *= 2;
	return bound < RETRY_CAP_MS ? bound : RETRY_CAP_MS;
}

/* 4^(n-1) seconds before the n-th time. */
static int64_t
pair_ms(int n)
{
	int64_t wait = 1000;

	for (int i = 1; i < n && i < RETRY_PAIR_STEPS; i++)
		wait *= RETRY_PAIR_BASE;
	return wait;
}

static bool
fits(int64_t wait_ms, const struct retry_input *input)
{
	int64_t attempt_ms = input->answer_ms > RETRY_ATTEMPT_MS
	    ? input->answer_ms
	    : RETRY_ATTEMPT_MS;

	return wait_ms <= input->left_ms - attempt_ms;
}

/* When to come back, where this run does not wait itself; 0: nobody can say. */
static int64_t
told_ms(
    enum catalogue_retry kind, int64_t wait_ms, const struct retry_input *input)
{
	bool is_short = kind == RETRY_BACKOFF || kind == RETRY_PAIR;

	if (input->outcome.status == STATUS_UNKNOWN ||
	    (input->advised_ms == 0 && !is_short))
		return 0;
	return wait_ms > 0 ? wait_ms : 1;
}

struct retry
retry_decide(const struct retry_input *input)
{
	enum catalogue_retry kind = kind_of(&input->outcome);
	int64_t least = input->advised_ms;
	struct retry retry = { 0 };

	if (kind == RETRY_NEVER)
		return retry;
	if (kind == RETRY_PAIR && least < pair_ms(input->attempt))
		least = pair_ms(input->attempt);
	retry.wait_ms =
	    least + jitter(backoff_ms(input->attempt), input->random);
	retry.again = is_allowed(kind, input) && fits(retry.wait_ms, input);
	if (!retry.again)
		retry.wait_ms = told_ms(kind, retry.wait_ms, input);
	return retry;
}
