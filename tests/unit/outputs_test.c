/* SPDX-License-Identifier: MIT */
#include "outputs.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

static char directory[] = "/tmp/outputs_test.XXXXXX";

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
	unlink("summary");
	unlink("fifo");
	return chdir("/") != 0 || rmdir(directory) != 0;
}

static void
write_file(const char *content)
{
	FILE *file = fopen("file", "w");

	assert_non_null(file);
	assert_true(fputs(content, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void
assert_content(const char *path, const char *expected)
{
	char content[256];
	FILE *file = fopen(path, "r");
	size_t length;

	assert_non_null(file);
	length = fread(content, 1, sizeof(content) - 1, file);
	content[length] = '\0';
	(void)fclose(file);
	assert_string_equal(content, expected);
}

static void
test_each_grammar_has_its_names_and_escapes(void **state)
{
	static const char *const values[OUTPUT_COUNT] = {
		[OUTPUT_STATUS] = "accepted",
		[OUTPUT_MESSAGE_ID] = "wamid.$x",
		[OUTPUT_RESULT] = "{\"id\":\"$a$\"}",
	};
	char *text = outputs_format(OUTPUT_GITHUB, values);

	(void)state;
	assert_string_equal(text,
	    "status=accepted\nclass=\nexit_code=\nmessage_id=wamid.$x\n"
	    "message_status=\nerror_code=\nretryable=\nattempts=\n"
	    "result={\"id\":\"$a$\"}\n");
	free(text);
	text = outputs_format(OUTPUT_DOTENV, values);
	assert_string_equal(text,
	    "WHATSAPP_RESULT_STATUS=accepted\nWHATSAPP_RESULT_CLASS=\n"
	    "WHATSAPP_RESULT_EXIT_CODE=\nWHATSAPP_RESULT_MESSAGE_ID=\n"
	    "WHATSAPP_RESULT_MESSAGE_STATUS=\n"
	    "WHATSAPP_RESULT_ERROR_CODE=\nWHATSAPP_RESULT_RETRYABLE=\n"
	    "WHATSAPP_RESULT_ATTEMPTS=\n"
	    "WHATSAPP_RESULT_RESULT={\"id\":\"\\u0024a\\u0024\"}\n");
	free(text);
}

static void
test_files_are_made_and_appended_to(void **state)
{
	struct results results = { .output_file = "file",
		.summary_file = "summary" };
	struct problems problems = { 0 };
	struct stat status;

	(void)state;
	write_file("before\n");
	for (int i = 0; i < 2; i++) {
		struct outputs outputs = outputs_open(&results, &problems);

		assert_true(outputs_append(outputs.output_fd, "a=b\n"));
		assert_true(outputs_append(outputs.summary_fd, "# c\n"));
		assert_true(outputs_close(&outputs));
		assert_int_equal(outputs.output_fd, -1);
		assert_int_equal(outputs.summary_fd, -1);
		assert_true(outputs_close(&outputs));
	}
	assert_int_equal(problems.count, 0);
	assert_content("file", "before\na=b\na=b\n");
	assert_content("summary", "# c\n# c\n");
	assert_int_equal(stat("summary", &status), 0);
	assert_int_equal(status.st_mode & 077, 0);
}

static void
test_a_missing_newline_is_made_up_for(void **state)
{
	static const struct {
		const char *before, *after;
	} rows[] = { { "", "a=b\n" }, { "x", "x\na=b\n" },
		{ "x\n", "x\na=b\n" }, { "x\n\n", "x\n\na=b\n" } };
	struct results results = { .output_file = "file" };
	struct problems problems = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct outputs outputs;

		write_file(rows[i].before);
		outputs = outputs_open(&results, &problems);
		assert_true(outputs_append(outputs.output_fd, "a=b\n"));
		assert_true(outputs_close(&outputs));
		assert_content("file", rows[i].after);
	}
}

static void
test_what_is_no_regular_file_is_a_problem(void **state)
{
	static const char *const paths[] = { ".", "fifo", "/dev/null",
		"missing/file" };

	(void)state;
	assert_int_equal(mkfifo("fifo", 0600), 0);
	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		struct results results = { .summary_file = paths[i] };
		struct problems problems = { 0 };
		struct outputs outputs = outputs_open(&results, &problems);

		assert_int_equal(outputs.summary_fd, -1);
		assert_int_equal(problems.count, 1);
		assert_int_equal(problems.items[0].kind, CLASS_OUTPUT);
		assert_string_equal(problems.items[0].setting, "summary_file");
		assert_string_equal(problems.items[0].rule, "not_writable");
		problems_free(&problems);
	}
}

static void
test_each_format_has_its_limit(void **state)
{
	static const struct {
		enum output_format format;
		const char *before;
		size_t max;
	} rows[] = {
		{ OUTPUT_GITHUB, "12345", OUTPUT_RESULT_MAX },
		{ OUTPUT_DOTENV, "", DOTENV_MAX },
		{ OUTPUT_DOTENV, "1234\n", DOTENV_MAX - 5 },
		{ OUTPUT_DOTENV, "12345", DOTENV_MAX - 6 },
	};
	struct outputs none = outputs_none();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct results results = { .output_file = "file",
			.output_format = rows[i].format };
		struct problems problems = { 0 };
		struct outputs outputs;

		write_file(rows[i].before);
		outputs = outputs_open(&results, &problems);
		assert_true(outputs_fit(&outputs, rows[i].max));
		assert_false(outputs_fit(&outputs, rows[i].max + 1));
		outputs_close(&outputs);
	}
	none.format = OUTPUT_DOTENV;
	assert_true(outputs_fit(&none, (size_t)DOTENV_MAX * 2));
}

static void
test_what_is_not_written_is_told(void **state)
{
	struct results results = { .output_file = "file" };
	struct problems problems = { 0 };
	struct outputs outputs = outputs_open(&results, &problems);
	int fd = open("file", O_RDONLY | O_CLOEXEC);

	(void)state;
	assert_true(outputs_append(-1, "nowhere"));
	assert_false(outputs_append(fd, "read only\n"));
	assert_int_equal(unlink("file"), 0);
	assert_false(outputs_append(outputs.output_fd, "for nobody\n"));
	close(fd);
	assert_true(outputs_close(&outputs));
	assert_false(outputs_append(fd, "closed\n"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_grammar_has_its_names_and_escapes),
		cmocka_unit_test(test_files_are_made_and_appended_to),
		cmocka_unit_test(test_a_missing_newline_is_made_up_for),
		cmocka_unit_test(test_what_is_no_regular_file_is_a_problem),
		cmocka_unit_test(test_each_format_has_its_limit),
		cmocka_unit_test(test_what_is_not_written_is_told),
	};

	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
