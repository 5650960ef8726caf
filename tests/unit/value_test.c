/* SPDX-License-Identifier: MIT */
#include "value.h"

#include "test.h"

static void
test_choice_finds_whole_words_only(void **state)
{
	(void)state;
	assert_int_equal(value_choice("send", "send|validate"), 0);
	assert_int_equal(value_choice("validate", "send|validate"), 1);
	assert_int_equal(value_choice("sen", "send|validate"), -1);
	assert_int_equal(value_choice("validated", "send|validate"), -1);
	assert_int_equal(value_choice("", "send|validate"), -1);
	assert_int_equal(value_choice("send|validate", "send|validate"), -1);
}

static void
test_boolean_knows_its_synonyms(void **state)
{
	static const char *const yes[] = { "true", "1", "yes", "on", "TRUE",
		"Yes" };
	static const char *const no[] = { "false", "0", "no", "off", "False" };
	static const char *const neither[] = { "", "2", "y", "enabled",
		"true " };
	bool flag;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(yes); i++) {
		flag = false;
		assert_true(value_boolean(yes[i], &flag) && flag);
	}
	for (size_t i = 0; i < COUNT_OF(no); i++) {
		flag = true;
		assert_true(value_boolean(no[i], &flag) && !flag);
	}
	for (size_t i = 0; i < COUNT_OF(neither); i++)
		assert_false(value_boolean(neither[i], &flag));
}

static void
test_seconds_are_decimal_and_bounded(void **state)
{
	static const struct {
		const char *text;
		int64_t ms;
	} good[] = { { "1", 1000 }, { "60", 60000 }, { "0.25", 250 },
		{ "2.5", 2500 }, { "0.001", 1 }, { "1.23456", 1234 },
		{ "86400", 86400000 } };
	static const char *const bad[] = { "", "0", "0.0001", "-1", "+1", "1s",
		"1e3", "0x10", "inf", "nan", ".5", "5.", "1.2.3", "86400.001",
		"86401", "99999999999999999999", " 1", "1 " };
	int64_t ms;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++) {
		assert_true(value_seconds(good[i].text, &ms));
		assert_int_equal(ms, good[i].ms);
	}
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(value_seconds(bad[i], &ms));
}

static void
test_base_url_leaves_no_doubt_about_its_host(void **state)
{
	static const struct {
		const char *text;
		enum value_url verdict;
	} rows[] = {
		{ "https://graph.facebook.com", URL_FINE },
		{ "https://graph.facebook.com/", URL_FINE },
		{ "HTTPS://proxy.example:8443/graph/api", URL_FINE },
		{ "https://[2001:db8::1]:443", URL_FINE },
		{ "http://localhost:8080", URL_FINE },
		{ "http://127.0.0.1", URL_FINE },
		{ "http://127.9.9.9:1", URL_FINE },
		{ "http://[::1]:8080", URL_FINE },
		{ "https://host/v25.0", URL_VERSION },
		{ "https://host/base/v25.0//", URL_VERSION },
		{ "https://host/v1", URL_VERSION },
		{ "https://host/v1/base", URL_FINE },
		{ "https://host/vnext", URL_FINE },
		{ "https://host:0", URL_MALFORMED },
		{ "https://.host", URL_MALFORMED },
		{ "https://a..b", URL_MALFORMED },
		{ "https://[:::::]", URL_MALFORMED },
		{ "https://[1.2]", URL_MALFORMED },
		{ "http://graph.facebook.com", URL_NOT_SECURE },
		{ "http://localhost.example.com", URL_NOT_SECURE },
		{ "http://127.0.0.1.example.com", URL_NOT_SECURE },
		{ "http://127.1", URL_NOT_SECURE },
		{ "http://10.0.0.1", URL_NOT_SECURE },
		{ "http://[::2]", URL_NOT_SECURE },
		{ "graph.facebook.com", URL_MALFORMED },
		{ "ftp://graph.facebook.com", URL_MALFORMED },
		{ "https://", URL_MALFORMED },
		{ "https:///path", URL_MALFORMED },
		{ "https://user@host", URL_MALFORMED },
		{ "http://localhost@evil.example", URL_MALFORMED },
		{ "http://localhost\\@evil.example", URL_MALFORMED },
		{ "https://host?query", URL_MALFORMED },
		{ "https://host/#fragment", URL_MALFORMED },
		{ "https://host/a b", URL_MALFORMED },
		{ "https://host/%2e", URL_MALFORMED },
		{ "https://host:", URL_MALFORMED },
		{ "https://host:65536", URL_MALFORMED },
		{ "https://host:99999999999", URL_MALFORMED },
		{ "https://host:80x", URL_MALFORMED },
		{ "https://[::1", URL_MALFORMED },
		{ "https://h\xc3\xb6st", URL_MALFORMED },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (value_base_url(rows[i].text) != rows[i].verdict)
			fail_msg("%s: %d", rows[i].text,
			    (int)value_base_url(rows[i].text));
}

static void
test_exponents_are_recognised(void **state)
{
	(void)state;
	assert_true(value_is_exponent("1.06E+14"));
	assert_true(value_is_exponent("4.9e11"));
	assert_false(value_is_exponent("106540352242922"));
	assert_false(value_is_exponent("E+14"));
	assert_false(value_is_exponent("1.06E+"));
	assert_false(value_is_exponent("1.06E+1x"));
}

static void
test_digits_names_and_visible_words(void **state)
{
	(void)state;
	assert_true(value_digits("123", 1, 3));
	assert_false(value_digits("1234", 1, 3));
	assert_false(value_digits("", 1, 3));
	assert_false(value_digits("12 3", 1, 9));
	assert_true(value_is_name("release_notice_2"));
	assert_false(value_is_name("Release"));
	assert_false(value_is_name("a-b"));
	assert_false(value_is_name(""));
	assert_true(value_is_visible("EAAG!~"));
	assert_false(value_is_visible("EA AG"));
	assert_false(value_is_visible("EA\nAG"));
	assert_false(value_is_visible("EA\xc3\xa9"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_choice_finds_whole_words_only),
		cmocka_unit_test(test_boolean_knows_its_synonyms),
		cmocka_unit_test(test_seconds_are_decimal_and_bounded),
		cmocka_unit_test(test_base_url_leaves_no_doubt_about_its_host),
		cmocka_unit_test(test_exponents_are_recognised),
		cmocka_unit_test(test_digits_names_and_visible_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
