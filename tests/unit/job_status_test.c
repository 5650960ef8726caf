/* SPDX-License-Identifier: MIT */
#include "job_status.h"

#include <string.h>

#include "test.h"

struct given {
	enum setting id;
	const char *text;
};

/* What becomes of settings; NULL: nothing is left of it. */
static const struct {
	struct given given[5];
	bool is_skipped;
	const char *text, *template_name; /* left afterwards */
	const char *name;                 /* under which it goes on */
	const char *rule, *setting;       /* of a problem or warning */
} rows[] = {
	/* nothing to do */
	{ { { SETTING_TEXT, "a" } }, false, "a", NULL, "text", NULL, NULL },
	{ { { SETTING_TEXT, "a" }, { SETTING_JOB_STATUS, "success" } }, false,
	    "a", NULL, "text", NULL, NULL },
	{ { { SETTING_JOB_STATUS, "success" } }, false, NULL, NULL, NULL, NULL,
	    NULL },
	/* the one for the status replaces the plain ones */
	{ { { SETTING_JOB_STATUS, "failure" }, { SETTING_TEXT, "a" },
	      { SETTING_TEXT_FAILURE, "b" }, { SETTING_TEXT_SUCCESS, "c" } },
	    false, "b", NULL, "text_failure", NULL, NULL },
	{ { { SETTING_JOB_STATUS, "success" },
	      { SETTING_TEMPLATE_NAME_SUCCESS, "a" },
	      { SETTING_TEXT_FAILURE, "b" }, { SETTING_TEXT, "c" },
	      { SETTING_PREVIEW_URL, "true" } },
	    false, NULL, "a", NULL, NULL, NULL },
	{ { { SETTING_JOB_STATUS, "cancelled" },
	      { SETTING_TEXT_CANCELLED, "a" } },
	    false, "a", NULL, "text_cancelled", NULL, NULL },
	/* GitLab's words */
	{ { { SETTING_JOB_STATUS, "failed" }, { SETTING_TEXT_FAILURE, "a" } },
	    false, "a", NULL, "text_failure", NULL, NULL },
	{ { { SETTING_JOB_STATUS, "canceled" },
	      { SETTING_TEXT_CANCELLED, "a" } },
	    false, "a", NULL, "text_cancelled", NULL, NULL },
	/* the plain one is for every other status */
	{ { { SETTING_JOB_STATUS, "cancelled" }, { SETTING_TEXT, "a" },
	      { SETTING_TEXT_FAILURE, "b" } },
	    false, "a", NULL, "text", NULL, NULL },
	/* none */
	{ { { SETTING_JOB_STATUS, "success" }, { SETTING_TEXT_FAILURE, "a" } },
	    true, NULL, NULL, NULL, "no_message_for_status", "job_status" },
	{ { { SETTING_JOB_STATUS, "skipped" }, { SETTING_TEXT_SUCCESS, "a" } },
	    true, NULL, NULL, NULL, "no_message_for_status", "job_status" },
	/* what is wrong */
	{ { { SETTING_JOB_STATUS, "great" }, { SETTING_TEXT, "a" } }, false,
	    "a", NULL, "text", "job_status", "job_status" },
	{ { { SETTING_JOB_STATUS, "running" }, { SETTING_TEXT, "a" } }, false,
	    "a", NULL, "text", "job_status", "job_status" },
	{ { { SETTING_TEXT_FAILURE, "a" } }, false, NULL, NULL, NULL,
	    "companion", "text_failure" },
	{ { { SETTING_TEMPLATE_NAME_CANCELLED, "a" } }, false, NULL, NULL, NULL,
	    "companion", "template_name_cancelled" },
};

static void
put(struct settings *settings, const struct given *given)
{
	if (given->text != NULL)
		settings_put(settings,
		    &(struct setting_entry){ .id = given->id,
		        .text = given->text,
		        .source = "environment" });
}

static void
assert_same(const char *text, const char *expected)
{
	if (expected == NULL)
		assert_null(text);
	else
		assert_string_equal(text, expected);
}

static void
test_the_message_for_the_status_is_chosen(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct settings settings = { 0 };
		struct problems problems = { 0 };

		for (size_t j = 0; j < COUNT_OF(rows[i].given); j++)
			put(&settings, &rows[i].given[j]);
		assert_int_equal(job_status_resolve(&settings, &problems),
		    rows[i].is_skipped);
		assert_same(
		    settings_get(&settings, SETTING_TEXT), rows[i].text);
		assert_same(settings_get(&settings, SETTING_TEMPLATE_NAME),
		    rows[i].template_name);
		if (rows[i].name != NULL)
			assert_string_equal(
			    settings_name(&settings, SETTING_TEXT),
			    rows[i].name);
		assert_int_equal(problems.count, rows[i].rule != NULL);
		if (rows[i].rule != NULL) {
			assert_string_equal(
			    problems.items[0].rule, rows[i].rule);
			assert_string_equal(
			    problems.items[0].setting, rows[i].setting);
			assert_int_equal(problems_class(&problems),
			    rows[i].is_skipped ? CLASS_OK : CLASS_CONTENT);
		}
		problems_free(&problems);
		settings_free(&settings);
	}
}

static void
test_what_goes_with_the_other_kind_is_dropped(void **state)
{
	static const struct given given[] = {
		{ SETTING_JOB_STATUS, "failure" },
		{ SETTING_TEXT_FAILURE, "a" },
		{ SETTING_TEMPLATE_NAME_SUCCESS, "b" },
		{ SETTING_TEMPLATE_BODY, "c" },
		{ SETTING_TEMPLATE_LANGUAGE, "de" },
	};
	struct settings settings = { 0 };
	struct problems problems = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(given); i++)
		put(&settings, &given[i]);
	assert_false(job_status_resolve(&settings, &problems));
	assert_true(job_status_is_resolved(&settings));
	assert_false(settings_has(&settings, SETTING_TEMPLATE_BODY));
	assert_false(settings_has(&settings, SETTING_TEMPLATE_LANGUAGE));
	assert_int_equal(problems.count, 0);
	problems_free(&problems);
	settings_free(&settings);
}

static void
test_without_a_template_its_parts_stay_to_be_reported(void **state)
{
	static const struct given given[] = {
		{ SETTING_JOB_STATUS, "failure" },
		{ SETTING_TEXT_FAILURE, "a" },
		{ SETTING_TEMPLATE_BODY, "c" },
	};
	struct settings settings = { 0 };
	struct problems problems = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(given); i++)
		put(&settings, &given[i]);
	assert_false(job_status_resolve(&settings, &problems));
	assert_true(settings_has(&settings, SETTING_TEMPLATE_BODY));
	settings_free(&settings);
	problems_free(&problems);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_message_for_the_status_is_chosen),
		cmocka_unit_test(test_what_goes_with_the_other_kind_is_dropped),
		cmocka_unit_test(
		    test_without_a_template_its_parts_stay_to_be_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
