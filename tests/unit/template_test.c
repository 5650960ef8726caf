/* SPDX-License-Identifier: MIT */
#include "made.h"

#define HEAD \
	"{\"type\":\"template\",\"template\":{\"name\":\"n\"," \
	"\"language\":{\"code\":\"en_US\"}"
#define URL "https://example.com/"

static const struct {
	struct given given[6];
	const char *content;
} rows[] = {
	{ { { SETTING_TEMPLATE_NAME, "n" } }, HEAD "}}" },
	{ { { SETTING_TEMPLATE_NAME, "n" },
	      { SETTING_TEMPLATE_HEADER, "title=a=b" },
	      { SETTING_TEMPLATE_BODY, "version=1.4.0\nby=me\n" },
	      { SETTING_TEMPLATE_PARAMETER_FORMAT, "named" } },
	    HEAD ",\"components\":[{\"type\":\"header\",\"parameters\":[{"
	         "\"type\":\"text\",\"parameter_name\":\"title\","
	         "\"text\":\"a=b\"}]},{\"type\":\"body\",\"parameters\":[{"
	         "\"type\":\"text\",\"parameter_name\":\"version\","
	         "\"text\":\"1.4.0\"},{\"type\":\"text\",\"parameter_name\":"
	         "\"by\",\"text\":\"me\"}]}]}}" },
	{ { { SETTING_TEMPLATE_NAME, "n" }, { SETTING_TEMPLATE_BODY, "a=b" } },
	    HEAD ",\"components\":[{\"type\":\"body\",\"parameters\":[{"
	         "\"type\":\"text\",\"text\":\"a=b\"}]}]}}" },
	/* encoded where needed, and never twice */
	{ { { SETTING_TEMPLATE_NAME, "n" },
	      { SETTING_TEMPLATE_BUTTONS,
	          "0 url a b%20c?d=\xc3\xa9&e=5%\n1 quick_reply a b\n"
	          "9 copy_code X\n" } },
	    HEAD ",\"components\":[{\"type\":\"button\",\"sub_type\":\"url\","
	         "\"index\":\"0\",\"parameters\":[{\"type\":\"text\",\"text\":"
	         "\"a%20b%20c?d=%C3%A9&e=5%25\"}]},{\"type\":\"button\","
	         "\"sub_type\":\"quick_reply\",\"index\":\"1\",\"parameters\":"
	         "[{\"type\":\"payload\",\"payload\":\"a b\"}]},{\"type\":"
	         "\"button\",\"sub_type\":\"copy_code\",\"index\":\"9\","
	         "\"parameters\":[{\"type\":\"coupon_code\",\"coupon_code\":"
	         "\"X\"}]}]}}" },
	{ { { SETTING_TEMPLATE_NAME, "n" },
	      { SETTING_MEDIA_URL, URL "a.pdf" } },
	    HEAD ",\"components\":[{\"type\":\"header\",\"parameters\":[{"
	         "\"type\":\"document\",\"document\":{\"link\":\"" URL
	         "a.pdf\","
	         "\"filename\":\"a.pdf\"}}]}]}}" },
	{ { { SETTING_TEMPLATE_NAME, "n" }, { SETTING_MEDIA_ID, "1" },
	      { SETTING_TYPE, "image" } },
	    HEAD ",\"components\":[{\"type\":\"header\",\"parameters\":[{"
	         "\"type\":\"image\",\"image\":{\"id\":\"1\"}}]}]}}" },
	{ { { SETTING_TEMPLATE_NAME, "n" },
	      { SETTING_TEMPLATE_HEADER, " a \n\n b " },
	      { SETTING_TEMPLATE_BODY, "a\t  b\n" },
	      { SETTING_TEMPLATE_BUTTONS, "0 quick_reply a \t b\n" },
	      { SETTING_PARAMETER_WHITESPACE, "collapse" } },
	    HEAD ",\"components\":[{\"type\":\"header\",\"parameters\":[{"
	         "\"type\":\"text\",\"text\":\"a b\"}]},{\"type\":\"body\","
	         "\"parameters\":[{\"type\":\"text\",\"text\":\"a b\"}]},{"
	         "\"type\":\"button\",\"sub_type\":\"quick_reply\",\"index\":"
	         "\"0\",\"parameters\":[{\"type\":\"payload\",\"payload\":"
	         "\"a b\"}]}]}}" },
	{ { { SETTING_TEMPLATE_NAME, "n" },
	      { SETTING_TEMPLATE_COMPONENTS,
	          "[{\"type\":\"carousel\",\"cards\":[{\"card_index\":0,"
	          "\"components\":[{\"type\":\"body\",\"parameters\":[{"
	          "\"type\":\"text\",\"text\":\"a\\n\\tb\"}]}]}]}]" },
	      { SETTING_PARAMETER_WHITESPACE, "collapse" } },
	    HEAD ",\"components\":[{\"type\":\"carousel\",\"cards\":[{"
	         "\"card_index\":0,\"components\":[{\"type\":\"body\","
	         "\"parameters\":[{\"type\":\"text\",\"text\":\"a b\"}]}]}]}]"
	         "}}" },
};

static void
test_settings_make_exactly_their_template(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_content(rows[i].given, rows[i].content);
}

