/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "test.h"

static const struct {
	enum setting id;
	const char *text;
	const char *rule;     /* NULL: no problem */
	const char *position; /* NULL: none */
} rows[] = {
	{ SETTING_TEXT, "a\n\tb \xe2\x82\xac", NULL, NULL },
	{ SETTING_TEXT, "ab\xff", "invalid_utf8", "byte 3" },
	{ SETTING_TEXT, "\xe2\x82\xac\xed\xa0\x80", "invalid_utf8", "byte 4" },
	{ SETTING_TEXT, "a\x1b[m", "control_character", "byte 2" },
	{ SETTING_TEXT, "a\rb", "control_character", "byte 2" },
	{ SETTING_TEXT, "\x7f", "control_character", "byte 1" },
	{ SETTING_TEXT, "\xc2\x8a", "control_character", "byte 1" },
	{ SETTING_TEXT, "\xc2\xa0", NULL, NULL },
	{ SETTING_TEMPLATE_BODY, "a\nb\tc", NULL, NULL },
	{ SETTING_FOOTER, "a b\tc", NULL, NULL },
	{ SETTING_FOOTER, "a\nb", "control_character", "byte 2" },
	{ SETTING_TEMPLATE_NAME, "a\tb", "control_character", "byte 2" },
	{ SETTING_CA_FILE, "a\nb", "control_character", "byte 2" },
	{ SETTING_MODE, "validate", NULL, NULL },
	{ SETTING_MODE, "valid", "choice", NULL },
	{ SETTING_MODE, "send|validate", "choice", NULL },
	{ SETTING_VERBOSE, "on", NULL, NULL },
	{ SETTING_VERBOSE, "maybe", "boolean", NULL },
	{ SETTING_TIMEOUT, "2.5", NULL, NULL },
	{ SETTING_TIMEOUT, "30s", "seconds", NULL },
	{ SETTING_TIMEOUT, "0", "seconds", NULL },
};

static void
put(struct settings *settings, enum setting id, const char *text)
{
	settings_put(settings,
	    &(struct setting_entry){
	        .id = id, .text = text, .source = "environment" });
}

static void
test_each_kind_has_its_rules(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct settings settings = { 0 };
		struct problems problems = { 0 };

		put(&settings, rows[i].id, rows[i].text);
		check_settings(&settings, &problems);
		assert_int_equal(problems.count, rows[i].rule != NULL);
		if (rows[i].rule != NULL) {
			const struct problem *problem = &problems.items[0];

			assert_string_equal(problem->rule, rows[i].rule);
			assert_int_equal(
			    problem->kind, setting_class(rows[i].id));
			assert_string_equal(problem->source, "environment");
			if (rows[i].position == NULL)
				assert_null(problem->position);
			else
				assert_string_equal(
				    problem->position, rows[i].position);
		}
		problems_free(&problems);
		settings_free(&settings);
	}
}

static void
test_blanks_around_a_word_are_dropped_with_a_warning(void **state)
{
	static const enum setting words[] = { SETTING_ACCESS_TOKEN,
		SETTING_MODE, SETTING_VERBOSE, SETTING_TIMEOUT,
		SETTING_CA_FILE };
	static const char *const texts[] = { " token\n", "\tsend", "true\r\n",
		"30 ", " /roots.pem" };
	static const char *const trimmed[] = { "token", "send", "true", "30",
		"/roots.pem" };
	struct settings settings = { 0 };
	struct problems problems = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(words); i++)
		put(&settings, words[i], texts[i]);
	check_settings(&settings, &problems);
	assert_int_equal(problems.count, COUNT_OF(words));
	assert_int_equal(problems_class(&problems), CLASS_OK);
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		assert_string_equal(
		    problems.items[i].rule, "surrounding_whitespace");
		assert_string_equal(
		    settings_get(&settings, words[i]), trimmed[i]);
	}
	problems_free(&problems);
	settings_free(&settings);
}

static void
test_blanks_around_a_text_count(void **state)
{
	struct settings settings = { 0 };
	struct problems problems = { 0 };

	(void)state;
	put(&settings, SETTING_TEXT, " a \n");
	put(&settings, SETTING_FOOTER, " b ");
	check_settings(&settings, &problems);
	assert_int_equal(problems.count, 0);
	assert_string_equal(settings_get(&settings, SETTING_TEXT), " a \n");
	assert_string_equal(settings_get(&settings, SETTING_FOOTER), " b ");
	settings_free(&settings);
}

static void
test_nothing_but_blanks_is_unset(void **state)
{
	struct settings settings = { 0 };
	struct problems problems = { 0 };

	(void)state;
	put(&settings, SETTING_ACCESS_TOKEN, " \n");
	put(&settings, SETTING_MODE, " ");
	check_settings(&settings, &problems);
	assert_int_equal(problems.count, 2);
	assert_false(settings_has(&settings, SETTING_ACCESS_TOKEN));
	assert_string_equal(settings_get(&settings, SETTING_MODE), "send");
	problems_free(&problems);
	settings_free(&settings);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_kind_has_its_rules),
		cmocka_unit_test(
		    test_blanks_around_a_word_are_dropped_with_a_warning),
		cmocka_unit_test(test_blanks_around_a_text_count),
		cmocka_unit_test(test_nothing_but_blanks_is_unset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
