/* SPDX-License-Identifier: MIT */
#include "buffer.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

static void
test_a_buffer_holds_what_was_added(void **state)
{
	struct buffer buffer = { 0 };
	char *text;

	(void)state;
	for (int i = 0; i < 1000; i++)
		buffer_add_string(&buffer, "abc");
	buffer_add(&buffer, "defg", 1);
	assert_int_equal(buffer.size, 3001);
	text = buffer_take(&buffer);
	assert_int_equal(strlen(text), 3001);
	assert_string_equal(text + 2995, "bcabcd");
	assert_int_equal(buffer.size, 0);
	free(text);
	buffer_free(&buffer);
}

static void
test_an_empty_buffer_is_an_empty_text(void **state)
{
	struct buffer buffer = { 0 };
	char *text = buffer_take(&buffer);

	(void)state;
	assert_string_equal(text, "");
	free(text);
}

static void
test_a_buffer_grows_up_to_its_limit(void **state)
{
	static char block[1024 * 1024];
	struct buffer buffer = { 0 };

	(void)state;
	for (size_t i = 0; i < BUFFER_MAX / sizeof(block); i++)
		buffer_add(&buffer, block, sizeof(block));
	assert_false(buffer.has_failed);
	buffer_add(&buffer, block, 1);
	assert_true(buffer.has_failed);
	assert_null(buffer_take(&buffer));
	buffer_free(&buffer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_buffer_holds_what_was_added),
		cmocka_unit_test(test_an_empty_buffer_is_an_empty_text),
		cmocka_unit_test(test_a_buffer_grows_up_to_its_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
