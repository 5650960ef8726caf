/* SPDX-License-Identifier: MIT */
#include "problem.h"

#include "test.h"

static void
add(struct problems *problems, enum result_class kind, const char *setting)
{
	problem_add(problems,
	    &(struct problem){
	        .kind = kind, .setting = setting, .rule = "rule" },
	    "number %d", 7);
}

static void
test_a_problem_is_copied_and_made_printable(void **state)
{
	struct problems problems = { 0 };
	char name[] = "a\x1b##[x";

	(void)state;
	problem_add(&problems,
	    &(struct problem){ .kind = CLASS_CONFIG,
	        .setting = name,
	        .source = "environment",
	        .position = "line 3",
	        .rule = "rule" },
	    "%s is %d", name, 7);
	name[0] = 'b';
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.items[0].setting, "a #\\#[x");
	assert_string_equal(problems.items[0].message, "a #\\#[x is 7");
	assert_string_equal(problems.items[0].source, "environment");
	assert_string_equal(problems.items[0].position, "line 3");
	problems_free(&problems);
	problems_free(&problems);
}

static void
test_the_gravest_class_wins_and_warnings_do_not_count(void **state)
{
	static const enum result_class order[] = { CLASS_CONTENT,
		CLASS_RECIPIENT, CLASS_INPUT, CLASS_CONFIG, CLASS_USAGE };
	struct problems problems = { 0 };

	(void)state;
	add(&problems, CLASS_OK, "text");
	assert_int_equal(problems_class(&problems), CLASS_OK);
	for (size_t i = 0; i < COUNT_OF(order); i++) {
		add(&problems, order[i], "text");
		assert_int_equal(problems_class(&problems), order[i]);
	}
	problems.incomplete = true;
	assert_int_equal(problems_class(&problems), CLASS_INTERNAL);
	problems_free(&problems);
}

static void
test_only_a_problem_concerns_a_setting(void **state)
{
	struct problems problems = { 0 };

	(void)state;
	add(&problems, CLASS_OK, "text");
	add(&problems, CLASS_CONFIG, NULL);
	assert_false(problems_concern(&problems, "text"));
	add(&problems, CLASS_CONTENT, "text");
	assert_true(problems_concern(&problems, "text"));
	assert_false(problems_concern(&problems, "recipient"));
	problems_free(&problems);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_problem_is_copied_and_made_printable),
		cmocka_unit_test(
		    test_the_gravest_class_wins_and_warnings_do_not_count),
		cmocka_unit_test(test_only_a_problem_concerns_a_setting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
