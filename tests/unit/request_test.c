/* SPDX-License-Identifier: MIT */
/* The request as a struct; every rule's refusal is in tests/cli. */
#include "request.h"

#include "test.h"

static struct settings
settings_of(const enum setting ids[], const char *const texts[], size_t count)
{
	struct settings settings = { 0 };

	for (size_t i = 0; i < count; i++)
		assert_int_equal(settings_put(&settings,
		                     &(struct setting_entry){ .id = ids[i],
		                         .text = texts[i],
		                         .source = "environment" }),
		    PUT_DONE);
	return settings;
}

static void
test_a_complete_request(void **state)
{
	static const enum setting ids[] = { SETTING_ACCESS_TOKEN,
		SETTING_PHONE_NUMBER_ID, SETTING_RECIPIENT,
		SETTING_TEMPLATE_NAME, SETTING_TEMPLATE_BODY,
		SETTING_TEMPLATE_BUTTONS, SETTING_TIMEOUT };
	static const char *const texts[] = { "EAA", "123", "+1 202 555 0123",
		"release", "one\ntwo", "1 quick_reply yes please", "2.5" };
	struct settings settings = settings_of(ids, texts, COUNT_OF(ids));
	struct problems problems = { 0 };
	struct request request = { 0 };

	(void)state;
	request_build(&settings, &request, &problems);
	assert_int_equal(problems.count, 0);
	assert_int_equal(request.mode, MODE_SEND);
	assert_string_equal(request.recipient.text, "+12025550123");
	assert_string_equal(
	    request.endpoint.root, "https://graph.facebook.com/v25.0");
	assert_string_equal(request.endpoint.token, "EAA");
	assert_int_equal(request.endpoint.timeout_ms, 2500);
	assert_int_equal(request.endpoint.connect_timeout_ms, 10000);
	assert_null(request.endpoint.roots.content);
	assert_string_equal(request.message.type, "template");
	request_free(&request);
	request_free(&request);
	settings_free(&settings);
}

static void
test_a_file_has_more_time_unless_a_time_is_set(void **state)
{
	static const enum setting ids[] = { SETTING_MEDIA_FILE,
		SETTING_TIMEOUT };
	static const char *const texts[] = { "/dev/null", "2" };

	(void)state;
	for (size_t count = 1; count <= COUNT_OF(ids); count++) {
		struct settings settings = settings_of(ids, texts, count);
		struct problems problems = { 0 };
		struct request request = { 0 };

		request_build(&settings, &request, &problems);
		assert_int_equal(
		    request.endpoint.timeout_ms, count == 1 ? 300000 : 2000);
		request_free(&request);
		problems_free(&problems);
		settings_free(&settings);
	}
}

static void
test_nothing_set_is_all_problems_and_no_crash(void **state)
{
	struct settings settings = { 0 };
	struct problems problems = { 0 };
	struct request request = { 0 };

	(void)state;
	request_build(&settings, &request, &problems);
	assert_int_equal(problems_class(&problems), CLASS_CONFIG);
	assert_int_equal(problems.count, 4);
	request_free(&request);
	problems_free(&problems);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_complete_request),
		cmocka_unit_test(
		    test_a_file_has_more_time_unless_a_time_is_set),
		cmocka_unit_test(test_nothing_set_is_all_problems_and_no_crash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
