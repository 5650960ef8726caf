/* SPDX-License-Identifier: MIT */
#include "outcome.h"

#include "test.h"

/* Every way an exchange can end, before and after hand-over: DESIGN 5. */
static void
test_without_an_answer_the_claim_follows_the_hand_over(void **state)
{
	static const struct {
		enum http_end end;
		enum result_class before, after;
	} rows[] = {
		{ HTTP_UNREACHABLE, CLASS_NETWORK, CLASS_UNKNOWN },
		{ HTTP_BROKEN, CLASS_NETWORK, CLASS_UNKNOWN },
		{ HTTP_ALIEN, CLASS_PROTOCOL, CLASS_UNKNOWN },
		{ HTTP_DEADLINE, CLASS_INTERRUPTED, CLASS_UNKNOWN },
		{ HTTP_SIGNALLED, CLASS_INTERRUPTED, CLASS_UNKNOWN },
		{ HTTP_NO_MEMORY, CLASS_INTERNAL, CLASS_UNKNOWN },
		{ HTTP_FAILED, CLASS_INTERNAL, CLASS_UNKNOWN },
		{ HTTP_UNTRUSTED, CLASS_TLS, CLASS_TLS },
		{ HTTP_PROXY_AUTH, CLASS_AUTH, CLASS_AUTH },
		{ HTTP_FILE_CHANGED, CLASS_INPUT, CLASS_INPUT },
	};
	const struct reply none = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows) * 2; i++) {
		bool handed_over = i % 2 == 1;
		struct exchange exchange = { .end = rows[i / 2].end,
			.handed_over = handed_over };
		enum result_class expected =
		    handed_over ? rows[i / 2].after : rows[i / 2].before;
		struct outcome outcome = outcome_of(&exchange, &none);

		assert_int_equal(outcome.kind, expected);
		assert_int_equal(outcome.status,
		    expected == CLASS_UNKNOWN ? STATUS_UNKNOWN : STATUS_FAILED);
		assert_null(outcome.entry);
	}
}

static struct outcome
answered(int status, const struct reply *reply, bool handed_over)
{
	struct exchange exchange = { .end = HTTP_ANSWERED,
		.handed_over = handed_over,
		.status = status };

	return outcome_of(&exchange, reply);
}

static void
test_without_a_graph_answer_only_some_statuses_mean_failed(void **state)
{
	static const int failed[] = { 300, 301, 302, 307, 308, 399, 400, 401,
		404, 405, 411, 413, 414, 431 };
	static const int unknown[] = { 200, 201, 204, 299, 402, 403, 406, 407,
		408, 409, 410, 412, 415, 422, 425, 429, 432, 499, 500, 501, 502,
		503, 504, 520, 599, 600, 999 };
	const struct reply other = { .kind = REPLY_OTHER };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(failed); i++) {
		struct outcome outcome = answered(failed[i], &other, true);

		assert_int_equal(outcome.status, STATUS_FAILED);
		assert_int_equal(outcome.kind, CLASS_PROTOCOL);
	}
	for (size_t i = 0; i < COUNT_OF(unknown); i++) {
		assert_int_equal(
		    answered(unknown[i], &other, true).status, STATUS_UNKNOWN);
		/* an early answer: the rest never went out */
		assert_int_equal(
		    answered(unknown[i], &other, false).kind, CLASS_NETWORK);
	}
}

static void
test_an_id_counts_only_with_a_good_status(void **state)
{
	const struct reply reply = { .kind = REPLY_ACCEPTED };

	(void)state;
	assert_int_equal(answered(200, &reply, true).status, STATUS_ACCEPTED);
	assert_int_equal(answered(200, &reply, true).kind, CLASS_OK);
	assert_int_equal(answered(299, &reply, true).status, STATUS_ACCEPTED);
	assert_int_equal(answered(302, &reply, true).status, STATUS_UNKNOWN);
	assert_int_equal(answered(400, &reply, true).status, STATUS_UNKNOWN);
	assert_int_equal(answered(500, &reply, true).status, STATUS_UNKNOWN);
}

static void
test_a_paused_template_is_accepted_but_no_success(void **state)
{
	struct reply reply = { .kind = REPLY_ACCEPTED, .state = STATE_PAUSED };

	(void)state;
	assert_int_equal(answered(200, &reply, true).status, STATUS_ACCEPTED);
	assert_int_equal(answered(200, &reply, true).kind, CLASS_TEMPLATE);
	reply.state = STATE_HELD;
	assert_int_equal(answered(200, &reply, true).kind, CLASS_OK);
	reply.state = STATE_OTHER;
	assert_int_equal(answered(200, &reply, true).kind, CLASS_OK);
}

