/* SPDX-License-Identifier: MIT */
#include "source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "test.h"

static char directory[] = "/tmp/source_test.XXXXXX";

static int
make_directory(void **state)
{
	(void)state;
	return mkdtemp(directory) == NULL || chdir(directory) != 0;
}

static int
remove_directory(void **state)
{
	(void)state;
	unlink("file");
	return chdir("/") != 0 || rmdir(directory) != 0;
}

static void
write_file(const char *content, size_t length)
{
	FILE *file = fopen("file", "w");

	assert_non_null(file);
	assert_int_equal(fwrite(content, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

/* A source's settings and what was wrong with them. */
struct taken {
	struct settings settings;
	struct problems problems;
};

static void
take(struct taken *taken, const char *name, const char *text, bool is_strict)
{
	source_take(&taken->settings,
	    &(struct source_entry){ .name = name,
	        .shown = name,
	        .text = text,
	        .source = "environment",
	        .is_strict = is_strict },
	    &taken->problems);
}

static void
release(struct taken *taken)
{
	problems_free(&taken->problems);
	settings_free(&taken->settings);
}

static void
test_known_names_are_taken_in_either_form(void **state)
{
	struct taken taken = { 0 };

	(void)state;
	take(&taken, "text", "hello", false);
	take(&taken, "recipient_file", "/to", false);
	take(&taken, "ca_file", "/roots.pem", false);
	take(&taken, "mode", "", false);
	assert_int_equal(taken.problems.count, 0);
	assert_string_equal(
	    settings_get(&taken.settings, SETTING_TEXT), "hello");
	assert_string_equal(
	    taken.settings.values[SETTING_RECIPIENT].path, "/to");
	assert_string_equal(
	    settings_get(&taken.settings, SETTING_CA_FILE), "/roots.pem");
	assert_null(taken.settings.values[SETTING_CA_FILE].path);
	assert_false(settings_has(&taken.settings, SETTING_MODE));
	release(&taken);
}

static void
test_unknown_names_are_explained(void **state)
{
	static const struct {
		const char *name, *rule;
		const char *says; /* a part of the message */
		enum result_class kind;
		bool is_strict;
	} rows[] = {
		{ "mod", "misspelt", "correct it", CLASS_CONFIG, false },
		{ "txet", "misspelt", "nearest is text", CLASS_CONFIG, false },
		{ "text_fil", "misspelt", "text_file", CLASS_CONFIG, false },
		{ "whatsapp_text", "misspelt", "is text", CLASS_CONFIG, true },
		{ "token", "unknown_setting", "access_token", CLASS_OK, false },
		{ "token", "unknown_setting", "access_token", CLASS_CONFIG,
		    true },
		{ "home_directory", "unknown_setting",
		    "home_directory is no setting", CLASS_OK, false },
		{ "ca_file_file", "no_file_form", "set that", CLASS_CONFIG,
		    false },
		{ "config_file", "no_file_form", "config is a path",
		    CLASS_CONFIG, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct taken taken = { 0 };
		const struct problem *problem;

		take(&taken, rows[i].name, "x", rows[i].is_strict);
		assert_int_equal(taken.problems.count, 1);
		problem = &taken.problems.items[0];
		assert_string_equal(problem->rule, rows[i].rule);
		assert_int_equal(problem->kind, rows[i].kind);
		assert_string_equal(problem->setting, rows[i].name);
		assert_non_null(strstr(problem->message, rows[i].says));
		release(&taken);
	}
}

static void
test_a_name_that_may_be_a_secret_is_not_shown(void **state)
{
	char name[65] = "";
	const char *const names[] = { "EAAG0x", "eaag0x", name };

	(void)state;
	memset(name, 'a', sizeof(name) - 1);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct taken taken = { 0 };

		take(&taken, names[i], "x", true);
		assert_int_equal(taken.problems.count, 1);
		assert_null(taken.problems.items[0].setting);
		assert_null(strstr(taken.problems.items[0].message, names[i]));
		release(&taken);
	}
}

static void
test_clashes_are_reported(void **state)
{
	static const struct {
		const char *second, *rule;
	} rows[] = { { "text", "duplicate" }, { "text_file", "both_forms" } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct taken taken = { 0 };

		take(&taken, "text", "first", false);
		take(&taken, rows[i].second, "second", false);
		assert_int_equal(taken.problems.count, 1);
		assert_string_equal(taken.problems.items[0].rule, rows[i].rule);
		assert_string_equal(taken.problems.items[0].setting, "text");
		assert_string_equal(
		    settings_get(&taken.settings, SETTING_TEXT), "first");
		release(&taken);
	}
}

static void
test_files_are_read_into_their_settings(void **state)
{
	struct taken taken = { 0 };

	(void)state;
	write_file("one\r\ntwo\n", 9);
	take(&taken, "text_file", "file", false);
	source_read_files(&taken.settings, &taken.problems);
	assert_int_equal(taken.problems.count, 0);
	assert_string_equal(
	    settings_get(&taken.settings, SETTING_TEXT), "one\ntwo");
	assert_string_equal(
	    taken.settings.values[SETTING_TEXT].source, "file file");
	release(&taken);
}

static void
test_an_unfit_file_is_a_problem_without_its_path(void **state)
{
	static const struct {
		const char *path, *content;
		size_t length;
		const char *rule;
	} rows[] = {
		{ "missing", "", 0, "file_missing" },
		{ ".", "", 0, "file_not_regular" },
		{ "file", "", 0, "file_empty" },
		{ "file", "\n", 1, "file_empty" },
		{ "file", "\r\n", 2, "file_empty" },
		{ "file", "a\0b", 3, "nul_byte" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct taken taken = { 0 };
		const struct problem *problem;

		write_file(rows[i].content, rows[i].length);
		take(&taken, "access_token_file", rows[i].path, false);
		source_read_files(&taken.settings, &taken.problems);
		assert_int_equal(taken.problems.count, 1);
		problem = &taken.problems.items[0];
		assert_string_equal(problem->rule, rows[i].rule);
		assert_int_equal(problem->kind, CLASS_INPUT);
		assert_string_equal(problem->setting, "access_token");
		assert_string_equal(problem->source, "environment");
		assert_null(strstr(problem->message, "missing"));
		assert_null(
		    settings_get(&taken.settings, SETTING_ACCESS_TOKEN));
		release(&taken);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_names_are_taken_in_either_form),
		cmocka_unit_test(test_unknown_names_are_explained),
		cmocka_unit_test(test_a_name_that_may_be_a_secret_is_not_shown),
		cmocka_unit_test(test_clashes_are_reported),
		cmocka_unit_test(test_files_are_read_into_their_settings),
		cmocka_unit_test(
		    test_an_unfit_file_is_a_problem_without_its_path),
	};

	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
