/* SPDX-License-Identifier: MIT */
/* What each set of settings makes; templates are in template_test.c. */
#include "made.h"

#define LINK "https://example.com/a.png"

static const struct {
	struct given given[8];
	const char *content;
} rows[] = {
	{ { { SETTING_TEXT, "hi" } },
	    "{\"type\":\"text\",\"text\":{\"body\":\"hi\"}}" },
	{ { { SETTING_TEXT, "a\"\\\n\xe2\x82\xac" },
	      { SETTING_PREVIEW_URL, "yes" } },
	    "{\"type\":\"text\",\"text\":{\"preview_url\":true,"
	    "\"body\":\"a\\\"\\\\\\n\xe2\x82\xac\"}}" },
	{ { { SETTING_TEXT, "hi" }, { SETTING_BUTTON_TEXT, "Log" },
	      { SETTING_BUTTON_URL, LINK }, { SETTING_HEADER, "h" },
	      { SETTING_FOOTER, "f" } },
	    "{\"type\":\"interactive\",\"interactive\":{\"type\":\"cta_url\","
	    "\"header\":{\"type\":\"text\",\"text\":\"h\"},"
	    "\"body\":{\"text\":\"hi\"},\"footer\":{\"text\":\"f\"},"
	    "\"action\":{\"name\":\"cta_url\",\"parameters\":{"
	    "\"display_text\":\"Log\",\"url\":\"" LINK "\"}}}}" },
	{ { { SETTING_TEXT, "hi" }, { SETTING_BUTTON_TEXT, "Log" },
	      { SETTING_BUTTON_URL, LINK }, { SETTING_MEDIA_ID, "7" },
	      { SETTING_TYPE, "video" } },
	    "{\"type\":\"interactive\",\"interactive\":{\"type\":\"cta_url\","
	    "\"header\":{\"type\":\"video\",\"video\":{\"id\":\"7\"}},"
	    "\"body\":{\"text\":\"hi\"},"
	    "\"action\":{\"name\":\"cta_url\",\"parameters\":{"
	    "\"display_text\":\"Log\",\"url\":\"" LINK "\"}}}}" },
	{ { { SETTING_MEDIA_URL, LINK }, { SETTING_TEXT, "hi" } },
	    "{\"type\":\"image\",\"image\":{\"link\":\"" LINK "\","
	    "\"caption\":\"hi\"}}" },
	{ { { SETTING_MEDIA_URL,
	      "https://example.com/dir/a%20b.PDF?x=1.png" } },
	    "{\"type\":\"document\",\"document\":{\"link\":"
	    "\"https://example.com/dir/a%20b.PDF?x=1.png\","
	    "\"filename\":\"a b.PDF\"}}" },
	{ { { SETTING_MEDIA_URL, "https://example.com/%1b.pdf" } },
	    "{\"type\":\"document\",\"document\":{\"link\":"
	    "\"https://example.com/%1b.pdf\",\"filename\":\"%1b.pdf\"}}" },
	{ { { SETTING_MEDIA_ID, "7" }, { SETTING_TYPE, "document" },
	      { SETTING_MEDIA_NAME, "r.pdf" } },
	    "{\"type\":\"document\",\"document\":{\"id\":\"7\","
	    "\"filename\":\"r.pdf\"}}" },
	{ { { SETTING_MEDIA_ID, "7" }, { SETTING_TYPE, "voice" } },
	    "{\"type\":\"audio\",\"audio\":{\"id\":\"7\",\"voice\":true}}" },
	{ { { SETTING_MEDIA_URL, "https://example.com/a.ogg" },
	      { SETTING_TYPE, "voice" } },
	    "{\"type\":\"audio\",\"audio\":{\"link\":"
	    "\"https://example.com/a.ogg\",\"voice\":true}}" },
	{ { { SETTING_MEDIA_URL, "https://example.com/a.webp" } },
	    "{\"type\":\"sticker\",\"sticker\":{\"link\":"
	    "\"https://example.com/a.webp\"}}" },
	{ { { SETTING_TEXT, "hi" }, { SETTING_TYPE, "text" },
	      { SETTING_REPLY_TO, "wamid.A" }, { SETTING_CALLBACK_DATA, "b 1" },
	      { SETTING_CATEGORY, "utility" }, { SETTING_TTL_SECONDS, "30" } },
	    "{\"type\":\"text\",\"text\":{\"body\":\"hi\"},"
	    "\"context\":{\"message_id\":\"wamid.A\"},"
	    "\"biz_opaque_callback_data\":\"b 1\",\"category\":\"utility\","
	    "\"ttl_seconds\":30}" },
	{ { { SETTING_MESSAGE,
	        " {\"type\": \"location\", \"location\":\n{\"latitude\":1.5,"
	        "\"longitude\":\"-2\"}}" },
	      { SETTING_CALLBACK_DATA, "x" } },
	    "{\"type\":\"location\",\"location\":{\"latitude\":1.5,"
	    "\"longitude\":\"-2\"},\"biz_opaque_callback_data\":\"x\"}" },
};

static void
test_settings_make_exactly_their_message(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_content(rows[i].given, rows[i].content);
}

