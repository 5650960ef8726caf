/* SPDX-License-Identifier: MIT */
/* The catalogue of API errors: its rules, every code, the fallbacks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <limits.h>
#include <string.h>

#include "catalogue.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TEXT_MAX 160
#define TITLE_MAX 80
#define END (-1) /* of a list of codes */

/* Every code with a row, by what it must say. */
static const struct {
	enum result_class class;
	enum catalogue_retry retry;
	int codes[32];
} expected[] = {
	{ CLASS_AUTH, RETRY_NEVER,
	    { 0, 3, 10, 102, 104, 190, 200, 2500, 131005, END } },
	{ CLASS_RECIPIENT, RETRY_NEVER,
	    { 130403, 130497, 131021, 131026, 131030, 131050, 131062, 137000,
	        END } },
	{ CLASS_WINDOW, RETRY_NEVER, { 131047, END } },
	{ CLASS_TEMPLATE, RETRY_NEVER,
	    { 132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016,
	        132018, 132021, 132068, 134102, END } },
	{ CLASS_POLICY, RETRY_NEVER,
	    { 130472, 131048, 131049, 131063, 139200, END } },
	{ CLASS_ACCOUNT, RETRY_NEVER,
	    { 33, 368, 131031, 131037, 131042, 131045, 133000, 133006, 133010,
	        134011, END } },
	{ CLASS_REJECTED, RETRY_NEVER,
	    { 100, 2635, 131008, 131009, 131020, 131041, 131051, 131052, 131053,
	        131055, 131207, 131215, 134100, 134103, 135000, END } },
	{ CLASS_RATE_LIMITED, RETRY_LATER,
	    { 4, 17, 32, 341, 613, 80007, 80008, 131064, 131208, 132069,
	        END } },
	{ CLASS_RATE_LIMITED, RETRY_BACKOFF, { 130429, END } },
	{ CLASS_RATE_LIMITED, RETRY_PAIR, { 131056, END } },
	{ CLASS_UNAVAILABLE, RETRY_BACKOFF,
	    { 2, 131016, 131057, 133004, 2494100, END } },
	{ CLASS_UNAVAILABLE, RETRY_LATER, { 131059, 133015, 134101, END } },
	{ CLASS_UNAVAILABLE, RETRY_ONCE, { 1, 131000, END } },
};

/* Every pair with a row of its own; all of them are about the token. */
static const struct {
	int code;
	int subcode;
} subcodes[] = {
	{ 100, 33 },
	{ 190, 458 },
	{ 190, 459 },
	{ 190, 460 },
	{ 190, 463 },
	{ 190, 464 },
	{ 190, 467 },
	{ 190, 492 },
};

