/* SPDX-License-Identifier: MIT */
#include "payload.h"

#include <string.h>

#include "made.h"

static void
assert_payload(
    struct request *request, enum recipient_kind kind, const char *expected)
{
	char *json;

	request->recipient.kind = kind;
	json = payload_write(request);
	assert_string_equal(json, expected);
	free(json);
}

#define CONTENT "\"type\":\"text\",\"text\":{\"body\":\"a\"}}"

static void
test_a_recipient_goes_where_its_kind_belongs(void **state)
{
	static const struct given given[] = { { SETTING_TEXT, "a" },
		{ SETTING_COUNT, NULL } };
	struct made made = { 0 };
	struct request request = { 0 };

	(void)state;
	make(&made, given);
	request.message = made.message;
	strcpy(request.recipient.text, "X");
	assert_payload(&request, RECIPIENT_PHONE,
	    "{\"messaging_product\":\"whatsapp\",\"recipient_type\":"
	    "\"individual\",\"to\":\"X\"," CONTENT);
	assert_payload(&request, RECIPIENT_USER,
	    "{\"messaging_product\":\"whatsapp\",\"recipient_type\":"
	    "\"individual\",\"recipient\":\"X\"," CONTENT);
	assert_payload(&request, RECIPIENT_GROUP,
	    "{\"messaging_product\":\"whatsapp\",\"recipient_type\":"
	    "\"group\",\"to\":\"X\"," CONTENT);
	release(&made);
}

static void
test_what_is_shown_holds_the_recipient_nowhere(void **state)
{
	static const struct given given[] = {
		{ SETTING_TEXT, "call 12025550123" }, { SETTING_COUNT, NULL }
	};
	struct request request = { .recipient = { .kind = RECIPIENT_PHONE } };
	struct made made = { 0 };
	char *sent, *shown;

	(void)state;
	make(&made, given);
	request.message = made.message;
	strcpy(request.recipient.text, "+12025550123");
	sent = payload_write(&request);
	shown = payload_show(&request);
	assert_non_null(strstr(sent, "\"to\":\"+12025550123\""));
	assert_non_null(strstr(sent, "call 12025550123"));
	assert_non_null(strstr(shown, "\"to\":\"+12*******23\""));
	assert_non_null(strstr(shown, "call 12*******23"));
	free(sent);
	free(shown);
	*request.recipient.text = '\0';
	shown = payload_show(&request);
	assert_non_null(strstr(shown, "\"to\":\"{recipient}\""));
	free(shown);
	release(&made);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_recipient_goes_where_its_kind_belongs),
		cmocka_unit_test(
		    test_what_is_shown_holds_the_recipient_nowhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
