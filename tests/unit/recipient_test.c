/* SPDX-License-Identifier: MIT */
#include "recipient.h"

#include <stdio.h>
#include <stdlib.h>
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
		{ "+39 (06) 6988 1234", RECIPIENT_FINE, "+390669881234" },
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
		struct recipient recipient = { .text = "untouched" };
		enum recipient_fault fault =
		    recipient_parse(rows[i].text, false, &recipient);

		if (fault != rows[i].fault)
			fail_msg("%s: %s", rows[i].text, recipient_rule(fault));
		assert_int_equal(recipient.kind, RECIPIENT_PHONE);
		assert_string_equal(recipient.text,
		    rows[i].number == NULL ? "untouched" : rows[i].number);
	}
}

static void
test_ids_are_taken_as_they_are_or_refused(void **state)
{
	static const struct {
		const char *text;
		bool is_group;
		enum recipient_fault fault;
		enum recipient_kind kind;
	} rows[] = {
		{ "US.13491208655302741918", false, RECIPIENT_FINE,
		    RECIPIENT_USER },
		{ "BR.ENT.abc123", false, RECIPIENT_FINE, RECIPIENT_USER },
		{ "US.", false, RECIPIENT_BAD_USER, RECIPIENT_PHONE },
		{ "US.ENT.", false, RECIPIENT_BAD_USER, RECIPIENT_PHONE },
		{ "US.12-3", false, RECIPIENT_BAD_USER, RECIPIENT_PHONE },
		{ "us.123", false, RECIPIENT_CHARACTER, RECIPIENT_PHONE },
		{ "USA.123", false, RECIPIENT_CHARACTER, RECIPIENT_PHONE },
		{ "Y2FwaV9ncm91cDox", true, RECIPIENT_FINE, RECIPIENT_GROUP },
		{ "Y2FwaV9ncm91cDox", false, RECIPIENT_CHARACTER,
		    RECIPIENT_PHONE },
		{ "Y2FwaV9n cm91cDox", true, RECIPIENT_BAD_GROUP,
		    RECIPIENT_PHONE },
		{ "+4915123456789", true, RECIPIENT_GROUP_NUMBER,
		    RECIPIENT_PHONE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct recipient recipient = { .text = "" };

		assert_int_equal(
		    recipient_parse(rows[i].text, rows[i].is_group, &recipient),
		    rows[i].fault);
		assert_int_equal(recipient.kind, rows[i].kind);
		assert_string_equal(recipient.text,
		    rows[i].fault == RECIPIENT_FINE ? rows[i].text : "");
	}
}

static void
test_ids_have_a_longest_length(void **state)
{
	struct recipient recipient;
	char user[3 + RECIPIENT_USER_MAX + 2] = "US.";
	char group[RECIPIENT_SIZE + 1];

	(void)state;
	memset(user + 3, '1', RECIPIENT_USER_MAX + 1);
	user[3 + RECIPIENT_USER_MAX + 1] = '\0';
	assert_int_equal(
	    recipient_parse(user, false, &recipient), RECIPIENT_BAD_USER);
	user[3 + RECIPIENT_USER_MAX] = '\0';
	assert_int_equal(
	    recipient_parse(user, false, &recipient), RECIPIENT_FINE);
	memset(group, 'a', RECIPIENT_SIZE);
	group[RECIPIENT_SIZE] = '\0';
	assert_int_equal(
	    recipient_parse(group, true, &recipient), RECIPIENT_BAD_GROUP);
	group[RECIPIENT_SIZE - 1] = '\0';
	assert_int_equal(
	    recipient_parse(group, true, &recipient), RECIPIENT_FINE);
}

static void
test_numbers_that_whatsapp_knows_otherwise_get_a_hint(void **state)
{
	static const struct {
		const char *number;
		bool has_hint;
	} rows[] = {
		{ "+5215512345678", true },
		{ "+525512345678", false },
		{ "+5491123456789", true },
		{ "+541123456789", true },
		{ "+551187654321", true },
		{ "+5511987654321", false },
		{ "+4915123456789", false },
		{ "+1", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct recipient recipient = { RECIPIENT_PHONE, "" };

		snprintf(recipient.text, sizeof(recipient.text), "%s",
		    rows[i].number);
		assert_int_equal(
		    recipient_hint(&recipient) != NULL, rows[i].has_hint);
	}
}

static void
test_a_mask_shows_the_ends_alone(void **state)
{
	static const struct {
		struct recipient recipient;
		const char *masked;
	} rows[] = {
		{ { RECIPIENT_PHONE, "+4915123456778" }, "+49*********78" },
		{ { RECIPIENT_PHONE, "+1234567" }, "+12***67" },
		{ { RECIPIENT_PHONE, "" }, "" },
		{ { RECIPIENT_USER, "US.13491208655302741918" },
		    "US.1*****************18" },
		{ { RECIPIENT_USER, "US.ENT.1234" }, "US.E*****34" },
		{ { RECIPIENT_USER, "US.1234" }, "US*****" },
		{ { RECIPIENT_GROUP, "Y2FwaV9ncm91cDox" }, "Y2Fw**********ox" },
	};
	char masked[RECIPIENT_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		recipient_mask(&rows[i].recipient, masked);
		assert_string_equal(masked, rows[i].masked);
	}
}

static void
test_a_recipient_is_covered_wherever_it_stands(void **state)
{
#define PHONE RECIPIENT_PHONE, "+4915123456778"
	static const struct {
		struct recipient recipient;
		const char *text, *covered;
	} rows[] = {
		{ { PHONE }, "", "" },
		{ { PHONE }, "+4915123456778", "+49*********78" },
		{ { PHONE }, "a4915123456778b", "a49*********78b" },
		{ { PHONE }, "0004915123456778 491512345677",
		    "00049*********78 491512345677" },
		{ { PHONE }, "call +49 (1512) 345-67.78!",
		    "call +49*********78!" },
		{ { PHONE }, "49-1512-3456778 4.915123456778e12",
		    "49*********78 49*********78e12" },
		{ { PHONE }, "494915123456778", "4949*********78" },
		{ { PHONE }, "49/15123456778", "49/15123456778" },
		{ { RECIPIENT_PHONE, "" }, "+1 a", "+1 a" },
		{ { RECIPIENT_USER, "US.13491208655302741918" },
		    "US.13491208655302741918 13491208655302741918",
		    "US.1*****************18 1*****************18" },
		{ { RECIPIENT_GROUP, "Y2FwaV9ncm91cDox" }, "xY2FwaV9ncm91cDoxY",
		    "xY2Fw**********oxY" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *covered =
		    recipient_cover(&rows[i].recipient, rows[i].text);

		assert_string_equal(covered, rows[i].covered);
		free(covered);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_are_normalised_or_refused),
		cmocka_unit_test(test_ids_are_taken_as_they_are_or_refused),
		cmocka_unit_test(test_ids_have_a_longest_length),
		cmocka_unit_test(
		    test_numbers_that_whatsapp_knows_otherwise_get_a_hint),
		cmocka_unit_test(test_a_mask_shows_the_ends_alone),
		cmocka_unit_test(
		    test_a_recipient_is_covered_wherever_it_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
