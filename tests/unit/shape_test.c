/* SPDX-License-Identifier: MIT */
/* The walker, with a table of its own; Meta's tables are seen in tests/wire. */
#include "shape.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

static const struct shape_rule tail[] = {
	{ .name = "extra", .kind = SHAPE_ANY },
	{ .kind = SHAPE_END },
};

static const struct shape_rule item[] = {
	{ .name = "id", .kind = SHAPE_TEXT, .min = 1, .max = 3 },
	{ .name = "n", .kind = SHAPE_NUMBER, .max = 9, .flags = SHAPE_WHOLE },
	{ .name = "kind", .kind = SHAPE_TEXT },
	{ .name = "type", .kind = SHAPE_TEXT },
	{ .name = "parts", .kind = SHAPE_LIST, .shape = tail, .max = 9 },
	{ .kind = SHAPE_END },
};

static const struct shape_between between = { .unique = "id|n",
	.same = "kind",
	.joint = "kind",
	.parted = "id",
	.counted = "parts[]",
	.counted_max = 2,
	.single = "once|never",
	.added = "id",
	.added_doubtful = 4 };

static const struct shape_rule table[] = {
	{ .name = "type",
	    .kind = SHAPE_WORD,
	    .words = "a|b",
	    .flags = SHAPE_MUST | SHAPE_OPEN },
	{ .name = "mode",
	    .kind = SHAPE_WORD,
	    .words = "x|y",
	    .flags = SHAPE_ANY_CASE },
	{ .name = "value",
	    .kind = SHAPE_TEXT,
	    .max = 2,
	    .flags = SHAPE_MUST,
	    .when = "type=a,mode=x" },
	{ .name = "value", .kind = SHAPE_NUMBER, .when = "type=a" },
	{ .name = "only", .kind = SHAPE_BOOLEAN, .when = "mode!=x" },
	{ .name = "left", .kind = SHAPE_ANY, .one_of = 'l' },
	{ .name = "right", .kind = SHAPE_ANY, .one_of = 'l' },
	{ .name = "up",
	    .kind = SHAPE_ANY,
	    .one_of = 'u',
	    .flags = SHAPE_MUST,
	    .when = "mode=y" },
	{ .name = "down",
	    .kind = SHAPE_ANY,
	    .one_of = 'u',
	    .flags = SHAPE_MUST,
	    .when = "mode=y" },
	{ .name = "decimal", .kind = SHAPE_DECIMAL, .min = -2, .max = 2 },
	{ .name = "doubt", .kind = SHAPE_TEXT, .max = 3, .doubtful = 1 },
	{ .name = "gone", .kind = SHAPE_NOTHING, .words = "is gone" },
	{ .name = "free", .kind = SHAPE_OBJECT },
	{ .name = "list",
	    .kind = SHAPE_LIST,
	    .shape = item,
	    .min = 1,
	    .max = 3,
	    .between = &between },
	{ .kind = SHAPE_END, .shape = tail },
};

