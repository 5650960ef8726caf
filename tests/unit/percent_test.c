/* SPDX-License-Identifier: MIT */
#include "percent.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

static const struct {
	const char *text, *encoded;
} rows[] = {
	{ "", "" },
	{ "releases/1.4.0?a=b&c=(d)#e", "releases/1.4.0?a=b&c=(d)#e" },
	{ "a b", "a%20b" },
	{ "a%20b", "a%20b" },
	{ "100%", "100%25" },
	{ "%2", "%252" },
	{ "%zz", "%25zz" },
	{ "\"<>\\^`{|}", "%22%3C%3E%5C%5E%60%7B%7C%7D" },
	{ "\xc3\xa9\n", "%C3%A9%0A" },
};

static void
test_what_may_not_stand_is_escaped_and_nothing_twice(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *once = percent_encode(rows[i].text);
		char *twice = percent_encode(once);

		assert_string_equal(once, rows[i].encoded);
		assert_string_equal(twice, once);
		assert_true(percent_is_encoded(once));
		assert_int_equal(percent_is_encoded(rows[i].text),
		    strcmp(rows[i].text, once) == 0);
		free(once);
		free(twice);
	}
}

static void
test_only_whole_escapes_are_decoded(void **state)
{
	char text[] = "a%20b%C3%A9%2%zz%";

	(void)state;
	percent_decode(text);
	assert_string_equal(text, "a b\xc3\xa9%2%zz%");
}

static void
test_a_value_in_a_query_holds_no_separator(void **state)
{
	char *quoted = percent_quote("aZ09-._~ %41&=+/?#\xc3\xa9");

	(void)state;
	assert_string_equal(quoted, "aZ09-._~%20%2541%26%3D%2B%2F%3F%23%C3%A9");
	free(quoted);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_what_may_not_stand_is_escaped_and_nothing_twice),
		cmocka_unit_test(test_only_whole_escapes_are_decoded),
		cmocka_unit_test(test_a_value_in_a_query_holds_no_separator),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
