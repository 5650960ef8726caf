/* SPDX-License-Identifier: MIT */
/* What has to hold between the items of a list; see shape_walk.h. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "shape_walk.h"
#include "text.h"

/* More than the longest list of Meta's gives; later ones are not compared. */
#define VALUES_MAX 512

#define NUMBER_SIZE 24 /* room for a number as JSON has it */

/* What a path finds in the items of a list. */
struct values {
	int count; /* how often it was found */
	struct {
		const char *text; /* NULL: neither string nor number */
		int item;         /* in which item */
		char number[NUMBER_SIZE];
	} found[VALUES_MAX];
	int item;      /* the item at hand */
	size_t length; /* code points of all strings */
};

/* NOLINTBEGIN(misc-no-recursion): as deep as the path has parts */
static void
visit_items(cJSON *list, const char *path,
    void (*visit)(cJSON *found, void *user), void *user)
{
	cJSON *item;

	cJSON_ArrayForEach(item, list)
	{
		if (*path == '.')
			shape_visit(item, path + 1, visit, user);
		else
			visit(item, user);
	}
}

void
shape_visit(cJSON *node, const char *path,
    void (*visit)(cJSON *found, void *user), void *user)
{
	size_t length = strcspn(path, ".[");
	char name[64];

	snprintf(name, sizeof(name), "%.*s", (int)length, path);
	node = cJSON_GetObjectItemCaseSensitive(node, name);
	path += length;
	if (node == NULL)
		return;
	if (*path == '\0')
		visit(node, user);
	else if (*path == '.')
		shape_visit(node, path + 1, visit, user);
	else
		visit_items(node, path + 2, visit, user);
}
/* NOLINTEND(misc-no-recursion) */

static void
collect(cJSON *node, void *user)
{
	struct values *values = user;
	const char *text = cJSON_GetStringValue(node);
	int i = values->count++;

	if (text != NULL)
		values->length += text_length(text);
	if (i >= VALUES_MAX)
		return;
	if (cJSON_IsNumber(node)) {
		snprintf(values->found[i].number, NUMBER_SIZE, "%.15g",
		    node->valuedouble);
		text = values->found[i].number;
	}
	values->found[i].text = text;
	values->found[i].item = values->item;
}

/* Looks path, of which length bytes count, up in all items. */
static void
collect_all(
    const cJSON *list, const char *path, size_t length, struct values *values)
{
	char name[64];
	cJSON *item;

	values->count = values->item = 0;
	values->length = 0;
	snprintf(name, sizeof(name), "%.*s", (int)length, path);
	cJSON_ArrayForEach(item, list)
	{
		shape_visit(item, name, collect, values);
		values->item++;
	}
}

static struct shape_walk
step_to(const struct shape_walk *walk, int index)
{
	return shape_step(
	    walk, cJSON_GetArrayItem(walk->place.node, index), NULL, index);
}

/* Whether value i, which is comparable, has the same text as value j. */
static bool
is_same(const struct values *values, int i, int j)
{
	const char *text = values->found[j].text;

	return text != NULL && strcmp(values->found[i].text, text) == 0;
}

static void
check_unique(const struct shape_walk *walk, const char *path, size_t length)
{
	struct values values;

	collect_all(walk->place.node, path, length, &values);
	for (int i = 1; i < values.count && i < VALUES_MAX; i++) {
		struct shape_walk item = step_to(walk, values.found[i].item);
		int j = 0;

		if (values.found[i].text == NULL)
			continue;
		while (j < i && !is_same(&values, i, j))
			j++;
		if (j < i)
			shape_fail(&item, "duplicate",
			    "has the %.*s of an earlier one", (int)length,
			    path);
	}
}

static void
check_same(const struct shape_walk *walk, const char *path, size_t length)
{
	struct values values;

	collect_all(walk->place.node, path, length, &values);
	for (int i = 1; i < values.count && i < VALUES_MAX; i++) {
		struct shape_walk item = step_to(walk, values.found[i].item);

		if (values.found[i].text != NULL && !is_same(&values, i, 0))
			shape_fail(&item, "mixed",
			    "must have the same %.*s as the first one",
			    (int)length, path);
	}
}

