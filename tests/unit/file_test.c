/* SPDX-License-Identifier: MIT */
#include "file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

#define MAX 8

static char directory[] = "/tmp/file_test.XXXXXX";

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
	unlink("fifo");
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

static void
test_a_file_is_read_whole_up_to_the_limit(void **state)
{
	struct file file = { 0 };

	(void)state;
	write_file("12345678", MAX);
	assert_int_equal(file_read("file", MAX, &file), FILE_OK);
	assert_string_equal(file.content, "12345678");
	assert_int_equal(file.length, MAX);
	file_free(&file);
	file_free(&file);
	write_file("123456789", MAX + 1);
	assert_int_equal(file_read("file", MAX, &file), FILE_TOO_LARGE);
	assert_null(file.content);
}

static void
test_a_file_that_opens_may_yet_not_be_read(void **state)
{
	struct file file = { 0 };

	(void)state;
	assert_int_equal(
	    file_read("/proc/self/mem", MAX, &file), FILE_UNREADABLE);
	assert_null(file.content);
}

static void
test_a_file_without_a_size_is_read_too(void **state)
{
	struct file file = { 0 };

	(void)state;
	assert_int_equal(file_read("/proc/self/comm", 64, &file), FILE_OK);
	assert_true(file.length > 1);
	file_free(&file);
	assert_int_equal(
	    file_read("/proc/self/status", MAX, &file), FILE_TOO_LARGE);
}

static void
test_what_is_no_regular_file_is_not_waited_for(void **state)
{
	struct file file = { 0 };

	(void)state;
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_int_equal(file_read("fifo", MAX, &file), FILE_NOT_REGULAR);
	assert_int_equal(file_read(".", MAX, &file), FILE_NOT_REGULAR);
	assert_int_equal(file_read("/dev/zero", MAX, &file), FILE_NOT_REGULAR);
	assert_int_equal(file_read("missing", MAX, &file), FILE_MISSING);
	write_file("", 0);
	assert_int_equal(file_read("file", MAX, &file), FILE_EMPTY);
}

static void
test_whether_others_may_read_is_told(void **state)
{
	struct file file = { 0 };

	(void)state;
	write_file("x", 1);
	assert_int_equal(chmod("file", 0640), 0);
	assert_int_equal(file_read("file", MAX, &file), FILE_OK);
	assert_false(file.others_may_read);
	file_free(&file);
	assert_int_equal(chmod("file", 0644), 0);
	assert_int_equal(file_read("file", MAX, &file), FILE_OK);
	assert_true(file.others_may_read);
	file_free(&file);
}

static void
test_an_open_file_is_read_in_pieces_and_watched(void **state)
{
	struct open_file file = { 0 };
	struct timespec times[2] = { { 0 }, { 1, 1 } };
	char piece[8] = "";

	(void)state;
	write_file("12345678", MAX);
	assert_int_equal(file_open("file", &file), FILE_OK);
	assert_int_equal(file.size, MAX);
	assert_int_equal(file_read_at(&file, 2, piece, 3), 3);
	assert_string_equal(piece, "345");
	assert_int_equal(file_read_at(&file, 6, piece, 3), 2);
	assert_int_equal(file_read_at(&file, 8, piece, 3), 0);
	assert_true(file_is_unchanged(&file));
	assert_int_equal(futimens(file.fd, times), 0);
	assert_false(file_is_unchanged(&file));
	file.modified = times[1];
	assert_true(file_is_unchanged(&file));
	assert_int_equal(truncate("file", 7), 0);
	assert_false(file_is_unchanged(&file));
	file_close(&file);
	file_close(&file);
	assert_int_equal(file.size, 0);
}

static void
test_only_a_regular_file_with_content_is_opened(void **state)
{
	struct open_file file = { 0 };

	(void)state;
	write_file("", 0);
	mkfifo("fifo", 0600);
	assert_int_equal(file_open("file", &file), FILE_EMPTY);
	assert_int_equal(file_open("fifo", &file), FILE_NOT_REGULAR);
	assert_int_equal(file_open(".", &file), FILE_NOT_REGULAR);
	assert_int_equal(file_open("/dev/zero", &file), FILE_NOT_REGULAR);
	assert_int_equal(file_open("none", &file), FILE_MISSING);
	assert_int_equal(file.size, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_file_is_read_whole_up_to_the_limit),
		cmocka_unit_test(test_a_file_that_opens_may_yet_not_be_read),
		cmocka_unit_test(test_a_file_without_a_size_is_read_too),
		cmocka_unit_test(
		    test_what_is_no_regular_file_is_not_waited_for),
		cmocka_unit_test(test_whether_others_may_read_is_told),
		cmocka_unit_test(
		    test_an_open_file_is_read_in_pieces_and_watched),
		cmocka_unit_test(
		    test_only_a_regular_file_with_content_is_opened),
	};

	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
