/* SPDX-License-Identifier: MIT */
#include "payload.h"

#include "made.h"

static void
assert_payload(
    struct request *request, enum recipient_kind kind, const char *expected)
{
	char *json;

	request->recipient.kind = kind;
	json = payload_write(request, "X");
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_recipient_goes_where_its_kind_belongs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
