/* SPDX-License-Identifier: MIT */
#include "retry.h"

#include "test.h"

static struct retry_input
input_of(enum status status, enum result_class kind, int code)
{
	return (struct retry_input){ .attempt = 1,
		.retries = 3,
		.outcome = { status, kind,
		    code == 0 ? NULL : catalogue_find(code, 0, 400) },
		.left_ms = 100000,
		.random = UINT32_MAX };
}

static void
test_only_what_surely_was_not_accepted_is_sent_again(void **state)
{
	static const struct {
		enum status status;
		enum result_class kind;
		int code;
		bool again, again_if_unknown;
	} rows[] = {
		{ STATUS_ACCEPTED, CLASS_OK, 0, false, false },
		{ STATUS_ACCEPTED, CLASS_TEMPLATE, 0, false, false },
		{ STATUS_FAILED, CLASS_NETWORK, 0, true, true },
		{ STATUS_FAILED, CLASS_UNAVAILABLE, 0, true, true },
		{ STATUS_FAILED, CLASS_INPUT, 0, false, false },
		{ STATUS_FAILED, CLASS_INTERRUPTED, 0, false, false },
		{ STATUS_FAILED, CLASS_PROTOCOL, 0, false, false },
		{ STATUS_FAILED, CLASS_TLS, 0, false, false },
		{ STATUS_FAILED, CLASS_AUTH, 0, false, false },
		{ STATUS_FAILED, CLASS_INTERNAL, 0, false, false },
		{ STATUS_UNKNOWN, CLASS_UNKNOWN, 0, false, true },
		{ STATUS_FAILED, CLASS_RATE_LIMITED, 130429, true, true },
		{ STATUS_FAILED, CLASS_RATE_LIMITED, 131056, true, true },
		{ STATUS_FAILED, CLASS_UNAVAILABLE, 2, true, true },
		{ STATUS_FAILED, CLASS_UNAVAILABLE, 131000, false, true },
		{ STATUS_FAILED, CLASS_UNAVAILABLE, 1, false, true },
		{ STATUS_FAILED, CLASS_RATE_LIMITED, 80007, false, false },
		{ STATUS_FAILED, CLASS_RECIPIENT, 131030, false, false },
		{ STATUS_FAILED, CLASS_AUTH, 190, false, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct retry_input input =
		    input_of(rows[i].status, rows[i].kind, rows[i].code);

		if (retry_decide(&input).again != rows[i].again)
			fail_msg("row %zu", i);
		input.retry_unknown = true;
		if (retry_decide(&input).again != rows[i].again_if_unknown)
			fail_msg("row %zu with retry_unknown", i);
	}
}

static void
test_no_more_than_the_settings_allow(void **state)
{
	struct retry_input input = input_of(STATUS_FAILED, CLASS_NETWORK, 0);

	(void)state;
	for (input.attempt = 1; input.attempt <= 3; input.attempt++)
		assert_true(retry_decide(&input).again);
	assert_false(retry_decide(&input).again);
	input.attempt = 1;
	input.retries = 0;
	assert_false(retry_decide(&input).again);
}

static void
test_the_jitter_is_full_and_its_bound_doubles_up_to_the_cap(void **state)
{
	static const int64_t bounds[] = { 1000, 2000, 4000, 8000, 16000, 30000,
		30000, 30000, 30000, 30000 };
	struct retry_input input = input_of(STATUS_FAILED, CLASS_NETWORK, 0);

	(void)state;
	input.retries = 10;
	for (size_t i = 0; i < COUNT_OF(bounds); i++) {
		input.attempt = (int)i + 1;
		input.random = UINT32_MAX;
		assert_int_equal(retry_decide(&input).wait_ms, bounds[i]);
		input.random = UINT32_MAX / 2;
		assert_in_range(retry_decide(&input).wait_ms, bounds[i] / 2 - 1,
		    bounds[i] / 2);
		input.random = 0;
		assert_int_equal(retry_decide(&input).wait_ms, 0);
		assert_true(retry_decide(&input).again);
	}
}

static void
test_the_pair_limit_waits_powers_of_four(void **state)
{
	static const int64_t seconds[] = { 1, 4, 16, 64, 256, 1024, 1024 };
	struct retry_input input =
	    input_of(STATUS_FAILED, CLASS_RATE_LIMITED, 131056);

	(void)state;
	input.retries = 10;
	input.left_ms = INT64_MAX;
	input.random = 0;
	for (size_t i = 0; i < COUNT_OF(seconds); i++) {
		input.attempt = (int)i + 1;
		assert_int_equal(
		    retry_decide(&input).wait_ms, seconds[i] * 1000);
	}
}

static void
test_an_advice_is_the_least_and_jitter_comes_on_top(void **state)
{
	struct retry_input input =
	    input_of(STATUS_FAILED, CLASS_UNAVAILABLE, 2);

	(void)state;
	input.advised_ms = 7000;
	input.random = 0;
	assert_int_equal(retry_decide(&input).wait_ms, 7000);
	input.random = UINT32_MAX;
	assert_int_equal(retry_decide(&input).wait_ms, 8000);
}

static void
test_a_wait_that_leaves_no_time_to_send_is_told_and_not_begun(void **state)
{
	struct retry_input input =
	    input_of(STATUS_FAILED, CLASS_UNAVAILABLE, 2);

	(void)state;
	input.advised_ms = 7000;
	input.random = 0;
	input.left_ms = 7000 + RETRY_ATTEMPT_MS - 1;
	assert_false(retry_decide(&input).again);
	assert_int_equal(retry_decide(&input).wait_ms, 7000);
	input.left_ms++;
	assert_true(retry_decide(&input).again);
	/* an answer that took long will do so again */
	input.answer_ms = RETRY_ATTEMPT_MS + 1;
	assert_false(retry_decide(&input).again);
	input.left_ms++;
	assert_true(retry_decide(&input).again);
}

static void
test_the_time_that_is_left_may_be_none(void **state)
{
	struct retry_input input = input_of(STATUS_FAILED, CLASS_NETWORK, 0);

	(void)state;
	input.random = 0;
	for (input.left_ms = RETRY_ATTEMPT_MS - 1; input.left_ms > -2000;
	     input.left_ms -= 100)
		assert_false(retry_decide(&input).again);
}

static void
test_come_back_later_is_told_where_it_is_known(void **state)
{
	struct retry_input input =
	    input_of(STATUS_FAILED, CLASS_RATE_LIMITED, 80007);

	(void)state;
	assert_int_equal(retry_decide(&input).wait_ms, 0);
	input.advised_ms = 1140000;
	input.random = 0;
	assert_false(retry_decide(&input).again);
	assert_int_equal(retry_decide(&input).wait_ms, 1140000);
	input.outcome.status = STATUS_UNKNOWN;
	assert_int_equal(retry_decide(&input).wait_ms, 0);
}

static void
test_after_the_last_attempt_the_next_wait_is_told(void **state)
{
	struct retry_input input =
	    input_of(STATUS_FAILED, CLASS_RATE_LIMITED, 130429);

	(void)state;
	input.attempt = 4;
	assert_false(retry_decide(&input).again);
	assert_int_equal(retry_decide(&input).wait_ms, 8000);
	input.random = 0; /* but never nothing: that would say nobody knows */
	assert_int_equal(retry_decide(&input).wait_ms, 1);
	input.outcome.entry = catalogue_find(131056, 0, 400);
	assert_int_equal(retry_decide(&input).wait_ms, 64000);
	input.outcome.entry = catalogue_find(131000, 0, 500);
	assert_int_equal(retry_decide(&input).wait_ms, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_only_what_surely_was_not_accepted_is_sent_again),
		cmocka_unit_test(test_no_more_than_the_settings_allow),
		cmocka_unit_test(
		    test_the_jitter_is_full_and_its_bound_doubles_up_to_the_cap),
		cmocka_unit_test(test_the_pair_limit_waits_powers_of_four),
		cmocka_unit_test(
		    test_an_advice_is_the_least_and_jitter_comes_on_top),
		cmocka_unit_test(
		    test_a_wait_that_leaves_no_time_to_send_is_told_and_not_begun),
		cmocka_unit_test(test_the_time_that_is_left_may_be_none),
		cmocka_unit_test(
		    test_come_back_later_is_told_where_it_is_known),
		cmocka_unit_test(
		    test_after_the_last_attempt_the_next_wait_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
