/* SPDX-License-Identifier: MIT */
#include "reply.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

static struct reply
parse(const char *body)
{
	struct reply reply;

	reply_parse(body, body == NULL ? 0 : strlen(body), &reply);
	return reply;
}

static void
test_an_id_and_no_error_is_accepted(void **state)
{
	struct reply reply =
	    parse("{\"messaging_product\":\"whatsapp\",\"messages\":["
	          "{\"id\":\"wamid.X\",\"message_status\":\"paused\"}]}");

	(void)state;
	assert_int_equal(reply.kind, REPLY_ACCEPTED);
	assert_string_equal(reply.message_id, "wamid.X");
	assert_int_equal(reply.state, STATE_PAUSED);
	reply_free(&reply);
	reply_free(&reply);
}

static void
test_whatever_is_neither_id_nor_graph_error_is_other(void **state)
{
	static const char *const bodies[] = { NULL, "", "null", "[]", "7",
		"\"text\"", "{}", "<html>", "{\"messages\":[]}",
		"{\"messages\":{}}", "{\"messages\":[{}]}",
		"{\"messages\":[{\"id\":\"\"}]}", "{\"messages\":[{\"id\":7}]}",
		"{\"messages\":[\"wamid.X\"]}",
		"{\"messages\":[{\"id\":\"wamid.X\"}],\"error\":null}",
		"{\"messages\":[{\"id\":\"wamid.X\"}]} trailing",
		"{\"messages\":[{\"id\":\"wamid.X\"}]", "{\"error\":\"text\"}",
		"{\"error\":{}}", "{\"error\":{\"code\":190}}",
		"{\"error\":{\"code\":\"190\",\"type\":\"OAuthException\"}}",
		"{\"error\":{\"code\":1.5,\"type\":\"OAuthException\"}}",
		"{\"error\":{\"code\":1e99,\"type\":\"OAuthException\"}}",
		"{\"error\":{\"type\":\"OAuthException\"}}",
		"{\"error\":[{\"code\":190,\"type\":\"OAuthException\"}]}" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bodies); i++) {
		struct reply reply = parse(bodies[i]);

		if (reply.kind != REPLY_OTHER)
			fail_msg("%s", bodies[i]);
		reply_free(&reply);
	}
}

static void
test_a_nul_inside_is_no_answer(void **state)
{
	static const char body[] = "{\"messages\":[{\"id\":\"wamid.X\"}]}\0x";
	struct reply reply;

	(void)state;
	reply_parse(body, sizeof(body) - 1, &reply);
	assert_int_equal(reply.kind, REPLY_OTHER);
	reply_free(&reply);
}

static void
test_a_nesting_bomb_is_no_answer(void **state)
{
	size_t length = 100000;
	char *body = malloc(length + 1);
	struct reply reply;

	(void)state;
	memset(body, '[', length);
	body[length] = '\0';
	reply = parse(body);
	assert_int_equal(reply.kind, REPLY_OTHER);
	reply_free(&reply);
	free(body);
}

static void
test_every_member_of_an_error_is_kept(void **state)
{
	struct reply reply = parse(
	    "{\"error\":{\"message\":\"(#131030) Not in list\",\"type\":"
	    "\"OAuthException\",\"code\":131030,\"error_subcode\":2655007,"
	    "\"error_data\":{\"messaging_product\":\"whatsapp\",\"details\":"
	    "\"Add it.\"},\"fbtrace_id\":\"Az8\"}}");

	(void)state;
	assert_int_equal(reply.kind, REPLY_ERROR);
	assert_int_equal(reply.error.code, 131030);
	assert_int_equal(reply.error.subcode, 2655007);
	assert_string_equal(reply.error.type, "OAuthException");
	assert_string_equal(reply.error.title, "(#131030) Not in list");
	assert_string_equal(reply.error.details, "Add it.");
	assert_string_equal(reply.error.fbtrace_id, "Az8");
	reply_free(&reply);
}

static void
test_error_data_may_be_a_text_or_json_in_a_text(void **state)
{
	static const struct {
		const char *data, *details;
	} rows[] = {
		{ "{\"details\":\"a\"}", "a" },
		{ "\"plain words\"", "plain words" },
		{ "\"{\\\"details\\\":\\\"inner\\\"}\"", "inner" },
		{ "\"{\\\"other\\\":1}\"", "{\"other\":1}" },
		{ "\"{broken\"", "{broken" },
		{ "\"\"", NULL },
		{ "7", NULL },
		{ "{\"details\":7}", NULL },
		{ "null", NULL },
	};
	char body[256];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reply reply;

		snprintf(body, sizeof(body),
		    "{\"error\":{\"code\":100,\"type\":\"x\","
		    "\"error_data\":%s}}",
		    rows[i].data);
		reply = parse(body);
		assert_int_equal(reply.kind, REPLY_ERROR);
		if (rows[i].details == NULL)
			assert_null(reply.error.details);
		else
			assert_string_equal(
			    reply.error.details, rows[i].details);
		reply_free(&reply);
	}
}

static void
test_texts_are_made_printable(void **state)
{
	struct reply reply =
	    parse("{\"error\":{\"code\":1,\"type\":\"x\",\"message\":"
	          "\"a\\r\\n::error::b ##[error]c \xff\"}}");

	(void)state;
	assert_string_equal(
	    reply.error.title, "a  ::error::b #\\#[error]c \xef\xbf\xbd");
	reply_free(&reply);
}

static void
test_an_upload_is_answered_by_an_id_or_an_error(void **state)
{
	static const char *const others[] = { "{}", "{\"id\":\"\"}",
		"{\"id\":7}", "{\"id\":\"a b\"}", "[\"7\"]", "7", "" };
	const char *good = "{\"id\":\"1037543291543636\"}";
	const char *bad = "{\"id\":\"7\",\"error\":{\"code\":100,"
	                  "\"type\":\"OAuthException\"}}";
	struct reply reply;

	(void)state;
	reply_parse_upload(good, strlen(good), &reply);
	assert_int_equal(reply.kind, REPLY_UPLOADED);
	assert_string_equal(reply.media_id, "1037543291543636");
	reply_free(&reply);
	reply_parse_upload(bad, strlen(bad), &reply);
	assert_int_equal(reply.kind, REPLY_ERROR);
	reply_free(&reply);
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		reply_parse_upload(others[i], strlen(others[i]), &reply);
		assert_int_equal(reply.kind, REPLY_OTHER);
		reply_free(&reply);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_id_and_no_error_is_accepted),
		cmocka_unit_test(
		    test_whatever_is_neither_id_nor_graph_error_is_other),
		cmocka_unit_test(test_a_nul_inside_is_no_answer),
		cmocka_unit_test(test_a_nesting_bomb_is_no_answer),
		cmocka_unit_test(test_every_member_of_an_error_is_kept),
		cmocka_unit_test(
		    test_error_data_may_be_a_text_or_json_in_a_text),
		cmocka_unit_test(test_texts_are_made_printable),
		cmocka_unit_test(
		    test_an_upload_is_answered_by_an_id_or_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