#define NAMED \
	{ \
		SETTING_TEMPLATE_PARAMETER_FORMAT, "named" \
	}

static const struct {
	struct given given[2];
	const char *problems;
} refusals[] = {
	{ { { SETTING_TEMPLATE_NAME, "Release" } },
	    "template_name template_name" },
	{ { { SETTING_TEMPLATE_LANGUAGE, "english" } },
	    "template_language language_code" },
	{ { { SETTING_TEMPLATE_LANGUAGE, "en_us" } },
	    "template_language language_code" },
	{ { { SETTING_TEMPLATE_LANGUAGE, "en-US" } },
	    "~template_language hyphen" },
	{ { { SETTING_TEMPLATE_LANGUAGE, "fil" } }, "" },
	{ { { SETTING_TEMPLATE_LANGUAGE, "xx" } },
	    "~template_language unlisted_language" },
	{ { { SETTING_TEMPLATE_HEADER, "a\nb" } }, "template_header newline" },
	{ { { SETTING_TEMPLATE_BODY, "a\n\nb" } },
	    "template_body empty_line line 2" },
	{ { { SETTING_TEMPLATE_BODY, "a\nb\tc" } },
	    "template_body tab line 2" },
	{ { { SETTING_TEMPLATE_BODY, "a    b" } }, "" },
	{ { { SETTING_TEMPLATE_BODY, "a     b" } },
	    "template_body spaces line 1" },
	{ { { SETTING_TEMPLATE_BODY, "a=1\nb" }, NAMED },
	    "template_body not_named line 2" },
	{ { { SETTING_TEMPLATE_BODY, "A=1" }, NAMED },
	    "template_body parameter_name line 1" },
	{ { { SETTING_TEMPLATE_BODY, "a=" }, NAMED },
	    "template_body empty line 1" },
	{ { { SETTING_TEMPLATE_BODY, "a=1\nb=2\na=3" }, NAMED },
	    "template_body duplicate line 3" },
	{ { { SETTING_TEMPLATE_BUTTONS, "0 url" } },
	    "template_buttons button_form line 1" },
	{ { { SETTING_TEMPLATE_BUTTONS, "10 url x" } },
	    "template_buttons button_index line 1" },
	{ { { SETTING_TEMPLATE_BUTTONS, "0 call x" } },
	    "template_buttons button_subtype line 1" },
	{ { { SETTING_TEMPLATE_BUTTONS, "1 url x\n1 quick_reply y" } },
	    "template_buttons duplicate line 2" },
	{ { { SETTING_TEMPLATE_BUTTONS, "0 url " } },
	    "template_buttons empty line 1" },
	{ { { SETTING_TEMPLATE_BUTTONS, "0 copy_code 123456789012345" } }, "" },
	{ { { SETTING_TEMPLATE_BUTTONS, "0 copy_code 12345678901234567890" } },
	    "~template_buttons long line 1" },
	{ { { SETTING_TEMPLATE_BUTTONS, "0 copy_code 123456789012345678901" } },
	    "template_buttons too_long line 1" },
	{ { { SETTING_TEMPLATE_BUTTONS, "\n\n\n\n\n\n\n\n\n\n\n" } },
	    "template_buttons too_many_lines" },
	{ { { SETTING_TEMPLATE_COMPONENTS, "{}" } },
	    "template_components type" },
	{ { { SETTING_TEMPLATE_COMPONENTS,
	      "[{\"type\":\"body\",\"parameters\":[{\"type\":\"text\","
	      "\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\\n\"}]}]" } },
	    "template_components newline "
	    "template_components[0].parameters[1].text" },
};

static void
test_each_rule_names_its_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(refusals); i++) {
		const struct given given[] = { refusals[i].given[0],
			refusals[i].given[1].text != NULL
			    ? refusals[i].given[1]
			    : (struct given){ SETTING_TEMPLATE_NAME, "n" },
			{ SETTING_TEMPLATE_NAME, "n" },
			{ SETTING_COUNT, NULL } };

		assert_refused(given, refusals[i].problems);
	}
}

static void
test_lengths_count_at_their_edges(void **state)
{
	static const struct {
		enum setting id;
		size_t max;
		const char *problems;
	} edges[] = {
		{ SETTING_TEMPLATE_NAME, 512, "template_name too_long" },
		{ SETTING_TEMPLATE_HEADER, 60, "template_header too_long" },
		{ SETTING_TEMPLATE_BODY, 1024, "~template_body long_body" },
	};

	(void)state;
	for (size_t i = 0; i < 2 * COUNT_OF(edges); i++) {
		size_t length = edges[i / 2].max + i % 2;
		char *text = calloc(1, length + 1);
		const struct given given[] = { { edges[i / 2].id, text },
			{ SETTING_TEMPLATE_NAME, "n" },
			{ SETTING_COUNT, NULL } };

		assert_non_null(text);
		memset(text, 'a', length);
		assert_refused(given, i % 2 == 0 ? "" : edges[i / 2].problems);
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_settings_make_exactly_their_template),
		cmocka_unit_test(test_each_rule_names_its_line),
		cmocka_unit_test(test_lengths_count_at_their_edges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
