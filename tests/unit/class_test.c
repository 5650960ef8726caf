/* SPDX-License-Identifier: MIT */
#include "class.h"

#include <string.h>

#include "test.h"

/* The contract with pipelines: DESIGN 3.  These numbers never change. */
static void
test_each_class_has_its_exit_code(void **state)
{
	static const struct {
		enum result_class kind;
		const char *name;
		int exit_code;
	} rows[] = {
		{ CLASS_OK, "ok", 0 },
		{ CLASS_USAGE, "usage", 64 },
		{ CLASS_CONTENT, "content", 65 },
		{ CLASS_INPUT, "input", 66 },
		{ CLASS_RECIPIENT, "recipient", 67 },
		{ CLASS_TEMPLATE, "template", 69 },
		{ CLASS_WINDOW, "window", 69 },
		{ CLASS_POLICY, "policy", 69 },
		{ CLASS_ACCOUNT, "account", 69 },
		{ CLASS_REJECTED, "rejected", 69 },
		{ CLASS_INTERNAL, "internal", 70 },
		{ CLASS_OUTPUT, "output", 73 },
		{ CLASS_RATE_LIMITED, "rate_limited", 75 },
		{ CLASS_UNAVAILABLE, "unavailable", 75 },
		{ CLASS_NETWORK, "network", 75 },
		{ CLASS_INTERRUPTED, "interrupted", 75 },
		{ CLASS_PROTOCOL, "protocol", 76 },
		{ CLASS_TLS, "tls", 76 },
		{ CLASS_AUTH, "auth", 77 },
		{ CLASS_CONFIG, "config", 78 },
		{ CLASS_UNKNOWN, "unknown", 79 },
	};

	(void)state;
	assert_int_equal(COUNT_OF(rows), CLASS_COUNT);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_string_equal(class_name(rows[i].kind), rows[i].name);
		assert_int_equal(
		    class_exit_code(rows[i].kind), rows[i].exit_code);
	}
}

static void
test_each_class_is_explained_in_sentences(void **state)
{
	(void)state;
	for (int i = 0; i < CLASS_COUNT; i++) {
		const char *meaning = class_meaning((enum result_class)i);
		const char *remedy = class_remedy((enum result_class)i);

		assert_int_equal(meaning[strlen(meaning) - 1], '.');
		assert_int_equal(remedy[strlen(remedy) - 1], '.');
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_class_has_its_exit_code),
		cmocka_unit_test(test_each_class_is_explained_in_sentences),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
