/* SPDX-License-Identifier: MIT */
/* Tests of memory.c; that nothing stays is seen in tests/wire/test_secrets.py. */
#include "memory.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

static void
test_nothing_is_freed_like_anything(void **state)
{
	(void)state;
	memory_free(NULL);
	memory_free(malloc(0));
	memory_free(strdup("secret"));
}

static void
test_what_grows_or_shrinks_keeps_its_content(void **state)
{
	char *text = memory_resize(NULL, 3);

	(void)state;
	assert_non_null(text);
	memcpy(text, "ab", 3);
	text = memory_resize(text, 100000);
	assert_string_equal(text, "ab");
	memset(text, 'x', 100000);
	text = memory_resize(text, 2);
	assert_memory_equal(text, "xx", 2);
	memory_free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_is_freed_like_anything),
		cmocka_unit_test(test_what_grows_or_shrinks_keeps_its_content),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