static const struct {
	const char *json, *faults;
} rows[] = {
	{ "{\"type\":\"a\"}", "" },
	{ "{\"type\":\"A\",\"extra\":[1]}", "choice .type" },
	{ "{\"type\":\"a\",\"extra\":[1]}", "" },
	{ "{\"type\":\"b\",\"mode\":\"Y\",\"up\":1}", "" },
	{ "[]", "type" },
	{ "{}", "missing .type" },
	{ "{\"type\":1}", "type .type" },
	{ "{\"type\":\"B!\"}", "choice .type" },
	/* an unknown type is passed on, and what depends on it */
	{ "{\"type\":\"c\",\"value\":[],\"what\":1}", "~unknown_word .type" },
	{ "{\"type\":\"a\",\"what\":1}", "~unknown_member .what" },
	{ "{\"type\":\"a\",\"mode\":\"z\"}", "choice .mode" },
	/* the first rule whose condition holds */
	{ "{\"type\":\"a\",\"mode\":\"x\"}", "missing .value" },
	{ "{\"type\":\"a\",\"mode\":\"x\",\"value\":1}", "type .value" },
	{ "{\"type\":\"a\",\"mode\":\"x\",\"value\":\"abc\"}",
	    "too_long .value" },
	{ "{\"type\":\"a\",\"mode\":\"x\",\"value\":\"\\u20ac\\u20ac\"}", "" },
	{ "{\"type\":\"a\",\"value\":1}", "" },
	{ "{\"type\":\"b\",\"value\":1}", "not_allowed .value" },
	{ "{\"type\":\"b\",\"only\":true}", "" },
	{ "{\"type\":\"b\",\"only\":1}", "type .only" },
	{ "{\"type\":\"b\",\"mode\":\"x\",\"only\":true}",
	    "not_allowed .only" },
	{ "{\"type\":\"b\",\"left\":1}", "" },
	{ "{\"type\":\"b\",\"left\":1,\"right\":1}", "contradiction" },
	{ "{\"type\":\"b\",\"mode\":\"y\"}", "missing" },
	{ "{\"type\":\"b\",\"mode\":\"y\",\"down\":1}", "" },
	{ "{\"type\":\"b\",\"mode\":\"y\",\"up\":1,\"down\":1}",
	    "contradiction" },
	{ "{\"type\":\"b\",\"up\":1}", "not_allowed .up" },
	{ "{\"type\":\"b\",\"decimal\":\"-2\"}", "" },
	{ "{\"type\":\"b\",\"decimal\":1.5}", "" },
	{ "{\"type\":\"b\",\"decimal\":\"-2.01\"}", "range .decimal" },
	{ "{\"type\":\"b\",\"decimal\":\"1e1\"}", "type .decimal" },
	{ "{\"type\":\"b\",\"decimal\":\"\"}", "type .decimal" },
	{ "{\"type\":\"b\",\"decimal\":\"nan\"}", "type .decimal" },
	{ "{\"type\":\"b\",\"doubt\":\"a\"}", "" },
	{ "{\"type\":\"b\",\"doubt\":\"abc\"}", "~long .doubt" },
	{ "{\"type\":\"b\",\"doubt\":\"abcd\"}", "too_long .doubt" },
	{ "{\"type\":\"b\",\"gone\":1}", "not_allowed .gone" },
	{ "{\"type\":\"b\",\"free\":{\"x\":1}}", "" },
	{ "{\"type\":\"b\",\"free\":1}", "type .free" },
	{ "{\"type\":\"b\",\"list\":{}}", "type .list" },
	{ "{\"type\":\"b\",\"list\":[]}", "too_few .list" },
	{ "{\"type\":\"b\",\"list\":[1,2,3,4]}",
	    "too_many .list, type .list[0], type .list[1], type .list[2], "
	    "type .list[3]" },
	{ "{\"type\":\"b\",\"list\":[1]}", "type .list[0]" },
	{ "{\"type\":\"b\",\"list\":[{\"id\":\"\"}]}", "empty .list[0].id" },
	{ "{\"type\":\"b\",\"list\":[{\"id\":\"a\",\"type\":\"once\"},{\"id\":\"b\","
	  "\"type\":\"Once\"}]}",
	    "duplicate .list[1]" },
	{ "{\"type\":\"b\",\"list\":[{\"id\":\"a\",\"type\":\"many\"},{\"id\":\"b\","
	  "\"type\":\"many\"}]}",
	    "" },
	{ "{\"type\":\"b\",\"list\":[{\"n\":1.5}]}",
	    "whole .list[0].n, ~missing .list[0]" },
	{ "{\"type\":\"b\",\"list\":[{\"n\":-1}]}",
	    "range .list[0].n, ~missing .list[0]" },
	{ "{\"type\":\"b\",\"list\":[{}]}", "~missing .list[0]" },
	{ "{\"type\":\"b\",\"list\":[{\"id\":\"a\"},{\"id\":\"b\"}]}", "" },
	{ "{\"type\":\"b\",\"list\":[{\"id\":\"a\"},{}]}", "mixed .list[1]" },
	{ "{\"type\":\"b\",\"list\":[{\"id\":\"a\"},{\"id\":\"a\"}]}",
	    "duplicate .list[1]" },
	{ "{\"type\":\"b\",\"list\":[{\"id\":\"a\"},{\"id\":true}]}",
	    "type .list[1].id" },
	{ "{\"type\":\"b\",\"list\":[{\"id\":\"a\",\"n\":1},{\"id\":\"b\","
	  "\"n\":1}]}",
	    "duplicate .list[1]" },
	{ "{\"type\":\"b\",\"list\":[{\"id\":\"a\",\"kind\":\"k\"},{\"id\":"
	  "\"b\"}]}",
	    "mixed .list[1]" },
	{ "{\"type\":\"b\",\"list\":[{\"id\":\"a\",\"kind\":\"k\"},{\"id\":"
	  "\"b\",\"kind\":\"l\"}]}",
	    "mixed .list[1]" },
	{ "{\"type\":\"b\",\"list\":[{\"id\":\"a\",\"parts\":[{},{}]},{\"id\":"
	  "\"b\",\"parts\":[]}]}",
	    "" },
	{ "{\"type\":\"b\",\"list\":[{\"id\":\"a\",\"parts\":[{},{}]},{\"id\":"
	  "\"b\",\"parts\":[{}]}]}",
	    "too_many .list" },
	{ "{\"type\":\"b\",\"list\":[{\"id\":\"abc\"},{\"id\":\"de\"}]}",
	    "~long_body .list" },
};

struct told {
	const cJSON *root;
	char text[512];
};

static void
take(void *user, const struct shape_fault *fault)
{
	struct told *told = user;
	size_t length = strlen(told->text);
	char path[64];

	shape_path(fault->place, told->root, path, sizeof(path));
	snprintf(told->text + length, sizeof(told->text) - length, "%s%s%s%s%s",
	    length > 0 ? ", " : "", fault->is_warning ? "~" : "", fault->rule,
	    *path != '\0' ? " " : "", path);
	assert_true(strlen(fault->message) > 0);
}

static void
test_each_rule_tells_its_fault_and_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct told told = { .root = cJSON_Parse(rows[i].json) };
		struct shape_sink sink = { take, &told };

		assert_non_null(told.root);
		shape_check(told.root, table, &sink);
		if (strcmp(told.text, rows[i].faults) != 0)
			fail_msg("%s: %s", rows[i].json, told.text);
		cJSON_Delete((cJSON *)told.root);
	}
}

static void
test_a_path_too_long_for_its_room_is_cut(void **state)
{
	cJSON node = { 0 };
	struct shape_place root = { .node = &node };
	struct shape_place place = { .parent = &root, .name = "abcdefgh" };
	char path[6];

	(void)state;
	shape_path(&place, &node, path, sizeof(path));
	assert_string_equal(path, ".abcd");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_rule_tells_its_fault_and_place),
		cmocka_unit_test(test_a_path_too_long_for_its_room_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
