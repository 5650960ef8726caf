/* SPDX-License-Identifier: MIT */
#include "payload.h"

#include <stdlib.h>

#include "test.h"

static void
assert_payload(const struct request *request, const char *expected)
{
	char *json = payload_write(request, "+1");

	assert_string_equal(json, expected);
	free(json);
}

#define HEAD \
	"{\"messaging_product\":\"whatsapp\",\"recipient_type\":" \
	"\"individual\",\"to\":\"+1\","

static void
test_a_text_has_its_preview_only_when_asked(void **state)
{
	struct request request = { .message = { .type = MESSAGE_TEXT,
		                       .text = "a\"\\\n\x01\xe2\x82\xac" } };

	(void)state;
	assert_payload(&request,
	    HEAD "\"type\":\"text\",\"text\":{\"body\":"
	         "\"a\\\"\\\\\\n\\u0001\xe2\x82\xac\"}}");
	request.message.preview_url = true;
	request.message.text = "b";
	assert_payload(&request,
	    HEAD "\"type\":\"text\",\"text\":{\"preview_url\":true,"
	         "\"body\":\"b\"}}");
}

static void
test_a_template_lists_only_what_it_has(void **state)
{
	struct parameter named = { "who", "me" };
	struct button button = { 3, BUTTON_COPY_CODE, "SAVE" };
	struct request request = { .message = { .type = MESSAGE_TEMPLATE,
		                       .template = {
		                           .name = "n", .language = "de" } } };
	struct template *template = &request.message.template;

	(void)state;
	assert_payload(&request,
	    HEAD "\"type\":\"template\",\"template\":{\"name\":\"n\","
	         "\"language\":{\"code\":\"de\"}}}");
	template->body = &named;
	template->body_count = 1;
	template->buttons = &button;
	template->button_count = 1;
	assert_payload(&request,
	    HEAD "\"type\":\"template\",\"template\":{\"name\":\"n\","
	         "\"language\":{\"code\":\"de\"},\"components\":["
	         "{\"type\":\"body\",\"parameters\":[{\"type\":\"text\","
	         "\"parameter_name\":\"who\",\"text\":\"me\"}]},"
	         "{\"type\":\"button\",\"sub_type\":\"copy_code\","
	         "\"index\":\"3\",\"parameters\":[{\"type\":\"coupon_code\","
	         "\"coupon_code\":\"SAVE\"}]}]}}");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_text_has_its_preview_only_when_asked),
		cmocka_unit_test(test_a_template_lists_only_what_it_has),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
