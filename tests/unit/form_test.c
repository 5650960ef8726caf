/* SPDX-License-Identifier: MIT */
#include "form.h"

#include <string.h>

#include "test.h"

static const struct {
	enum form form;
	const char *text;
	const char *rule; /* "": none */
} rows[] = {
	{ FORM_ANY, "\n\t      ", "" },
	{ FORM_PARAMETER, "a    b", "" },
	{ FORM_PARAMETER, "a     b", "spaces" },
	{ FORM_PARAMETER, "a\tb", "tab" },
	{ FORM_PARAMETER, "a\nb", "newline" },
	{ FORM_PARAMETER_NAME, "first_name2", "" },
	{ FORM_PARAMETER_NAME, "First", "parameter_name" },
	{ FORM_TEMPLATE_NAME, "hello_world", "" },
	{ FORM_TEMPLATE_NAME, "hello-world", "template_name" },
	{ FORM_LANGUAGE, "de", "" },
	{ FORM_LANGUAGE, "fil", "" },
	{ FORM_LANGUAGE, "pt_BR", "" },
	{ FORM_LANGUAGE, "xx_QQ", "unlisted_language" },
	{ FORM_LANGUAGE, "d", "language_code" },
	{ FORM_LANGUAGE, "abcd", "language_code" },
	{ FORM_LANGUAGE, "en_us", "language_code" },
	{ FORM_LANGUAGE, "en_USA", "language_code" },
	{ FORM_LANGUAGE, "en-US", "language_code" },
	{ FORM_URL, "https://example.com", "" },
	{ FORM_URL, "HTTP://example.com/a?b#c", "" },
	{ FORM_URL, "http:///a", "url" },
	{ FORM_URL, "https://", "url" },
	{ FORM_URL, "ftp://example.com", "url" },
	{ FORM_URL, "example.com", "url" },
	{ FORM_URL, "https://example.com/a b", "url" },
	{ FORM_URL_SUFFIX, "a/b?c=%20&d", "" },
	{ FORM_LINK, "https://example.com/a", "" },
	{ FORM_LINK, "http://example.com/a", "not_https" },
	{ FORM_LINK, "example.com/a", "url" },
	{ FORM_URL_SUFFIX, "https://example.com/a", "whole_url" },
	{ FORM_URL_SUFFIX, "a b", "not_encoded" },
	{ FORM_URL_SUFFIX, "100%", "not_encoded" },
	{ FORM_URL_SUFFIX, "\xc3\xa9", "not_encoded" },
	{ FORM_MESSAGE_ID, "wamid.HBgL=", "" },
	{ FORM_MESSAGE_ID, "wamid.", "message_id" },
	{ FORM_MESSAGE_ID, "HBgL", "message_id" },
	{ FORM_MESSAGE_ID, "wamid.a b", "message_id" },
	{ FORM_ID, "1479537139650973", "" },
	{ FORM_ID, "4::aW1hZ2U=", "" },
	{ FORM_ID, "https://example.com/a", "id" },
	{ FORM_ID, "1.47953713965E+15", "exponent" },
	{ FORM_TRIMMED, "a b", "" },
	{ FORM_TRIMMED, " a", "blanks" },
	{ FORM_TRIMMED, "a\n", "blanks" },
	{ FORM_COUPON, "SAVE20", "" },
	{ FORM_COUPON, "SAVE 20", "coupon_code" },
	{ FORM_DATE, "1999-12-31", "" },
	{ FORM_DATE, "1999-13-01", "date" },
	{ FORM_DATE, "1999-00-01", "date" },
	{ FORM_DATE, "1999-01-32", "date" },
	{ FORM_DATE, "1999-01-00", "date" },
	{ FORM_DATE, "99-1-1", "date" },
	{ FORM_DATE, "1999-01-011", "date" },
	{ FORM_CARD, "a\nb\nc", "" },
	{ FORM_CARD, "a\nb\nc\n", "lines" },
};

static void
test_each_form_has_its_rule(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct form_fault *fault =
		    form_check(rows[i].form, rows[i].text);
		const char *rule = fault == NULL ? "" : fault->rule;

		if (strcmp(rule, rows[i].rule) != 0)
			fail_msg("%s: %s", rows[i].text, rule);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_form_has_its_rule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
