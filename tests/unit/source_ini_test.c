/* SPDX-License-Identifier: MIT */
#include "source_ini.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

#define HEAD "[whatsapp]\n"

static char directory[] = "/tmp/source_ini_test.XXXXXX";

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
	unlink("ini");
	return chdir("/") != 0 || rmdir(directory) != 0;
}

/* What the file gave, under what the environment had given. */
struct taken {
	struct settings settings;
	struct problems problems;
};

static void
put(struct taken *taken, enum setting id, const char *text)
{
	settings_put(&taken->settings,
	    &(struct setting_entry){
	        .id = id, .text = text, .source = "environment" });
}

static void
read_ini(struct taken *taken, const char *content, size_t length, mode_t mode)
{
	FILE *file = fopen("ini", "w");

	assert_non_null(file);
	assert_int_equal(fwrite(content, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod("ini", mode), 0);
	put(taken, SETTING_CONFIG, "ini");
	source_ini_read(&taken->settings, &taken->problems);
}

static void
release(struct taken *taken)
{
	problems_free(&taken->problems);
	settings_free(&taken->settings);
}

static void
test_values_are_taken_as_they_stand(void **state)
{
	static const struct {
		const char *content, *text;
	} rows[] = {
		{ HEAD "text = hello\n", "hello" },
		{ HEAD "text: hello", "hello" },
		{ HEAD "\n; no\n# no\n \t\ntext=hello\n", "hello" },
		{ HEAD "text = a ; b # c\n", "a ; b # c" },
		{ HEAD "text = a = b: \"c\"\n", "a = b: \"c\"" },
		{ "[whatsapp]\r\ntext = hello\r\n", "hello" },
		{ "\xef\xbb\xbf" HEAD "text = hello\n", "hello" },
		{ HEAD, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct taken taken = { 0 };
		const char *text;

		read_ini(
		    &taken, rows[i].content, strlen(rows[i].content), 0600);
		assert_int_equal(taken.problems.count, 0);
		text = settings_get(&taken.settings, SETTING_TEXT);
		if (rows[i].text == NULL)
			assert_null(text);
		else
			assert_string_equal(text, rows[i].text);
		release(&taken);
	}
}

static void
test_whatever_else_it_holds_is_a_problem_at_its_line(void **state)
{
	static const struct {
		const char *content;
		size_t length; /* 0: up to the NUL */
		const char *rule, *source;
	} rows[] = {
		{ "text = a\n", 0, "no_section", "ini:1" },
		{ "\n[other]\n", 0, "unknown_section", "ini:2" },
		{ "[Whatsapp]\n", 0, "unknown_section", "ini:1" },
		{ HEAD "\n" HEAD, 0, "duplicate", "ini:3" },
		{ HEAD "text = a\n  b\n", 0, "indented_line", "ini:3" },
		{ HEAD "text\n", 0, "no_value", "ini:2" },
		{ HEAD "config = x\n", 0, "only_environment", "ini:2" },
		{ HEAD "text = a\n# b\ntext = c\n", 0, "duplicate", "ini:4" },
		{ HEAD "foo_bar_baz = a\n", 0, "unknown_setting", "ini:2" },
		{ HEAD "mod = a\n", 0, "misspelt", "ini:2" },
		{ HEAD "text = a\0b\n", 22, "nul_byte", "ini:2" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct taken taken = { 0 };
		size_t length = rows[i].length;

		if (length == 0)
			length = strlen(rows[i].content);
		read_ini(&taken, rows[i].content, length, 0600);
		assert_int_equal(taken.problems.count, 1);
		assert_string_equal(taken.problems.items[0].rule, rows[i].rule);
		assert_string_equal(
		    taken.problems.items[0].source, rows[i].source);
		assert_int_equal(taken.problems.items[0].kind, CLASS_CONFIG);
		release(&taken);
	}
}

static void
test_a_line_has_a_longest_length(void **state)
{
	static char content[INI_LINE_MAX + 64];
	size_t head = strlen(HEAD "text=");

	(void)state;
	memset(content, 'a', sizeof(content));
	for (size_t i = 0; i < head; i++)
		content[i] = (HEAD "text=")[i];
	for (size_t extra = 0; extra < 2; extra++) {
		struct taken taken = { 0 };

		read_ini(
		    &taken, content, strlen(HEAD) + INI_LINE_MAX + extra, 0600);
		assert_int_equal(taken.problems.count, extra);
		if (extra > 0)
			assert_string_equal(
			    taken.problems.items[0].rule, "line_too_long");
		release(&taken);
	}
}

static void
test_the_environment_wins(void **state)
{
	static const char content[] = HEAD "text = low\nmode = validate\n";
	struct taken taken = { 0 };

	(void)state;
	put(&taken, SETTING_TEXT, "high");
	read_ini(&taken, content, strlen(content), 0600);
	assert_int_equal(taken.problems.count, 0);
	assert_string_equal(
	    settings_get(&taken.settings, SETTING_TEXT), "high");
	assert_string_equal(
	    settings_get(&taken.settings, SETTING_MODE), "validate");
	assert_string_equal(
	    taken.settings.values[SETTING_MODE].source, "ini:3");
	release(&taken);
}

static void
test_the_file_cannot_lead_a_token_astray(void **state)
{
	static const char *const lines[] = { "api_url = https://x.example\n",
		"proxy = x.example:1\n", "ca_file = x\n", "output_file = x\n",
		"text_file = x\n" };
	char content[256];

	(void)state;
	for (size_t i = 0; i < 2 * COUNT_OF(lines); i++) {
		bool is_strange = i % 2 == 0;
		struct taken taken = { 0 };

		snprintf(content, sizeof(content), HEAD "%s%s",
		    is_strange ? "" : "access_token = t\n", lines[i / 2]);
		if (is_strange)
			put(&taken, SETTING_ACCESS_TOKEN, "t");
		read_ini(&taken, content, strlen(content), 0600);
		assert_int_equal(taken.problems.count, is_strange);
		if (is_strange) {
			assert_string_equal(
			    taken.problems.items[0].rule, "guarded");
			assert_int_equal(
			    problems_class(&taken.problems), CLASS_CONFIG);
		}
		for (int id = 0; id < SETTING_COUNT && is_strange; id++)
			assert_int_equal(
			    settings_has(&taken.settings, (enum setting)id),
			    id == SETTING_ACCESS_TOKEN || id == SETTING_CONFIG);
		release(&taken);
	}
}

static void
test_a_secret_that_others_may_read_is_a_warning(void **state)
{
	static const struct {
		const char *content;
		mode_t mode;
		size_t count;
	} rows[] = {
		{ HEAD "access_token = t\n", 0644, 1 },
		{ HEAD "access_token = t\n", 0640, 0 },
		{ HEAD "text = t\n", 0644, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct taken taken = { 0 };

		read_ini(&taken, rows[i].content, strlen(rows[i].content),
		    rows[i].mode);
		assert_int_equal(taken.problems.count, rows[i].count);
		assert_int_equal(problems_class(&taken.problems), CLASS_OK);
		release(&taken);
	}
}

static void
test_a_file_that_cannot_be_read_is_a_problem_with_config(void **state)
{
	struct taken taken = { 0 };

	(void)state;
	source_ini_read(&taken.settings, &taken.problems);
	assert_int_equal(taken.problems.count, 0);
	put(&taken, SETTING_CONFIG, "missing");
	source_ini_read(&taken.settings, &taken.problems);
	assert_int_equal(taken.problems.count, 1);
	assert_string_equal(taken.problems.items[0].rule, "file_missing");
	assert_string_equal(taken.problems.items[0].setting, "config");
	assert_int_equal(taken.problems.items[0].kind, CLASS_INPUT);
	release(&taken);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values_are_taken_as_they_stand),
		cmocka_unit_test(
		    test_whatever_else_it_holds_is_a_problem_at_its_line),
		cmocka_unit_test(test_a_line_has_a_longest_length),
		cmocka_unit_test(test_the_environment_wins),
		cmocka_unit_test(test_the_file_cannot_lead_a_token_astray),
		cmocka_unit_test(
		    test_a_secret_that_others_may_read_is_a_warning),
		cmocka_unit_test(
		    test_a_file_that_cannot_be_read_is_a_problem_with_config),
	};

	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
