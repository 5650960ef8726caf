/* SPDX-License-Identifier: MIT */
#include "template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

/* A template made from settings, and all that it needs. */
struct made {
	struct settings settings;
	struct problems problems;
	struct template template;
};

struct given {
	enum setting id;
	const char *text;
};

static void
make(struct made *made, const struct given *given, size_t count)
{
	struct reading reading = { .settings = &made->settings,
		.problems = &made->problems };

	for (size_t i = 0; i < count; i++)
		settings_put(&made->settings,
		    &(struct setting_entry){ .id = given[i].id,
		        .text = given[i].text,
		        .source = "environment" });
	template_build(&reading, &made->template);
}

static void
release(struct made *made)
{
	template_free(&made->template);
	template_free(&made->template);
	problems_free(&made->problems);
	settings_free(&made->settings);
}

/* All rules in their order, each with its position; ~ marks a warning. */
static void
assert_rules(const struct problems *problems, const char *expected)
{
	char rules[512] = "";

	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->items[i];
		size_t length = strlen(rules);

		snprintf(rules + length, sizeof(rules) - length, "%s%s%s%s%s",
		    i > 0 ? ", " : "", problem->kind == CLASS_OK ? "~" : "",
		    problem->rule, problem->position != NULL ? " " : "",
		    problem->position != NULL ? problem->position : "");
	}
	assert_string_equal(rules, expected);
}

static void
test_every_part_finds_its_place(void **state)
{
	static const struct given given[] = {
		{ SETTING_TEMPLATE_NAME, "release_done" },
		{ SETTING_TEMPLATE_LANGUAGE, "de" },
		{ SETTING_TEMPLATE_HEADER, "title=a=b" },
		{ SETTING_TEMPLATE_BODY, "version=1.4.0\nby=me\n" },
		{ SETTING_TEMPLATE_BUTTONS, "0 url a b\n9 copy_code X\n" },
		{ SETTING_TEMPLATE_PARAMETER_FORMAT, "named" },
	};
	struct made made = { 0 };

	(void)state;
	make(&made, given, COUNT_OF(given));
	assert_rules(&made.problems, "");
	assert_string_equal(made.template.name, "release_done");
	assert_string_equal(made.template.language, "de");
	assert_int_equal(made.template.header_count, 1);
	assert_string_equal(made.template.header[0].name, "title");
	assert_string_equal(made.template.header[0].text, "a=b");
	assert_int_equal(made.template.body_count, 2);
	assert_string_equal(made.template.body[1].name, "by");
	assert_string_equal(made.template.body[1].text, "me");
	assert_int_equal(made.template.button_count, 2);
	assert_int_equal(made.template.buttons[1].index, 9);
	assert_int_equal(made.template.buttons[1].subtype, BUTTON_COPY_CODE);
	assert_string_equal(made.template.buttons[0].value, "a b");
	release(&made);
}

static void
test_a_positional_parameter_has_no_name(void **state)
{
	static const struct given given[] = {
		{ SETTING_TEMPLATE_BODY, "a=b" },
	};
	struct made made = { 0 };

	(void)state;
	make(&made, given, COUNT_OF(given));
	assert_int_equal(made.template.body_count, 1);
	assert_null(made.template.body[0].name);
	assert_string_equal(made.template.body[0].text, "a=b");
	assert_string_equal(made.template.language, "en_US");
	release(&made);
}

static const struct {
	enum setting id;
	const char *format, *text, *rules;
} line_rows[] = {
	{ SETTING_TEMPLATE_NAME, "", "Release", "template_name" },
	{ SETTING_TEMPLATE_LANGUAGE, "", "english", "language_code" },
	{ SETTING_TEMPLATE_LANGUAGE, "", "en_us", "language_code" },
	{ SETTING_TEMPLATE_LANGUAGE, "", "en-US", "~hyphen" },
	{ SETTING_TEMPLATE_LANGUAGE, "", "fil", "" },
	{ SETTING_TEMPLATE_LANGUAGE, "", "xx", "~unlisted_language" },
	{ SETTING_TEMPLATE_BODY, "", "a\n\nb", "empty_line line 2" },
	{ SETTING_TEMPLATE_BODY, "", "a\nb\tc", "tab line 2" },
	{ SETTING_TEMPLATE_BODY, "", "a    b", "" },
	{ SETTING_TEMPLATE_BODY, "", "a     b", "spaces line 1" },
	{ SETTING_TEMPLATE_BODY, "named", "a=1\nb", "not_named line 2" },
	{ SETTING_TEMPLATE_BODY, "named", "A=1", "parameter_name line 1" },
	{ SETTING_TEMPLATE_BODY, "named", "a=", "empty_parameter line 1" },
	{ SETTING_TEMPLATE_BODY, "named", "a=1\nb=2\na=3", "duplicate line 3" },
	{ SETTING_TEMPLATE_BUTTONS, "", "0 url", "button_form line 1" },
	{ SETTING_TEMPLATE_BUTTONS, "", "10 url x", "button_index line 1" },
	{ SETTING_TEMPLATE_BUTTONS, "", "0 call x", "button_subtype line 1" },
	{ SETTING_TEMPLATE_BUTTONS, "", "1 url x\n1 quick_reply y",
	    "duplicate line 2" },
	{ SETTING_TEMPLATE_BUTTONS, "", "0 url ", "empty_parameter line 1" },
	{ SETTING_TEMPLATE_BUTTONS, "", "0 copy_code 12345678901234567890",
	    "" },
	{ SETTING_TEMPLATE_BUTTONS, "", "0 copy_code 123456789012345678901",
	    "too_long line 1" },
	{ SETTING_TEMPLATE_BUTTONS, "", "\n\n\n\n\n\n\n\n\n\n\n",
	    "too_many_lines" },
};

static void
test_each_rule_names_its_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(line_rows); i++) {
		const struct given given[] = {
			{ line_rows[i].id, line_rows[i].text },
			{ SETTING_TEMPLATE_PARAMETER_FORMAT,
			    line_rows[i].format },
		};
		struct made made = { 0 };

		make(&made, given, COUNT_OF(given));
		assert_rules(&made.problems, line_rows[i].rules);
		release(&made);
	}
}

static void
test_lengths_count_at_their_edges(void **state)
{
	static const struct {
		enum setting id;
		size_t max;
		const char *rules;
	} rows[] = {
		{ SETTING_TEMPLATE_NAME, TEMPLATE_NAME_MAX, "too_long" },
		{ SETTING_TEMPLATE_HEADER, TEMPLATE_HEADER_MAX, "too_long" },
		{ SETTING_TEMPLATE_BODY, TEMPLATE_BODY_MAX, "~long_body" },
	};

	(void)state;
	for (size_t i = 0; i < 2 * COUNT_OF(rows); i++) {
		size_t length = rows[i / 2].max + i % 2;
		char *text = calloc(1, length + 1);
		struct made made = { 0 };

		assert_non_null(text);
		memset(text, 'a', length);
		make(&made, &(struct given){ rows[i / 2].id, text }, 1);
		assert_rules(
		    &made.problems, i % 2 == 0 ? "" : rows[i / 2].rules);
		release(&made);
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_part_finds_its_place),
		cmocka_unit_test(test_a_positional_parameter_has_no_name),
		cmocka_unit_test(test_each_rule_names_its_line),
		cmocka_unit_test(test_lengths_count_at_their_edges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
