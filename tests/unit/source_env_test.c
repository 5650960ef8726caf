/* SPDX-License-Identifier: MIT */
#include "source_env.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "problem.h"
#include "setting.h"
#include "test.h"

/* What the environment gave. */
static struct settings settings;
static struct problems problems;

static int
empty_environment(void **state)
{
	(void)state;
	return clearenv();
}

static int
release(void **state)
{
	(void)state;
	problems_free(&problems);
	settings_free(&settings);
	return 0;
}

static void
test_variables_are_taken_by_their_prefix(void **state)
{
	(void)state;
	setenv("WHATSAPP_TEXT", "a=b", 1);
	setenv("WHATSAPP_MODE", "", 1);
	setenv("WHATSAPP_RECIPIENT_FILE", "/to", 1);
	setenv("TEMPLATE_NAME", "not ours", 1);
	setenv("MY_WHATSAPP_VERBOSE", "not ours", 1);
	source_env_read(&settings, &problems);
	assert_int_equal(problems.count, 0);
	assert_string_equal(settings_get(&settings, SETTING_TEXT), "a=b");
	assert_string_equal(
	    settings.values[SETTING_TEXT].source, "environment");
	assert_string_equal(settings.values[SETTING_RECIPIENT].path, "/to");
	assert_false(settings_has(&settings, SETTING_MODE));
	assert_false(settings_has(&settings, SETTING_TEMPLATE_NAME));
	assert_false(settings_has(&settings, SETTING_VERBOSE));
}

static void
test_the_values_are_overwritten_where_they_lie(void **state)
{
	static char token[] = "WHATSAPP_ACCESS_TOKEN=secret";
	static char result[] = "WHATSAPP_RESULT_STATUS=secret";
	static char unknown[] = "WHATSAPP_FOO_BAR_BAZ=secret";
	static char other[] = "OTHER=kept";
	char *const ours[] = { token, result, unknown };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(ours); i++)
		assert_int_equal(putenv(ours[i]), 0);
	assert_int_equal(putenv(other), 0);
	source_env_read(&settings, &problems);
	assert_string_equal(
	    settings_get(&settings, SETTING_ACCESS_TOKEN), "secret");
	for (size_t i = 0; i < COUNT_OF(ours); i++) {
		const char *value = strchr(ours[i], '=') + 1;

		assert_memory_equal(
		    value, "\0\0\0\0\0\0", sizeof("secret") - 1);
	}
	assert_string_equal(other, "OTHER=kept");
}

static void
test_the_environment_is_empty_afterwards(void **state)
{
	(void)state;
	setenv("WHATSAPP_TEXT", "a", 1);
	setenv("HTTPS_PROXY", "http://proxy.example", 1);
	source_env_read(&settings, &problems);
	assert_true(environ == NULL || *environ == NULL);
	assert_null(getenv("HTTPS_PROXY"));
}

static void
test_names_of_outputs_are_no_settings(void **state)
{
	(void)state;
	setenv("WHATSAPP_RESULT_STATUS", "accepted", 1);
	setenv("WHATSAPP_RESULT_TEXT", "x", 1);
	source_env_read(&settings, &problems);
	assert_int_equal(problems.count, 0);
}

static void
test_a_misspelt_name_is_shown_as_it_was_written(void **state)
{
	(void)state;
	setenv("WHATSAPP_MOD", "validate", 1);
	source_env_read(&settings, &problems);
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.items[0].rule, "misspelt");
	assert_non_null(strstr(problems.items[0].message, "WHATSAPP_MOD "));
	assert_int_equal(problems_class(&problems), CLASS_CONFIG);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    test_variables_are_taken_by_their_prefix, empty_environment,
		    release),
		cmocka_unit_test_setup_teardown(
		    test_the_values_are_overwritten_where_they_lie,
		    empty_environment, release),
		cmocka_unit_test_setup_teardown(
		    test_the_environment_is_empty_afterwards, empty_environment,
		    release),
		cmocka_unit_test_setup_teardown(
		    test_names_of_outputs_are_no_settings, empty_environment,
		    release),
		cmocka_unit_test_setup_teardown(
		    test_a_misspelt_name_is_shown_as_it_was_written,
		    empty_environment, release),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