/* Codes without a row: what their family or their status makes of them. */
static const struct {
	int code;
	int http_status;
	enum result_class class;
	enum catalogue_retry retry;
	const char *title;
} fallbacks[] = {
	/* A permission stays one, whatever the status. */
	{ 201, 403, CLASS_AUTH, RETRY_NEVER, "API Permission" },
	{ 299, 403, CLASS_AUTH, RETRY_NEVER, "API Permission" },
	{ 210, 500, CLASS_AUTH, RETRY_NEVER, "API Permission" },
	{ 199, 403, CLASS_REJECTED, RETRY_NEVER, "Unlisted error" },
	{ 300, 403, CLASS_REJECTED, RETRY_NEVER, "Unlisted error" },
	/* Anything else: the status first, then the family. */
	{ 131299, 429, CLASS_RATE_LIMITED, RETRY_BACKOFF, "Unlisted limit" },
	{ 777, 429, CLASS_RATE_LIMITED, RETRY_BACKOFF, "Unlisted limit" },
	{ 777, 428, CLASS_REJECTED, RETRY_NEVER, "Unlisted error" },
	{ 777, 499, CLASS_REJECTED, RETRY_NEVER, "Unlisted error" },
	{ 777, 500, CLASS_UNAVAILABLE, RETRY_ONCE, "Unlisted server fault" },
	{ 777, 503, CLASS_UNAVAILABLE, RETRY_ONCE, "Unlisted server fault" },
	{ 131999, 500, CLASS_UNAVAILABLE, RETRY_ONCE, "Unlisted server fault" },
	{ 138003, 500, CLASS_UNAVAILABLE, RETRY_ONCE, "Unlisted server fault" },
	{ 132999, 400, CLASS_TEMPLATE, RETRY_NEVER, "Templates" },
	{ 133005, 400, CLASS_ACCOUNT, RETRY_NEVER,
	    "Registration and phone number" },
	{ 133016, 400, CLASS_ACCOUNT, RETRY_NEVER,
	    "Registration and phone number" },
	{ 131201, 206, CLASS_REJECTED, RETRY_NEVER, "Groups" },
	{ 131214, 403, CLASS_REJECTED, RETRY_NEVER, "Groups" },
	{ 138000, 400, CLASS_REJECTED, RETRY_NEVER, "Calling" },
	{ 138025, 400, CLASS_REJECTED, RETRY_NEVER, "Calling" },
	{ 139004, 400, CLASS_REJECTED, RETRY_NEVER, "Flow management" },
	{ 139103, 400, CLASS_REJECTED, RETRY_NEVER, "Block list" },
	{ 147005, 400, CLASS_REJECTED, RETRY_NEVER, "Business usernames" },
	{ 200007, 400, CLASS_REJECTED, RETRY_NEVER, "Template management" },
	{ 2388103, 400, CLASS_REJECTED, RETRY_NEVER,
	    "Template management and migration" },
	{ 2593108, 400, CLASS_REJECTED, RETRY_NEVER, "Account migration" },
	{ 130000, 400, CLASS_REJECTED, RETRY_NEVER, "Unlisted WhatsApp error" },
	{ 139999, 400, CLASS_REJECTED, RETRY_NEVER, "Unlisted WhatsApp error" },
	{ 777, 400, CLASS_REJECTED, RETRY_NEVER, "Unlisted error" },
	{ 777, 200, CLASS_REJECTED, RETRY_NEVER, "Unlisted error" },
	{ 777, 0, CLASS_REJECTED, RETRY_NEVER, "Unlisted error" },
	{ CATALOGUE_MANY, 400, CLASS_REJECTED, RETRY_NEVER, "Unlisted error" },
	{ INT_MIN, INT_MIN, CLASS_REJECTED, RETRY_NEVER, "Unlisted error" },
	{ INT_MAX, INT_MAX, CLASS_UNAVAILABLE, RETRY_ONCE,
	    "Unlisted server fault" },
	{ 129999, 400, CLASS_REJECTED, RETRY_NEVER, "Unlisted error" },
	{ 140000, 400, CLASS_REJECTED, RETRY_NEVER, "Unlisted error" },
	{ 138999, 400, CLASS_REJECTED, RETRY_NEVER, "Calling" },
	{ 139000, 400, CLASS_REJECTED, RETRY_NEVER, "Flow management" },
	{ 139099, 400, CLASS_REJECTED, RETRY_NEVER, "Flow management" },
	{ 139100, 400, CLASS_REJECTED, RETRY_NEVER, "Block list" },
	{ 139199, 400, CLASS_REJECTED, RETRY_NEVER, "Block list" },
	{ 139201, 400, CLASS_REJECTED, RETRY_NEVER, "Unlisted WhatsApp error" },
};

/* Words with an underscore that a hint may use: our settings, Meta's names. */
static const char *const known_words[] = {
	"access_token",
	"api_url",
	"api_version",
	"appsecret_proof",
	"app_secret",
	"business_account_id",
	"disable_marketing_messages_on_cloud_api",
	"fbtrace_id",
	"phone_number_id",
	"template_body",
	"template_buttons",
	"template_header",
	"template_language",
	"template_name",
	"template_parameter_format",
	"whatsapp_business_management",
	"whatsapp_business_messaging",
};

static bool
is_printable(const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text < ' ' || *text > '~')
			return false;
	}
	return true;
}

static bool
is_title(const char *text)
{
	size_t length = strlen(text);

	return length > 0 && length <= TITLE_MAX && is_printable(text) &&
	    text[length - 1] != '.' && strstr(text, "  ") == NULL;
}

