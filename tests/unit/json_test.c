/* SPDX-License-Identifier: MIT */
#include "json.h"

#include <stdlib.h>

#include "test.h"

static void
test_a_document_is_written_straight_down(void **state)
{
	struct json json = json_begin();
	cJSON *object, *array;
	char *text;

	(void)state;
	json_string(&json, json.root, "text", "a\"\n\xe2\x82\xac");
	json_string(&json, json.root, "none", NULL);
	json_number(&json, json.root, "number", 131047);
	json_boolean(&json, json.root, "yes", true);
	json_boolean(&json, json.root, "no", false);
	json_null(&json, json.root, "null");
	json_raw(&json, json.root, "raw", "{\"a\":[1]}");
	object = json_object(&json, json.root, "object");
	json_number(&json, object, "x", 1);
	array = json_array(&json, json.root, "array");
	json_append(&json, array);
	json_string(&json, json_append(&json, array), "y", "");
	text = json_print(&json);
	assert_non_null(text);
	assert_string_equal(text,
	    "{\"text\":\"a\\\"\\n\xe2\x82\xac\",\"none\":null,"
	    "\"number\":131047,\"yes\":true,\"no\":false,\"null\":null,"
	    "\"raw\":{\"a\":[1]},\"object\":{\"x\":1},"
	    "\"array\":[{},{\"y\":\"\"}]}");
	free(text);
}

static void
test_an_empty_document_is_an_object(void **state)
{
	struct json json = json_begin();
	char *text = json_print(&json);

	(void)state;
	assert_string_equal(text, "{}");
	assert_null(json.root);
	free(text);
}

/* What each function does with the NULL that another one returned. */
static void
fail_string(struct json *json)
{
	json_string(json, NULL, "a", "b");
}

static void
fail_null_string(struct json *json)
{
	json_string(json, NULL, "a", NULL);
}

static void
fail_number(struct json *json)
{
	json_number(json, NULL, "a", 1);
}

static void
fail_boolean(struct json *json)
{
	json_boolean(json, NULL, "a", true);
}

static void
fail_raw(struct json *json)
{
	json_raw(json, json->root, "a", NULL);
}

static void
fail_object(struct json *json)
{
	assert_null(json_object(json, NULL, "a"));
}

static void
fail_array(struct json *json)
{
	assert_null(json_append(json, json_array(json, NULL, "a")));
}

static void
test_one_failure_fails_the_document(void **state)
{
	static void (*const failures[])(struct json * json) = { fail_string,
		fail_null_string, fail_number, fail_boolean, fail_raw,
		fail_object, fail_array };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(failures); i++) {
		struct json json = json_begin();

		failures[i](&json);
		json_string(&json, json.root, "later", "fine");
		assert_true(json.has_failed);
		assert_null(json_print(&json));
		assert_null(json.root);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_document_is_written_straight_down),
		cmocka_unit_test(test_an_empty_document_is_an_object),
		cmocka_unit_test(test_one_failure_fails_the_document),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
