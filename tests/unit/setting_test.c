/* SPDX-License-Identifier: MIT */
#include "setting.h"

#include <string.h>

#include "test.h"

static enum settings_put
put(struct settings *settings, enum setting id, const char *text, bool is_path)
{
	return settings_put(settings,
	    &(struct setting_entry){ .id = id,
	        .is_path = is_path,
	        .text = text,
	        .source = "environment" });
}

static void
test_the_table_is_sound(void **state)
{
	enum setting found;

	(void)state;
	for (int i = 0; i < SETTING_COUNT; i++) {
		const struct setting_spec *spec = setting_spec((enum setting)i);

		assert_true(
		    setting_find(spec->name, strlen(spec->name), &found));
		assert_int_equal(found, i);
		assert_true(strlen(spec->help) <= 66);
		assert_true(strlen(spec->name) < 50);
		/* the environment's names are made from these */
		assert_int_equal(spec->name[strspn(spec->name,
		                     "abcdefghijklmnopqrstuvwxyz_")],
		    '\0');
		/* a default and being required exclude each other */
		assert_false(
		    spec->fallback != NULL && (spec->flags & FLAG_REQUIRED));
	}
	assert_false(setting_find("tex", 3, &found));
	assert_false(setting_find("texts", 5, &found));
}

static void
test_the_higher_source_wins_in_either_form(void **state)
{
	struct settings high = { 0 }, low = { 0 };

	(void)state;
	put(&high, SETTING_TEXT, "high", false);
	put(&low, SETTING_TEXT, "/low", true);
	put(&low, SETTING_RECIPIENT, "low", false);
	settings_merge(&high, &low);
	assert_string_equal(settings_get(&high, SETTING_TEXT), "high");
	assert_null(high.values[SETTING_TEXT].path);
	assert_string_equal(settings_get(&high, SETTING_RECIPIENT), "low");
	assert_false(settings_has(&low, SETTING_RECIPIENT));
	settings_free(&high);
	settings_free(&low);
}

static void
test_one_source_gives_a_setting_once(void **state)
{
	struct settings settings = { 0 };

	(void)state;
	assert_int_equal(put(&settings, SETTING_TEXT, "a", false), PUT_DONE);
	assert_int_equal(
	    put(&settings, SETTING_TEXT, "b", false), PUT_DUPLICATE);
	assert_int_equal(
	    put(&settings, SETTING_TEXT, "/p", true), PUT_BOTH_FORMS);
	assert_string_equal(settings_get(&settings, SETTING_TEXT), "a");
	settings_free(&settings);
}

static void
test_empty_is_unset_and_a_fallback_shows(void **state)
{
	struct settings settings = { 0 };

	(void)state;
	put(&settings, SETTING_MODE, "", false);
	assert_false(settings_has(&settings, SETTING_MODE));
	assert_string_equal(settings_get(&settings, SETTING_MODE), "send");
	assert_null(settings_get(&settings, SETTING_TEXT));
	settings_free(&settings);
}

static void
test_crlf_becomes_lf_and_a_lone_cr_stays(void **state)
{
	struct settings settings = { 0 };

	(void)state;
	put(&settings, SETTING_TEXT, "a\r\nb\rc\r\r\nd\r", false);
	assert_string_equal(
	    settings_get(&settings, SETTING_TEXT), "a\nb\rc\r\nd\r");
	settings_free(&settings);
}

static void
test_a_files_content_loses_one_newline(void **state)
{
	static const struct {
		const char *content, *text;
	} rows[] = { { "a", "a" }, { "a\n", "a" }, { "a\n\n", "a\n" },
		{ "a\r\n", "a" }, { "\n\n", "\n" } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct settings settings = { 0 };

		put(&settings, SETTING_TEXT, "/p", true);
		assert_null(settings_get(&settings, SETTING_TEXT));
		assert_true(settings_fill(&settings, SETTING_TEXT,
		    rows[i].content, strlen(rows[i].content)));
		assert_string_equal(
		    settings_get(&settings, SETTING_TEXT), rows[i].text);
		assert_string_equal(
		    settings.values[SETTING_TEXT].source, "file /p");
		settings_free(&settings);
	}
}

static void
test_trimming_leaves_the_inside_alone(void **state)
{
	struct settings settings = { 0 };

	(void)state;
	put(&settings, SETTING_ACCESS_TOKEN, " \ta b\n", false);
	settings_trim(&settings, SETTING_ACCESS_TOKEN);
	assert_string_equal(
	    settings_get(&settings, SETTING_ACCESS_TOKEN), "a b");
	settings_free(&settings);
	put(&settings, SETTING_ACCESS_TOKEN, " \n", false);
	settings_trim(&settings, SETTING_ACCESS_TOKEN);
	assert_false(settings_has(&settings, SETTING_ACCESS_TOKEN));
	settings_free(&settings);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_table_is_sound),
		cmocka_unit_test(test_the_higher_source_wins_in_either_form),
		cmocka_unit_test(test_one_source_gives_a_setting_once),
		cmocka_unit_test(test_empty_is_unset_and_a_fallback_shows),
		cmocka_unit_test(test_crlf_becomes_lf_and_a_lone_cr_stays),
		cmocka_unit_test(test_a_files_content_loses_one_newline),
		cmocka_unit_test(test_trimming_leaves_the_inside_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