/* Makes the check for each of the paths split by |. */
static void
check_each(const struct shape_walk *walk, const char *paths,
    void (*check)(
        const struct shape_walk *walk, const char *path, size_t length))
{
	while (paths != NULL) {
		size_t length = strcspn(paths, "|");

		check(walk, paths, length);
		paths = paths[length] == '|' ? paths + length + 1 : NULL;
	}
}

/* An item that is no object has been told already. */
static bool
lacks(const cJSON *item, const char *name)
{
	return cJSON_IsObject(item) &&
	    cJSON_GetObjectItemCaseSensitive(item, name) == NULL;
}

/* Reports each item without the member, if it is needed. */
static void
check_all_have(const struct shape_walk *walk, const char *name, bool is_needed)
{
	int index = 0;
	const cJSON *node;

	cJSON_ArrayForEach(node, walk->place.node)
	{
		struct shape_walk item = shape_step(walk, node, NULL, index++);

		if (is_needed && lacks(node, name))
			shape_fail(&item, "mixed",
			    "must have %s, as others beside it", name);
	}
}

/* Items that follow each other are told apart by the member. */
static void
check_parted(const struct shape_walk *walk, const char *name)
{
	const cJSON *first = cJSON_GetArrayItem(walk->place.node, 0);
	struct shape_walk item = shape_step(walk, first, NULL, 0);
	int count = cJSON_GetArraySize(walk->place.node);

	check_all_have(walk, name, count > 1);
	if (count == 1 && lacks(first, name))
		shape_warn(&item, "missing",
		    "has no %s, which the API may require", name);
}

/* Reports an item whose type has been there, where one is enough. */
static void
check_single(const struct shape_walk *walk, const char *words)
{
	struct values values;

	collect_all(walk->place.node, "type", strlen("type"), &values);
	for (int i = 1; i < values.count && i < VALUES_MAX; i++) {
		const char *type = values.found[i].text;
		struct shape_walk item = step_to(walk, values.found[i].item);
		int j = 0;

		while (j < i &&
		    (values.found[j].text == NULL || type == NULL ||
		        strcasecmp(values.found[j].text, type) != 0))
			j++;
		if (j < i && shape_is_among(type, words))
			shape_fail(&item, "duplicate",
			    "has the type of an earlier one, of which there "
			    "can be one only");
	}
}

/* Whether any item has the member. */
static bool
any_has(const cJSON *list, const char *name)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, list)
	{
		if (cJSON_GetObjectItemCaseSensitive(item, name) != NULL)
			return true;
	}
	return false;
}

static void
check_sums(const struct shape_walk *walk, const struct shape_between *between)
{
	struct values values;

	if (between->counted != NULL) {
		collect_all(walk->place.node, between->counted,
		    strlen(between->counted), &values);
		if (values.count > between->counted_max)
			shape_fail(walk, "too_many",
			    "has %d %s in all; at most %d are allowed",
			    values.count, between->counted,
			    between->counted_max);
	}
	if (between->added != NULL) {
		collect_all(walk->place.node, between->added,
		    strlen(between->added), &values);
		if (values.length > (size_t)between->added_doubtful)
			shape_warn(walk, "long_body",
			    "has %zu characters in all; a finished body of "
			    "more than %d may be refused (132005)",
			    values.length, between->added_doubtful);
	}
}

void
shape_check_items(
    const struct shape_walk *walk, const struct shape_between *between)
{
	const cJSON *list = walk->place.node;

	check_each(walk, between->unique, check_unique);
	check_each(walk, between->same, check_same);
	if (between->joint != NULL)
		check_all_have(
		    walk, between->joint, any_has(list, between->joint));
	if (between->parted != NULL)
		check_parted(walk, between->parted);
	if (between->single != NULL)
		check_single(walk, between->single);
	check_sums(walk, between);
}