static bool
is_sentence(const char *text)
{
	size_t length = strlen(text);

	return length > 0 && length <= TEXT_MAX && is_printable(text) &&
	    text[length - 1] == '.' && strstr(text, ". ") == NULL &&
	    strstr(text, "  ") == NULL;
}

static bool
is_known(const char *word, size_t length)
{
	for (size_t i = 0; i < COUNT(known_words); i++) {
		if (strlen(known_words[i]) == length &&
		    memcmp(known_words[i], word, length) == 0)
			return true;
	}
	return false;
}

static bool
has_known_words(const char *hint)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz_";

	while (*hint != '\0') {
		size_t length = strspn(hint, letters);

		if (memchr(hint, '_', length) != NULL &&
		    !is_known(hint, length))
			return false;
		hint += length > 0 ? length : 1;
	}
	return true;
}

static bool
has_api_class(const struct catalogue_entry *entry)
{
	switch (class_exit_code(entry->class)) {
	case 67:
	case 69:
	case 77:
		return true;
	default:
		return entry->class == CLASS_RATE_LIMITED ||
		    entry->class == CLASS_UNAVAILABLE;
	}
}

/* As assert_true(), but tells which entry breaks which rule. */
static void
check(bool holds, const struct catalogue_entry *entry, const char *rule)
{
	if (!holds)
		fail_msg("%d/%d %s: %s", entry->code, entry->subcode,
		    entry->title, rule);
}

static void
check_entry(const struct catalogue_entry *entry)
{
	bool is_temporary = class_exit_code(entry->class) == 75;

	check(is_title(entry->title), entry, "the title is a few words");
	check(is_sentence(entry->meaning), entry, "meaning is a sentence");
	check(is_sentence(entry->hint), entry, "hint is a sentence");
	check(has_known_words(entry->hint), entry, "hint names settings");
	check(has_api_class(entry), entry, "the class is one of the API's");
	check(is_temporary == (entry->retry != RETRY_NEVER), entry,
	    "class and retry agree");
	check(is_temporary == catalogue_is_retryable(entry), entry,
	    "class and retryable agree");
}

static size_t
row_count(void)
{
	size_t count = 0;

	while (catalogue_row(count) != NULL)
		count++;
	return count;
}

static void
rows_are_sorted_and_none_occurs_twice(void **state)
{
	(void)state;
	for (size_t i = 1; i < row_count(); i++) {
		const struct catalogue_entry *a = catalogue_row(i - 1);
		const struct catalogue_entry *b = catalogue_row(i);

		if (a->code == b->code)
			assert_true(a->subcode < b->subcode);
		else
			assert_true(a->code < b->code);
	}
}

static void
every_row_keeps_the_rules_and_is_found_by_its_code(void **state)
{
	(void)state;
	for (size_t i = 0; i < row_count(); i++) {
		const struct catalogue_entry *row = catalogue_row(i);

		check_entry(row);
		assert_true(row->code >= 0);
		assert_ptr_equal(
		    catalogue_find(row->code, row->subcode, 400), row);
		assert_ptr_equal(
		    catalogue_find(row->code, row->subcode, 500), row);
		assert_int_equal(catalogue_find(row->code, 0, 400)->subcode, 0);
	}
}

static void
only_listed_codes_have_a_row_and_it_says_what_is_listed(void **state)
{
	size_t listed = COUNT(subcodes);

	(void)state;
	for (size_t i = 0; i < COUNT(expected); i++) {
		for (const int *code = expected[i].codes; *code != END;
		     code++) {
			const struct catalogue_entry *entry =
			    catalogue_find(*code, 0, 400);

			assert_int_equal(entry->code, *code);
			assert_int_equal(entry->class, expected[i].class);
			assert_int_equal(entry->retry, expected[i].retry);
			listed++;
		}
	}
	assert_int_equal(row_count(), listed);
}

static void
a_subcode_with_a_row_has_a_hint_of_its_own(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(subcodes); i++) {
		const struct catalogue_entry *entry =
		    catalogue_find(subcodes[i].code, subcodes[i].subcode, 400);

		assert_int_equal(entry->code, subcodes[i].code);
		assert_int_equal(entry->subcode, subcodes[i].subcode);
		assert_int_equal(entry->class, CLASS_AUTH);
		assert_string_not_equal(
		    entry->hint, catalogue_find(entry->code, 0, 400)->hint);
	}
}

