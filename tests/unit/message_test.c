/* SPDX-License-Identifier: MIT */
#include "message.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

/* A message made from settings, and all that it needs. */
struct made {
	struct settings settings;
	struct problems problems;
	struct message message;
};

static void
put(struct made *made, enum setting id, const char *text)
{
	settings_put(&made->settings,
	    &(struct setting_entry){
	        .id = id, .text = text, .source = "environment" });
}

static void
build(struct made *made)
{
	struct reading reading = { .settings = &made->settings,
		.problems = &made->problems };

	message_build(&reading, &made->message);
}

static void
release(struct made *made)
{
	message_free(&made->message);
	message_free(&made->message);
	problems_free(&made->problems);
	settings_free(&made->settings);
}

static void
test_text_is_sent_as_text(void **state)
{
	struct made made = { 0 };

	(void)state;
	put(&made, SETTING_TEXT, "hello");
	put(&made, SETTING_PREVIEW_URL, "yes");
	build(&made);
	assert_int_equal(made.problems.count, 0);
	assert_int_equal(made.message.type, MESSAGE_TEXT);
	assert_string_equal(made.message.text, "hello");
	assert_true(made.message.preview_url);
	assert_string_equal(message_type_name(made.message.type), "text");
	release(&made);
}

static void
test_a_template_is_built(void **state)
{
	struct made made = { 0 };

	(void)state;
	put(&made, SETTING_TEMPLATE_NAME, "hello_world");
	put(&made, SETTING_TEMPLATE_BODY, "a\nb");
	build(&made);
	assert_int_equal(made.problems.count, 0);
	assert_int_equal(made.message.type, MESSAGE_TEMPLATE);
	assert_string_equal(made.message.template.name, "hello_world");
	assert_int_equal(made.message.template.body_count, 2);
	assert_string_equal(message_type_name(made.message.type), "template");
	release(&made);
}

static const struct {
	struct {
		enum setting id;
		const char *text;
	} given[2];
	const char *rule, *setting; /* NULL: no problem */
} pairs[] = {
	{ { { SETTING_TEXT, "" }, { SETTING_TEXT, "" } }, "nothing_to_send",
	    "text" },
	{ { { SETTING_TEXT, "a" }, { SETTING_TEMPLATE_NAME, "b" } },
	    "contradiction", "text" },
	{ { { SETTING_TEXT, "a" }, { SETTING_TEMPLATE_BODY, "b" } },
	    "companion", "template_body" },
	{ { { SETTING_TEXT, "a" }, { SETTING_TEMPLATE_BUTTONS, "b" } },
	    "companion", "template_buttons" },
	{ { { SETTING_TEXT, "a" }, { SETTING_TEMPLATE_HEADER, "b" } },
	    "companion", "template_header" },
	{ { { SETTING_TEXT, "a" }, { SETTING_TEMPLATE_LANGUAGE, "de" } },
	    "companion", "template_language" },
	{ { { SETTING_TEMPLATE_NAME, "a" }, { SETTING_PREVIEW_URL, "true" } },
	    "companion", "preview_url" },
	/* a wrapper may pass on a fallback */
	{ { { SETTING_TEXT, "a" }, { SETTING_TEMPLATE_LANGUAGE, "en_US" } },
	    NULL, NULL },
	{ { { SETTING_TEMPLATE_NAME, "a" }, { SETTING_PREVIEW_URL, "false" } },
	    NULL, NULL },
};

static void
test_what_does_not_go_together_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(pairs); i++) {
		struct made made = { 0 };

		for (size_t j = 0; j < COUNT_OF(pairs[i].given); j++)
			put(&made, pairs[i].given[j].id,
			    pairs[i].given[j].text);
		build(&made);
		assert_int_equal(made.problems.count, pairs[i].rule != NULL);
		if (pairs[i].rule != NULL) {
			assert_string_equal(
			    made.problems.items[0].rule, pairs[i].rule);
			assert_string_equal(
			    made.problems.items[0].setting, pairs[i].setting);
			assert_int_equal(
			    problems_class(&made.problems), CLASS_CONTENT);
		}
		release(&made);
	}
}

static void
test_a_name_with_a_problem_is_not_missed_as_well(void **state)
{
	struct made made = { 0 };

	(void)state;
	problem_add(&made.problems,
	    &(struct problem){ .kind = CLASS_CONFIG,
	        .setting = "template_name",
	        .rule = "both_forms" },
	    "both");
	build(&made);
	assert_int_equal(made.problems.count, 1);
	release(&made);
}

static void
test_a_text_has_a_longest_length_in_code_points(void **state)
{
	char *text = calloc(TEXT_BODY_MAX + 1, 2);

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < 2 * (size_t)TEXT_BODY_MAX; i++)
		text[i] = "\xc3\xa9"[i % 2];
	for (size_t extra = 0; extra < 2; extra++) {
		struct made made = { 0 };

		if (extra > 0)
			text[2 * (size_t)TEXT_BODY_MAX] = 'x';
		put(&made, SETTING_TEXT, text);
		build(&made);
		assert_int_equal(made.problems.count, extra);
		if (extra > 0)
			assert_string_equal(
			    made.problems.items[0].rule, "too_long");
		release(&made);
	}
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_is_sent_as_text),
		cmocka_unit_test(test_a_template_is_built),
		cmocka_unit_test(test_what_does_not_go_together_is_told),
		cmocka_unit_test(
		    test_a_name_with_a_problem_is_not_missed_as_well),
		cmocka_unit_test(
		    test_a_text_has_a_longest_length_in_code_points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