static const struct {
	struct given given[6];
	const char *problems;
} refusals[] = {
	{ { { SETTING_TEXT, "hi" }, { SETTING_BUTTON_TEXT, "Log" },
	      { SETTING_BUTTON_URL, "example.com" } },
	    "button_url url" },
	{ { { SETTING_TEXT, "hi" }, { SETTING_BUTTON_TEXT, "Log" },
	      { SETTING_BUTTON_URL, LINK },
	      { SETTING_MEDIA_URL, "https://example.com/a.ogg" } },
	    "media_url contradiction" },
	{ { { SETTING_MEDIA_URL, "https://example.com/a" } },
	    "media_url needs_type" },
	{ { { SETTING_MEDIA_URL, "https://example.com" } },
	    "media_url needs_type" },
	{ { { SETTING_MEDIA_ID, "7" } }, "media_id needs_type" },
	{ { { SETTING_MEDIA_ID, "1.47E+15" }, { SETTING_TYPE, "image" } },
	    "media_id exponent" },
	{ { { SETTING_MEDIA_URL, "ftp://example.com/a.png" } },
	    "media_url url" },
	{ { { SETTING_MEDIA_URL, LINK }, { SETTING_TYPE, "video" } },
	    "~type extension" },
	{ { { SETTING_MEDIA_URL, "https://example.com/a.mp3" },
	      { SETTING_TEXT, "hi" } },
	    "text contradiction" },
	{ { { SETTING_MEDIA_URL, LINK }, { SETTING_MEDIA_NAME, "a.png" } },
	    "media_name contradiction" },
	{ { { SETTING_TEXT, "hi" }, { SETTING_REPLY_TO, "123" } },
	    "reply_to message_id" },
	{ { { SETTING_TEMPLATE_NAME, "a" }, { SETTING_REPLY_TO, "wamid.A" } },
	    "~reply_to no_quote" },
	{ { { SETTING_TEXT, "hi" }, { SETTING_CATEGORY, "utility" },
	      { SETTING_TTL_SECONDS, "soon" } },
	    "ttl_seconds digits" },
	{ { { SETTING_TEXT, "hi" }, { SETTING_CATEGORY, "authentication" },
	      { SETTING_TTL_SECONDS, "901" } },
	    "ttl_seconds range" },
	{ { { SETTING_MESSAGE, "{\"type\":\"text\"" } },
	    "message json line 1, byte 15" },
	{ { { SETTING_MESSAGE,
	      "{\"type\":\"text\",\n\"text\":{\"body\":\"a\n\"}}" } },
	    "message json line 2, byte 18" },
	{ { { SETTING_MESSAGE, "[]" } }, "message type" },
	{ { { SETTING_MESSAGE, "{}" } }, "message missing message.type" },
	{ { { SETTING_MESSAGE, "{\"type\":\"text\"}" } },
	    "message missing message.text" },
	{ { { SETTING_MESSAGE,
	        "{\"type\":\"reaction\",\"reaction\":{\"message_id\":"
	        "\"wamid.A\",\"emoji\":\"\"},\"context\":{\"message_id\":"
	        "\"wamid.A\"},\"biz_opaque_callback_data\":\"y\"}" },
	      { SETTING_CALLBACK_DATA, "x" } },
	    "callback_data contradiction, message not_allowed "
	    "message.context" },
};

static void
test_what_does_not_fit_is_told_of_its_setting(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(refusals); i++)
		assert_refused(refusals[i].given, refusals[i].problems);
}

static void
test_the_type_is_known_by_name(void **state)
{
	static const struct given given[] = { { SETTING_MEDIA_ID, "1" },
		{ SETTING_TYPE, "voice" }, { SETTING_COUNT, NULL } };
	struct made made = { 0 };

	(void)state;
	make(&made, given);
	assert_string_equal(made.message.type, "audio");
	release(&made);
}

/* What a problem with one setting must not make of the others. */
static void
test_a_setting_with_a_problem_is_not_missed_as_well(void **state)
{
	static const enum setting ids[] = { SETTING_TEXT, SETTING_TEMPLATE_NAME,
		SETTING_MEDIA_URL, SETTING_MESSAGE };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(ids); i++) {
		struct made made = { 0 };
		const char *name = setting_spec(ids[i])->name;
		const struct given given[] = { { ids[i], "x" },
			{ SETTING_COUNT, NULL } };

		problem_add(&made.problems,
		    &(struct problem){ .kind = CLASS_CONFIG,
		        .setting = name,
		        .rule = "both_forms" },
		    "both");
		make(&made, given);
		assert_int_equal(made.problems.count, 1);
		release(&made);
	}
}

static void
test_a_text_has_a_longest_length_in_code_points(void **state)
{
	enum {
		MAX = 4096
	};
	char *text = calloc(MAX + 1, 2);
	const struct given given[] = { { SETTING_TEXT, text },
		{ SETTING_COUNT, NULL } };

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < 2 * (size_t)MAX; i++)
		text[i] = "\xc3\xa9"[i % 2];
	assert_refused(given, "");
	text[2 * (size_t)MAX] = 'x';
	assert_refused(given, "text too_long");
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_settings_make_exactly_their_message),
		cmocka_unit_test(test_what_does_not_fit_is_told_of_its_setting),
		cmocka_unit_test(test_the_type_is_known_by_name),
		cmocka_unit_test(
		    test_a_setting_with_a_problem_is_not_missed_as_well),
		cmocka_unit_test(
		    test_a_text_has_a_longest_length_in_code_points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
