/* SPDX-License-Identifier: MIT */
/* Which settings go together. */
#include "made.h"

#define URL "https://example.com/a.pdf"

static const struct {
	struct given given[5];
	const char *problems;
} rows[] = {
	{ { { SETTING_TEXT, "" } }, "text nothing_to_send" },
	{ { { SETTING_TEXT, "a" }, { SETTING_TEMPLATE_NAME, "b" } },
	    "text contradiction" },
	{ { { SETTING_TEXT, "a" }, { SETTING_TEMPLATE_BODY, "b" } },
	    "template_body companion" },
	{ { { SETTING_TEXT, "a" }, { SETTING_TEMPLATE_BUTTONS, "b" } },
	    "template_buttons companion" },
	{ { { SETTING_TEXT, "a" }, { SETTING_TEMPLATE_HEADER, "b" } },
	    "template_header companion" },
	{ { { SETTING_TEXT, "a" }, { SETTING_TEMPLATE_COMPONENTS, "[]" } },
	    "template_components companion" },
	{ { { SETTING_TEXT, "a" }, { SETTING_TEMPLATE_LANGUAGE, "de" } },
	    "template_language companion" },
	{ { { SETTING_TEMPLATE_NAME, "a" }, { SETTING_PREVIEW_URL, "true" } },
	    "preview_url companion" },
	{ { { SETTING_TEXT, "a" }, { SETTING_HEADER, "b" } },
	    "header companion" },
	{ { { SETTING_TEXT, "a" }, { SETTING_FOOTER, "b" } },
	    "footer companion" },
	{ { { SETTING_TEXT, "a" }, { SETTING_BUTTON_TEXT, "b" } },
	    "button_text companion" },
	{ { { SETTING_TEXT, "a" }, { SETTING_BUTTON_URL, URL } },
	    "button_url companion" },
	{ { { SETTING_BUTTON_TEXT, "b" }, { SETTING_BUTTON_URL, URL } },
	    "button_text companion" },
	{ { { SETTING_TEXT, "a" }, { SETTING_BUTTON_TEXT, "b" },
	      { SETTING_BUTTON_URL, URL }, { SETTING_PREVIEW_URL, "1" } },
	    "preview_url contradiction" },
	{ { { SETTING_TEXT, "a" }, { SETTING_MEDIA_NAME, "b" } },
	    "media_name companion" },
	{ { { SETTING_TEMPLATE_NAME, "a" }, { SETTING_MEDIA_NAME, "b" } },
	    "media_name companion" },
	{ { { SETTING_TEMPLATE_NAME, "a" }, { SETTING_PREVIEW_URL, "no" } },
	    "" },
	{ { { SETTING_TEMPLATE_NAME, "a" },
	      { SETTING_TEXT_FORMAT, "markdown" } },
	    "~text_format no_effect" },
	{ { { SETTING_TEMPLATE_COMPONENTS, "[]" } },
	    "template_components companion" },
	{ { { SETTING_TYPE, "image" } }, "type companion" },
	{ { { SETTING_TEMPLATE_NAME, "a" },
	      { SETTING_TEMPLATE_COMPONENTS, "[]" },
	      { SETTING_TEMPLATE_PARAMETER_FORMAT, "named" } },
	    "template_components contradiction" },
	{ { { SETTING_MEDIA_URL, URL }, { SETTING_MEDIA_ID, "1" } },
	    "media_id contradiction" },
	{ { { SETTING_MEDIA_URL, URL }, { SETTING_CATEGORY, "utility" } },
	    "category contradiction" },
	{ { { SETTING_TEXT, "a" }, { SETTING_TTL_SECONDS, "60" } },
	    "ttl_seconds companion" },
	{ { { SETTING_TEXT, "a" }, { SETTING_CATEGORY, "utility" },
	      { SETTING_PREVIEW_URL, "1" } },
	    "preview_url contradiction" },
	{ { { SETTING_MESSAGE,
	        "{\"type\":\"text\",\"text\":{\"body\":\"a\"}}" },
	      { SETTING_TEXT, "a" } },
	    "text contradiction" },
	{ { { SETTING_MESSAGE,
	        "{\"type\":\"text\",\"text\":{\"body\":\"a\"}}" },
	      { SETTING_TEMPLATE_NAME, "a" } },
	    "template_name contradiction" },
	{ { { SETTING_TEMPLATE_NAME, "a" }, { SETTING_MEDIA_URL, URL },
	      { SETTING_TEMPLATE_HEADER, "b" } },
	    "media_url contradiction" },
	{ { { SETTING_TEMPLATE_NAME, "a" }, { SETTING_TEMPLATE_BODY, "b" },
	      { SETTING_TEMPLATE_COMPONENTS, "[]" } },
	    "template_components contradiction" },
	{ { { SETTING_TEXT, "a" }, { SETTING_TYPE, "image" } },
	    "type companion" },
	{ { { SETTING_TEXT, "a" }, { SETTING_TYPE, "template" } },
	    "type companion" },
	{ { { SETTING_MEDIA_URL, URL }, { SETTING_TYPE, "text" } },
	    "type contradiction" },
	{ { { SETTING_TEMPLATE_NAME, "a" }, { SETTING_TYPE, "text" } },
	    "type contradiction" },
	/* a wrapper may pass on a fallback */
	{ { { SETTING_TEXT, "a" }, { SETTING_TEMPLATE_LANGUAGE, "en_US" } },
	    "" },
	{ { { SETTING_TEMPLATE_NAME, "a" }, { SETTING_PREVIEW_URL, "false" } },
	    "" },
	{ { { SETTING_TEMPLATE_NAME, "a" }, { SETTING_TYPE, "template" } },
	    "" },
};

static void
test_what_does_not_go_together_is_told_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_refused(rows[i].given, rows[i].problems);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_does_not_go_together_is_told_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
