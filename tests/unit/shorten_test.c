/* SPDX-License-Identifier: MIT */
#include "shorten.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"
#include "text.h"

#define DOTS "\xe2\x80\xa6"

struct row {
	const char *text;
	size_t max;
	const char *result;
};

static void
check(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t cut = 0;
		char *result = shorten(rows[i].text, rows[i].max, &cut);
		bool is_whole = strcmp(rows[i].text, rows[i].result) == 0;

		assert_non_null(result);
		assert_string_equal(result, rows[i].result);
		assert_true(text_length(result) <= rows[i].max);
		assert_int_equal(
		    cut == 0, is_whole || strstr(result, DOTS) == NULL);
		free(result);
	}
}

static void
test_what_fits_is_left_alone(void **state)
{
	static const struct row rows[] = {
		{ "", 16, "" },
		{ "0123456789abcdef", 16, "0123456789abcdef" },
		{ "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
		  "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
		  "\xc3\xa9\xc3\xa9",
		    16,
		    "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
		    "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
		    "\xc3\xa9\xc3\xa9" },
	};

	(void)state;
	check(rows, COUNT_OF(rows));
}

static void
test_white_space_at_the_end_goes_before_what_is_seen(void **state)
{
	static const struct row rows[] = {
		{ "0123456789abcdef\n", 16, "0123456789abcdef" },
		{ "0123456789abcd \t\r\n\n", 16, "0123456789abcd" },
		{ "0123456789abcde\n", 16, "0123456789abcde\n" },
		{ "0123456789abcdefg\n", 16, "0123456789" DOTS },
	};

	(void)state;
	check(rows, COUNT_OF(rows));
}

static void
test_a_cut_is_at_a_line_else_a_word_else_a_character(void **state)
{
	static const struct row rows[] = {
		{ "one two three\nfour five six seven", 20,
		    "one two three\n" DOTS },
		{ "one two three four\nfive six seven", 20,
		    "one two three" DOTS },
		{ "one two\nthree four five six seven", 20,
		    "one two\nthree" DOTS },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaa", 20, "aaaaaaaaaaaaaa" DOTS },
		{ "one two three \n\nfour five six seven", 20,
		    "one two three\n" DOTS },
	};

	(void)state;
	check(rows, COUNT_OF(rows));
}

static void
test_what_people_see_as_one_character_is_not_cut(void **state)
{
	/* each begins so that its first code point would still fit */
	static const char *const characters[] = {
		"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb", /* ZWJ */
		"\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd",             /* skin tone */
		"\xe2\x9d\xa4\xef\xb8\x8f",                     /* variation */
		"\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa",             /* flag */
		"1\xef\xb8\x8f\xe2\x83\xa3",                    /* keycap */
		"e\xcc\x81\xcc\xa3",                            /* accents */
		"\xe0\xa4\x95\xe0\xa5\x8d",                     /* Hindi */
		"\xf0\x9f\x8f\xb4\xf3\xa0\x81\xa7\xf3\xa0\x81\xa2\xf3\xa0\x81"
		"\xb3\xf3\xa0\x81\xa3\xf3\xa0\x81\xb4\xf3\xa0\x81\xbf",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(characters); i++) {
		char text[128] = "aaaaaaaaaaaaa";
		size_t cut;
		char *result;

		strcat(text, characters[i]);
		strcat(text, "bbbbbbbbbbbbbbbbbbbb");
		result = shorten(text, 20, &cut);
		assert_non_null(result);
		assert_string_equal(result, "aaaaaaaaaaaaa" DOTS);
		assert_int_equal(cut, text_length(text) - 13);
		free(result);
	}
}

static void
test_a_row_of_flags_is_cut_between_two(void **state)
{
	static const struct row rows[] = {
		{ "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa\xf0\x9f\x87\xa9\xf0\x9f"
		  "\x87\xaa\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa\xf0\x9f\x87\xa9"
		  "\xf0\x9f\x87\xaa\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa\xf0\x9f"
		  "\x87\xa9\xf0\x9f\x87\xaa\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa"
		  "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa\xf0\x9f\x87\xa9\xf0\x9f"
		  "\x87\xaa",
		    17,
		    "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa\xf0\x9f\x87\xa9\xf0\x9f"
		    "\x87\xaa\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa\xf0\x9f\x87\xa9"
		    "\xf0\x9f\x87\xaa\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa" DOTS },
	};

	(void)state;
	check(rows, COUNT_OF(rows));
}

static void
test_a_tower_of_accents_is_cut_all_the_same(void **state)
{
	char text[2 * 1000 + 2] = "e";
	size_t cut;
	char *result;

	(void)state;
	for (size_t i = 0; i < 1000; i++)
		memcpy(text + 1 + 2 * i, "\xcc\x81", 3);
	result = shorten(text, 100, &cut);
	assert_non_null(result);
	assert_int_equal(text_length(result), 95);
	free(result);
}

static void
test_formatting_does_not_stay_open(void **state)
{
	static const struct row rows[] = {
		{ "*one two three four five six*", 20, "*one two three*" DOTS },
		{ "_*one two six four five six*_", 20, "_*one two six*_" DOTS },
		{ "a `one two six four five six`", 20, "a `one two six`" DOTS },
		{ "aaaaaaaaaaaaa *bbbbbbbbbbbbbbbbb*", 20,
		    "aaaaaaaaaaaaa" DOTS },
		{ "2 * 3 * 4 and snake_case_name x", 20, "2 * 3 * 4 and" DOTS },
		{ "```aaaaaaaaaaaaaaaaaaaaaaaaaaa```", 20,
		    "```aaaaaaaaaaa```" DOTS },
		{ "```aaa\nbbb\nccc\nddd\neee\nfff```", 20,
		    "```aaa\nbbb\nccc```\n" DOTS },
		{ "aaaaaaaaaaaaa```bbbbbbbbbbb```", 20, "aaaaaaaaaaaaa" DOTS },
		{ "```a``` *one two three four five*", 20,
		    "```a``` *one*" DOTS },
	};

	(void)state;
	check(rows, COUNT_OF(rows));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_fits_is_left_alone),
		cmocka_unit_test(
		    test_white_space_at_the_end_goes_before_what_is_seen),
		cmocka_unit_test(
		    test_a_cut_is_at_a_line_else_a_word_else_a_character),
		cmocka_unit_test(
		    test_what_people_see_as_one_character_is_not_cut),
		cmocka_unit_test(test_a_row_of_flags_is_cut_between_two),
		cmocka_unit_test(test_a_tower_of_accents_is_cut_all_the_same),
		cmocka_unit_test(test_formatting_does_not_stay_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
