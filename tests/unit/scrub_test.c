/* SPDX-License-Identifier: MIT */
#include "scrub.h"

#include <cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

static struct request
request_with(const char *proxy)
{
	struct request request = { .recipient.text = "+12025550123" };

	request.endpoint.token = "EAA+secret/token";
	if (proxy != NULL) {
		request.endpoint.proxy = strdup(proxy);
		assert_non_null(request.endpoint.proxy);
	}
	return request;
}

/* What becomes of the text with that proxy. */
static void
assert_scrubbed(const char *proxy, const char *text, const char *expected)
{
	struct request request = request_with(proxy);
	char *scrubbed = strdup(text);

	assert_non_null(scrubbed);
	scrub_text(&request, &scrubbed);
	assert_string_equal(scrubbed, expected);
	free(scrubbed);
	free(request.endpoint.proxy);
}

static void
test_token_and_recipient_go_wherever_they_stand(void **state)
{
	(void)state;
	assert_scrubbed(NULL, "", "");
	assert_scrubbed(NULL, "nothing private", "nothing private");
	assert_scrubbed(NULL, "EAA+secret/token, EAA+secret/token", "***, ***");
	assert_scrubbed(
	    NULL, "?access_token=EAA%2Bsecret%2Ftoken&", "?access_token=***&");
	assert_scrubbed(NULL, "to +12025550123", "to +12*******23");
	assert_scrubbed(NULL, "to 12025550123.", "to 12*******23.");
}

static void
test_a_proxy_goes_in_every_spelling(void **state)
{
	static const char proxy[] = "http://joe%2Edoe:p%40ss%2525:w@proxy:8080";

	(void)state;
	assert_scrubbed(
	    proxy, "at http://joe%2Edoe:p%40ss%2525:w@proxy:8080/", "at ***/");
	assert_scrubbed(proxy, "wrong: p%40ss%2525:w", "wrong: ***");
	assert_scrubbed(proxy, "wrong: p@ss%25:w", "wrong: ***");
	/* joe.doe:p@ss%25:w */
	assert_scrubbed(proxy, "Basic am9lLmRvZTpwQHNzJTI1Onc=", "Basic ***=");
	/* the same once more would be joe.doe:p@ss%:w, which nobody sent */
	assert_scrubbed(
	    proxy, "Basic am9lLmRvZTpwQHNzJTp3", "Basic am9lLmRvZTpwQHNzJTp3");
}

static void
test_a_proxy_without_a_password_has_none_to_tell(void **state)
{
	static const char *const proxies[] = { "http://proxy:8080",
		"http://joe@proxy:8080", "http://joe:@proxy:8080",
		"socks5h://proxy", "http://[::1]:8080" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(proxies); i++) {
		assert_scrubbed(proxies[i], "8080, proxy", "8080, proxy");
		assert_scrubbed(proxies[i], proxies[i], "***");
	}
}

static void
test_no_text_stays_none(void **state)
{
	struct request request = request_with(NULL);
	struct reply reply = { 0 };

	(void)state;
	scrub_reply(&request, &reply);
	assert_null(reply.message_id);
	assert_null(reply.error.title);
}

static void
test_an_id_keeps_all_but_the_token(void **state)
{
	struct request request = request_with(NULL);
	struct reply reply = {
		.message_id = strdup("wamid.12025550123EAA+secret/token"),
		.error.details = strdup("12025550123"),
	};

	(void)state;
	scrub_reply(&request, &reply);
	assert_string_equal(reply.message_id, "wamid.12025550123***");
	assert_string_equal(reply.error.details, "12*******23");
	reply_free(&reply);
}

static void
test_an_answer_is_scrubbed_to_its_last_text(void **state)
{
	struct request request = request_with(NULL);
	const char *answer = "{\"a\":[{\"b\":\"EAA+secret/token\"},7,"
	                     "\"12025550123\"],\"c\":\"0ff1ce, 5ec7e7\"}";
	struct reply reply;
	char *printed;

	(void)state;
	request.endpoint.app_secret = "5ec7e7";
	strcpy(request.endpoint.proof, "0ff1ce");
	reply_parse_answer(answer, strlen(answer), &reply);
	assert_int_equal(reply.kind, REPLY_ANSWER);
	scrub_reply(&request, &reply);
	printed = cJSON_PrintUnformatted(reply.answer);
	assert_string_equal(printed,
	    "{\"a\":[{\"b\":\"***\"},7,\"12*******23\"],"
	    "\"c\":\"***, ***\"}");
	free(printed);
	reply_free(&reply);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_token_and_recipient_go_wherever_they_stand),
		cmocka_unit_test(test_a_proxy_goes_in_every_spelling),
		cmocka_unit_test(
		    test_a_proxy_without_a_password_has_none_to_tell),
		cmocka_unit_test(test_no_text_stays_none),
		cmocka_unit_test(test_an_id_keeps_all_but_the_token),
		cmocka_unit_test(test_an_answer_is_scrubbed_to_its_last_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