static void
test_warn_only_softens_what_others_did_and_nothing_of_ours(void **state)
{
	static const struct {
		struct outcome outcome;
		int hard, soft;
	} rows[] = {
		{ { STATUS_ACCEPTED, CLASS_OK, NULL }, 0, 0 },
		{ { STATUS_ACCEPTED, CLASS_TEMPLATE, NULL }, 69, 0 },
		{ { STATUS_FAILED, CLASS_AUTH, NULL }, 77, 0 },
		{ { STATUS_FAILED, CLASS_NETWORK, NULL }, 75, 0 },
		{ { STATUS_FAILED, CLASS_INTERRUPTED, NULL }, 75, 0 },
		{ { STATUS_UNKNOWN, CLASS_UNKNOWN, NULL }, 79, 0 },
		{ { 0 }, 79, 0 }, /* that nobody has judged */
		{ { STATUS_FAILED, CLASS_INTERNAL, NULL }, 70, 70 },
		{ { STATUS_FAILED, CLASS_CONFIG, NULL }, 78, 78 },
		{ { STATUS_INVALID, CLASS_RECIPIENT, NULL }, 67, 67 },
		{ { STATUS_INVALID, CLASS_OUTPUT, NULL }, 73, 73 },
		{ { STATUS_VALID, CLASS_OK, NULL }, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_int_equal(
		    outcome_exit_code(&rows[i].outcome, false), rows[i].hard);
		assert_int_equal(
		    outcome_exit_code(&rows[i].outcome, true), rows[i].soft);
	}
}

static void
test_a_graph_error_is_failed_whatever_the_status(void **state)
{
	static const int statuses[] = { 200, 400, 401, 403, 500, 502, 503 };
	struct reply reply = { .kind = REPLY_ERROR, .error.code = 131030 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(statuses); i++) {
		struct outcome outcome = answered(statuses[i], &reply, true);

		assert_int_equal(outcome.status, STATUS_FAILED);
		assert_int_equal(outcome.kind, CLASS_RECIPIENT);
		assert_int_equal(outcome.entry->code, 131030);
	}
}

static void
test_a_step_that_sends_no_message_is_never_unknown(void **state)
{
	static const struct {
		struct exchange exchange;
		struct reply reply;
		enum status status;
		enum result_class kind;
	} rows[] = {
		{ { .end = HTTP_ANSWERED, .status = 200 },
		    { .kind = REPLY_UPLOADED }, STATUS_VALID, CLASS_OK },
		{ { .end = HTTP_ANSWERED, .status = 200 },
		    { .kind = REPLY_OTHER }, STATUS_FAILED, CLASS_PROTOCOL },
		{ { .end = HTTP_ANSWERED, .status = 200 },
		    { .kind = REPLY_ACCEPTED }, STATUS_FAILED, CLASS_PROTOCOL },
		{ { .end = HTTP_ANSWERED, .status = 302 },
		    { .kind = REPLY_UPLOADED }, STATUS_FAILED, CLASS_PROTOCOL },
		{ { .end = HTTP_ANSWERED, .status = 502 },
		    { .kind = REPLY_OTHER }, STATUS_FAILED, CLASS_UNAVAILABLE },
		{ { .end = HTTP_ANSWERED, .status = 401 },
		    { .kind = REPLY_ERROR, .error.code = 190 }, STATUS_FAILED,
		    CLASS_AUTH },
		{ { .end = HTTP_BROKEN, .handed_over = true },
		    { .kind = REPLY_OTHER }, STATUS_FAILED, CLASS_NETWORK },
		{ { .end = HTTP_DEADLINE, .handed_over = true },
		    { .kind = REPLY_OTHER }, STATUS_FAILED, CLASS_INTERRUPTED },
		{ { .end = HTTP_FILE_CHANGED }, { .kind = REPLY_OTHER },
		    STATUS_FAILED, CLASS_INPUT },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct outcome outcome = outcome_of_step(
		    &rows[i].exchange, &rows[i].reply, REPLY_UPLOADED);

		assert_int_equal(outcome.status, rows[i].status);
		assert_int_equal(outcome.kind, rows[i].kind);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_without_an_answer_the_claim_follows_the_hand_over),
		cmocka_unit_test(
		    test_without_a_graph_answer_only_some_statuses_mean_failed),
		cmocka_unit_test(test_an_id_counts_only_with_a_good_status),
		cmocka_unit_test(
		    test_a_paused_template_is_accepted_but_no_success),
		cmocka_unit_test(
		    test_warn_only_softens_what_others_did_and_nothing_of_ours),
		cmocka_unit_test(
		    test_a_graph_error_is_failed_whatever_the_status),
		cmocka_unit_test(
		    test_a_step_that_sends_no_message_is_never_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