static void
a_subcode_without_a_row_falls_back_to_the_code(void **state)
{
	(void)state;
	assert_ptr_equal(catalogue_find(131030, 2655007, 400),
	    catalogue_find(131030, 0, 400));
	assert_ptr_equal(
	    catalogue_find(190, 33, 401), catalogue_find(190, 0, 401));
	assert_ptr_equal(
	    catalogue_find(100, -1, 400), catalogue_find(100, 0, 400));
}

static void
the_hint_of_a_wrong_id_names_both_causes(void **state)
{
	const char *hint = catalogue_find(100, 33, 400)->hint;

	(void)state;
	assert_non_null(strstr(hint, "phone_number_id"));
	assert_non_null(strstr(hint, "access_token"));
}

static void
the_hint_of_an_invalid_parameter_names_the_proof(void **state)
{
	const char *hint = catalogue_find(100, 0, 400)->hint;

	(void)state;
	assert_non_null(strstr(hint, "appsecret_proof"));
}

static void
a_permanent_error_stays_permanent_under_http_500(void **state)
{
	(void)state;
	assert_false(catalogue_is_retryable(catalogue_find(3, 0, 500)));
	assert_false(catalogue_is_retryable(catalogue_find(131045, 0, 500)));
	assert_false(catalogue_is_retryable(catalogue_find(133000, 0, 500)));
	assert_false(catalogue_is_retryable(catalogue_find(134102, 0, 500)));
}

static void
a_code_without_a_row_falls_back_by_range_and_status(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(fallbacks); i++) {
		const struct catalogue_entry *entry = catalogue_find(
		    fallbacks[i].code, 33, fallbacks[i].http_status);

		assert_string_equal(entry->title, fallbacks[i].title);
		assert_int_equal(entry->code, CATALOGUE_MANY);
		assert_int_equal(entry->class, fallbacks[i].class);
		assert_int_equal(entry->retry, fallbacks[i].retry);
	}
}

static void
every_family_keeps_the_rules_and_is_reached(void **state)
{
	const struct catalogue_family *family;

	(void)state;
	for (size_t i = 0; (family = catalogue_family(i)) != NULL; i++) {
		bool is_reached = false;

		check_entry(&family->entry);
		assert_int_equal(family->entry.code, CATALOGUE_MANY);
		assert_int_equal(family->entry.subcode, 0);
		assert_true(family->first <= family->last);
		assert_true(family->status_min <= family->status_max);
		for (size_t j = 0; j < COUNT(fallbacks) && !is_reached; j++)
			is_reached =
			    catalogue_find(fallbacks[j].code, 0,
			        fallbacks[j].http_status) == &family->entry;
		assert_true(is_reached);
	}
}

static void
past_the_end_there_is_nothing(void **state)
{
	(void)state;
	assert_null(catalogue_row(row_count()));
	assert_null(catalogue_row(SIZE_MAX));
	assert_null(catalogue_family(SIZE_MAX));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_sorted_and_none_occurs_twice),
		cmocka_unit_test(
		    every_row_keeps_the_rules_and_is_found_by_its_code),
		cmocka_unit_test(
		    only_listed_codes_have_a_row_and_it_says_what_is_listed),
		cmocka_unit_test(a_subcode_with_a_row_has_a_hint_of_its_own),
		cmocka_unit_test(
		    a_subcode_without_a_row_falls_back_to_the_code),
		cmocka_unit_test(the_hint_of_a_wrong_id_names_both_causes),
		cmocka_unit_test(
		    the_hint_of_an_invalid_parameter_names_the_proof),
		cmocka_unit_test(
		    a_permanent_error_stays_permanent_under_http_500),
		cmocka_unit_test(
		    a_code_without_a_row_falls_back_by_range_and_status),
		cmocka_unit_test(every_family_keeps_the_rules_and_is_reached),
		cmocka_unit_test(past_the_end_there_is_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
