/* SPDX-License-Identifier: MIT */
#include "body.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"
#include "text.h"

static const struct {
	const char *text, *format, *overflow; /* NULL: unset */
	const char *result;                   /* NULL: not looked at */
	const char *rule;                     /* of a problem or warning */
	enum result_class verdict;
} rows[] = {
	{ NULL, NULL, NULL, NULL, NULL, CLASS_OK },
	{ "**a**", NULL, NULL, "**a**", NULL, CLASS_OK },
	{ "**a**", "plain", NULL, "**a**", NULL, CLASS_OK },
	{ "**a**", "markdown", NULL, "*a*", NULL, CLASS_OK },
	{ "one two three four five", NULL, NULL, NULL, "too_long",
	    CLASS_CONTENT },
	{ "one two three four five", NULL, "truncate",
	    "one two three\xe2\x80\xa6", "truncated", CLASS_OK },
	/* formatting comes first */
	{ "**a** **b** **c** **d**", "markdown", NULL, "*a* *b* *c* *d*", NULL,
	    CLASS_OK },
	{ "**one two three four five**", "markdown", "truncate",
	    "*one two three*\xe2\x80\xa6", "truncated", CLASS_OK },
	{ "<!-- nothing -->", "markdown", NULL, NULL, "blank", CLASS_CONTENT },
	{ " \n ", "markdown", NULL, NULL, "blank", CLASS_CONTENT },
	{ " \n ", NULL, NULL, NULL, "blank", CLASS_CONTENT },
	{ "\n", NULL, NULL, NULL, "blank", CLASS_CONTENT },
	/* no-break space, ideographic space, zero-width space */
	{ "\xc2\xa0\xe3\x80\x80\xe2\x80\x8b\r\n", NULL, NULL, NULL, "blank",
	    CLASS_CONTENT },
	{ "&#160;", "markdown", NULL, NULL, "blank", CLASS_CONTENT },
	/* white space at the end goes before anything that is seen */
	{ "one two three 4 five\n", NULL, "truncate", "one two three 4 five",
	    NULL, CLASS_OK },
};

static void
put(struct settings *settings, enum setting id, const char *text)
{
	if (text != NULL)
		settings_put(settings,
		    &(struct setting_entry){
		        .id = id, .text = text, .source = "environment" });
}

static void
test_a_text_is_formatted_then_fitted(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct settings settings = { 0 };
		struct problems problems = { 0 };
		struct reading reading = { .settings = &settings,
			.problems = &problems };
		const char *text;
		char *owned;

		put(&settings, SETTING_TEXT, rows[i].text);
		put(&settings, SETTING_TEXT_FORMAT, rows[i].format);
		put(&settings, SETTING_TEXT_OVERFLOW, rows[i].overflow);
		text = body_take(&reading, SETTING_TEXT, 20, &owned);
		if (rows[i].result != NULL)
			assert_string_equal(text, rows[i].result);
		if (rows[i].text == NULL)
			assert_null(text);
		assert_int_equal(problems.count, rows[i].rule != NULL);
		if (rows[i].rule != NULL) {
			assert_string_equal(
			    problems.items[0].rule, rows[i].rule);
			assert_string_equal(problems.items[0].setting, "text");
		}
		assert_int_equal(problems_class(&problems), rows[i].verdict);
		free(owned);
		problems_free(&problems);
		settings_free(&settings);
	}
}

static void
test_markdown_that_would_grow_without_end_is_a_problem(void **state)
{
	struct settings settings = { 0 };
	struct problems problems = { 0 };
	struct reading reading = { .settings = &settings,
		.problems = &problems };
	size_t size = 512 * 1024;
	char *markdown = malloc(2 * size), *owned;

	(void)state;
	/* each mention of a link writes its address, half a megabyte */
	assert_non_null(markdown);
	memset(markdown, 'x', size);
	memcpy(markdown, "[a]: http://", 12);
	memcpy(markdown + size, "\n\n", 3);
	for (size_t end = size + 2; end + 5 < 2 * size; end += 4)
		memcpy(markdown + end, "[a] ", 5);
	put(&settings, SETTING_TEXT, markdown);
	put(&settings, SETTING_TEXT_FORMAT, "markdown");
	body_take(&reading, SETTING_TEXT, 20, &owned);
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.items[0].rule, "too_long");
	free(owned);
	free(markdown);
	problems_free(&problems);
	settings_free(&settings);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_text_is_formatted_then_fitted),
		cmocka_unit_test(
		    test_markdown_that_would_grow_without_end_is_a_problem),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
