/* SPDX-License-Identifier: MIT */
/*
 * What comes back is anything at all: two bytes of circumstances, the header
 * x-business-use-case-usage up to a NUL byte, then the body.  What is claimed
 * must follow from what is there.
 */
#include "fuzz.h"
#include "retry.h"

/* An id of a message in a whole answer, found by a reading of our own. */
static bool
has_id(const char *body)
{
	cJSON *answer = cJSON_Parse(body);
	const cJSON *messages =
	    cJSON_GetObjectItemCaseSensitive(answer, "messages");
	const cJSON *id = cJSON_GetObjectItemCaseSensitive(
	    cJSON_GetArrayItem(messages, 0), "id");
	bool found = cJSON_IsString(id) && *id->valuestring != '\0';

	cJSON_Delete(answer);
	return found;
}

/* Graph's word that no id was issued, found likewise. */
static bool
has_error(const char *body)
{
	cJSON *answer = cJSON_Parse(body);
	const cJSON *error = cJSON_GetObjectItemCaseSensitive(answer, "error");
	bool found =
	    cJSON_IsNumber(cJSON_GetObjectItemCaseSensitive(error, "code"));

	cJSON_Delete(answer);
	return found;
}

/* Ends that show that no message was taken, however much was handed over. */
static bool
is_refused(enum http_end end)
{
	return end == HTTP_PROXY_AUTH || end == HTTP_UNTRUSTED ||
	    end == HTTP_FILE_CHANGED;
}

/*
 * That the claim is not more than can be known.  What was not handed over in
 * full has failed, even if an answer came early.
 */
static void
check_claim(const struct exchange *exchange, struct outcome outcome)
{
	bool is_answer = exchange->end == HTTP_ANSWERED;

	if (outcome.status == STATUS_ACCEPTED)
		oracle_demand(is_answer && exchange->body != NULL &&
		        has_id(exchange->body) && exchange->status / 100 == 2,
		    "accepted without an id", exchange->body);
	if (!is_answer && exchange->handed_over)
		oracle_demand(outcome.status ==
		        (is_refused(exchange->end) ? STATUS_FAILED
		                                   : STATUS_UNKNOWN),
		    "a claim about what nobody knows", NULL);
	if (outcome.status == STATUS_FAILED && is_answer &&
	    exchange->handed_over && exchange->status / 100 == 2)
		oracle_demand(has_error(exchange->body),
		    "failed, and the API has not said so", exchange->body);
}

static void
check_retry(struct outcome outcome, int64_t advised_ms)
{
	struct retry_input input = { .attempt = 1,
		.retries = 3,
		.outcome = outcome,
		.advised_ms = advised_ms,
		.left_ms = 60000,
		.random = 12345 };
	struct retry retry = retry_decide(&input);

	oracle_demand(retry.wait_ms >= 0, "a wait below zero", NULL);
	if (retry.again)
		oracle_demand(retry.wait_ms >= advised_ms &&
		        retry.wait_ms < input.left_ms &&
		        outcome.status == STATUS_FAILED,
		    "sent again too soon, too late or unasked", NULL);
}

/* An id may hold the recipient's number (scrub.h); nothing else may. */
static void
pass_over_number(struct reply *reply)
{
	char *id = reply->message_id;

	if (id == NULL)
		return;
	reply->message_id = text_replace(id, ORACLE_DIGITS, "12*******23");
	free(id);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int statuses[] = { 200, 200, 200, 201, 204, 302, 400, 401,
		404, 407, 429, 500, 502, 503, 999, 100 };
	struct fuzz fuzz = { 0 };
	struct exchange *exchange = &fuzz.delivery.exchange;
	struct outcome outcome;
	char *usage;

	if (size < 2)
		return 0;
	fuzz_credentials(&fuzz);
	fuzz_put(&fuzz, SETTING_TEXT, "Hello");
	fuzz_put(&fuzz, SETTING_PROXY, ORACLE_PROXY);
	fuzz_read(&fuzz);
	exchange->status = statuses[data[0] & 15];
	exchange->handed_over = (data[0] & 16) == 0;
	if (data[0] & 32)
		exchange->end = (enum http_end)(data[1] % (HTTP_FAILED + 1));
	data += 2, size -= 2;
	usage = fuzz_field(&data, &size);
	exchange->body = strndup((const char *)data, size);
	exchange->length = strlen(exchange->body);
	fuzz.delivery.attempts = 1;
	reply_parse(exchange->body, exchange->length, &fuzz.delivery.reply);
	scrub_reply(&fuzz.request, &fuzz.delivery.reply);
	pass_over_number(&fuzz.delivery.reply);
	outcome = outcome_of(exchange, &fuzz.delivery.reply);
	check_claim(exchange, outcome);
	check_retry(outcome, usage == NULL ? 0 : reply_regain_ms(usage));
	fuzz.delivery.outcome = outcome;
	fuzz.request.mode = MODE_SEND;
	fuzz_tell(&fuzz, outcome);
	free(usage);
	fuzz_free(&fuzz);
	return 0;
}
