/* SPDX-License-Identifier: MIT */
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

static void
test_decode_takes_each_length_at_its_edges(void **state)
{
	static const struct {
		const char *text;
		size_t size;
		uint32_t point;
	} rows[] = {
		{ "\x7f", 1, 0x7f },
		{ "\xc2\x80", 2, 0x80 },
		{ "\xdf\xbf", 2, 0x7ff },
		{ "\xe0\xa0\x80", 3, 0x800 },
		{ "\xed\x9f\xbf", 3, 0xd7ff },
		{ "\xee\x80\x80", 3, 0xe000 },
		{ "\xef\xbf\xbf", 3, 0xffff },
		{ "\xf0\x90\x80\x80", 4, 0x10000 },
		{ "\xf4\x8f\xbf\xbf", 4, 0x10ffff },
	};
	uint32_t point;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_int_equal(
		    text_decode(rows[i].text, &point), rows[i].size);
		assert_int_equal(point, rows[i].point);
	}
}

static void
test_decode_refuses_what_is_no_utf8(void **state)
{
	static const char *const rows[] = { "", "\x80", "\xbf", "\xc0\x80",
		"\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf",
		"\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80",
		"\xff", "\xc3", "\xe2\x82", "\xf0\x9f\x98", "\xe2x\xac",
		"\xc3\xc3" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_int_equal(text_decode(rows[i], NULL), 0);
}

static void
test_length_counts_code_points(void **state)
{
	(void)state;
	assert_int_equal(text_length(""), 0);
	assert_int_equal(text_length("a\xc3\xa9\xe2\x82\xac"), 3);
	assert_int_equal(text_length("\xf0\x9f\x98\x80"), 1);
	/* a family emoji is several code points */
	assert_int_equal(
	    text_length("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa6"), 3);
	assert_int_equal(text_length("\xff\xfe"), 2);
}

static void
test_printable_leaves_nothing_a_log_could_obey(void **state)
{
	static const struct {
		const char *text, *printable;
	} rows[] = {
		{ "plain \xe2\x82\xac", "plain \xe2\x82\xac" },
		{ "a\r\nb\tc", "a  b c" },
		{ "\x1b[31mred", " [31mred" },
		{ "say ##[error]boo", "say #\\#[error]boo" },
		{ "###[x", "#\\#\\#[x" },
		{ "##vso[x]", "#\\#vso[x]" },
		{ "a\xe2\x80\xae"
		  "b",
		    "a b" },
		{ "\xff", "\xef\xbf\xbd" },
		{ "\xc2\x9b"
		  "0m",
		    " 0m" },
		{ "a\xe2\x80\xa8z", "a z" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *printable = text_printable(rows[i].text);

		assert_string_equal(printable, rows[i].printable);
		free(printable);
	}
}

static void
test_a_cut_text_ends_with_a_whole_code_point(void **state)
{
	static const struct {
		const char *text, *whole;
	} rows[] = {
		{ "", "" },
		{ "ab", "ab" },
		{ "a\xe2\x82\xac", "a\xe2\x82\xac" },
		{ "a\xe2\x82", "a" },
		{ "a\xe2", "a" },
		{ "a\xf0\x9f\x98", "a" },
		{ "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80" },
		{ "\xc3", "" },
	};
	char text[8];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		strcpy(text, rows[i].text);
		text_end_whole(text);
		assert_string_equal(text, rows[i].whole);
	}
}

static void
test_replace_takes_out_every_occurrence(void **state)
{
	static const struct {
		const char *text, *secret, *expected;
	} rows[] = {
		{ "abcabc", "abc", "****" },
		{ "xabcxabcx", "abc", "x**x**x" },
		{ "nothing", "abc", "nothing" },
		{ "kept", "", "kept" },
		{ "kept", NULL, "kept" },
		{ "aaa", "aa", "**a" },
		{ "", "abc", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *clean = text_replace(rows[i].text, rows[i].secret, "**");

		assert_string_equal(clean, rows[i].expected);
		free(clean);
	}
}

static void
test_lines_drop_one_newline_at_the_end_only(void **state)
{
	static const struct {
		const char *text;
		size_t count;
		const char *last;
	} rows[] = {
		{ "one", 1, "one" },
		{ "one\n", 1, "one" },
		{ "one\n\n", 2, "" },
		{ "one\ntwo", 2, "two" },
		{ "one\n\nthree\n", 3, "three" },
		{ "\n", 1, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct lines lines = { 0 };

		assert_true(lines_split(rows[i].text, &lines));
		assert_int_equal(lines.count, rows[i].count);
		assert_string_equal(lines.items[lines.count - 1], rows[i].last);
		lines_free(&lines);
		lines_free(&lines);
	}
}

static void
test_runs_of_blanks_become_one_space(void **state)
{
	static const struct {
		const char *text, *collapsed;
	} rows[] = { { "", "" }, { " \t\n", "" }, { "a b", "a b" },
		{ " a \n\n\tb  ", "a b" }, { "a\xc2\xa0 b", "a\xc2\xa0 b" } };
	char text[32];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		snprintf(text, sizeof(text), "%s", rows[i].text);
		text_collapse(text);
		assert_string_equal(text, rows[i].collapsed);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decode_takes_each_length_at_its_edges),
		cmocka_unit_test(test_decode_refuses_what_is_no_utf8),
		cmocka_unit_test(test_length_counts_code_points),
		cmocka_unit_test(
		    test_printable_leaves_nothing_a_log_could_obey),
		cmocka_unit_test(test_a_cut_text_ends_with_a_whole_code_point),
		cmocka_unit_test(test_replace_takes_out_every_occurrence),
		cmocka_unit_test(test_lines_drop_one_newline_at_the_end_only),
		cmocka_unit_test(test_runs_of_blanks_become_one_space),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
