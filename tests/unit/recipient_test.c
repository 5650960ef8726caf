/* SPDX-License-Identifier: MIT */
#include "recipient.h"

#include <string.h>

#include "test.h"

static void
test_numbers_are_normalised_or_refused(void **state)
{
	static const struct {
		const char *text;
		enum recipient_fault fault;
		const char *number;
	} rows[] = {
		{ "+4915123456789", RECIPIENT_FINE, "+4915123456789" },
		{ "+1 (631) 555-1234", RECIPIENT_FINE, "+16315551234" },
		{ " +44.20.7946.0958 ", RECIPIENT_FINE, "+442079460958" },
		{ "+1234567", RECIPIENT_FINE, "+1234567" },
		{ "+123456789012345", RECIPIENT_FINE, "+123456789012345" },
		{ "+123456", RECIPIENT_LENGTH, NULL },
		{ "+1234567890123456", RECIPIENT_LENGTH, NULL },
		{ "+12345678901234567890123", RECIPIENT_LENGTH, NULL },
		{ "+", RECIPIENT_LENGTH, NULL },
		{ "4915123456789", RECIPIENT_NO_PLUS, NULL },
		{ "(631) 555-1234", RECIPIENT_NO_PLUS, NULL },
		{ "004915123456789", RECIPIENT_DOUBLE_ZERO, NULL },
		{ "+0123456789", RECIPIENT_FIRST_ZERO, NULL },
		{ "+44 (0)20 7946 0958", RECIPIENT_TRUNK_ZERO, NULL },
		{ "not-a-number", RECIPIENT_CHARACTER, NULL },
		{ "+49151O3456789", RECIPIENT_CHARACTER, NULL },
		{ "++4915123456789", RECIPIENT_CHARACTER, NULL },
		{ "+49151\xc2\xa0"
		  "23456",
		    RECIPIENT_CHARACTER, NULL },
		{ "+\xd9\xa1\xd9\xa2\xd9\xa3", RECIPIENT_CHARACTER, NULL },
		{ "4.9151234567E+12", RECIPIENT_EXPONENT, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char number[RECIPIENT_SIZE] = "untouched";
		enum recipient_fault fault =
		    recipient_parse(rows[i].text, number);

		if (fault != rows[i].fault)
			fail_msg("%s: %s", rows[i].text, recipient_rule(fault));
		assert_string_equal(number,
		    rows[i].number == NULL ? "untouched" : rows[i].number);
	}
}

static void
test_mask_shows_two_digits_at_either_end(void **state)
{
	char masked[RECIPIENT_SIZE];

	(void)state;
	recipient_mask("+4915123456778", masked);
	assert_string_equal(masked, "+49*********78");
	recipient_mask("+1234567", masked);
	assert_string_equal(masked, "+12***67");
	recipient_mask("", masked);
	assert_string_equal(masked, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_are_normalised_or_refused),
		cmocka_unit_test(test_mask_shows_two_digits_at_either_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
