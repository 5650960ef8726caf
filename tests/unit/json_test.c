/* SPDX-License-Identifier: MIT */
#include "json.h"

#include <stdio.h>
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

static void
test_only_what_means_what_it_says_is_read(void **state)
{
	static const struct {
		const char *text;
		enum json_fault fault;
		size_t offset;
	} rows[] = {
		{ " {\"a\": [1, -2.5, true, null, \"\\u20ac\\n\"]}\n",
		    JSON_FINE, 0 },
		{ "", JSON_SYNTAX, 0 },
		{ "{\"a\":1}x", JSON_SYNTAX, 7 },
		{ "{\"a\" 1}", JSON_SYNTAX, 5 },
		{ "{'a':1}", JSON_SYNTAX, 0 },
		{ "[\"a\nb\"]", JSON_CONTROL, 3 },
		{ "[\"\\\\\",\n\"\\\"\t\"]", JSON_CONTROL, 10 },
		{ "[\"a\\u0000b\"]", JSON_NUL, 3 },
		{ "[\"\\\\u0000\"]", JSON_FINE, 0 },
		{ "{\"a\":1,\"b\":{\"c\":1,\"c\":2}}", JSON_DUPLICATE, 0 },
		{ "[999999999999999]", JSON_FINE, 0 },
		{ "[1000000000000000]", JSON_NUMBER, 0 },
		{ "[1e999]", JSON_NUMBER, 0 },
		{ "[\"\\ud800\"]", JSON_SYNTAX, 2 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		enum json_fault fault;
		size_t offset;
		cJSON *root = json_read(rows[i].text, &fault, &offset);

		if (fault != rows[i].fault)
			fail_msg("%s: %s", rows[i].text, json_message(fault));
		assert_int_equal(root == NULL, fault != JSON_FINE);
		if (rows[i].offset > 0)
			assert_int_equal(offset, rows[i].offset);
		cJSON_Delete(root);
	}
}

static void
test_an_object_has_a_largest_size(void **state)
{
	struct json json = json_begin();
	enum json_fault fault;
	size_t offset;
	char name[12];
	char *text;
	cJSON *root;

	(void)state;
	for (int i = 0; i < JSON_MEMBERS_MAX; i++) {
		snprintf(name, sizeof(name), "%d", i);
		json_null(&json, json.root, name);
	}
	text = cJSON_PrintUnformatted(json.root);
	root = json_read(text, &fault, &offset);
	assert_non_null(root);
	cJSON_Delete(root);
	free(text);
	json_null(&json, json.root, "one more");
	text = json_print(&json);
	assert_null(json_read(text, &fault, &offset));
	assert_int_equal(fault, JSON_TOO_MANY);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_document_is_written_straight_down),
		cmocka_unit_test(test_an_empty_document_is_an_object),
		cmocka_unit_test(test_one_failure_fails_the_document),
		cmocka_unit_test(test_only_what_means_what_it_says_is_read),
		cmocka_unit_test(test_an_object_has_a_largest_size),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
