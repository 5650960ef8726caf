/* SPDX-License-Identifier: MIT */
/* The walk over a document and its tables; see shape.h. */
#include "shape.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "shape_walk.h"

#define MESSAGE_SIZE 256 /* longer than any of our sentences */
#define NAME_SIZE 64     /* longer than any name in a condition */

/* Of a list that is too long, so many items are looked into all the same. */
#define ITEMS_CHECKED_MAX 50

static void __attribute__((format(printf, 4, 0)))
report(const struct shape_walk *walk, bool is_warning, const char *rule,
    const char *format, va_list arguments)
{
	char message[MESSAGE_SIZE];

	vsnprintf(message, sizeof(message), format, arguments);
	walk->sink->take(walk->sink->user,
	    &(struct shape_fault){ .place = &walk->place,
	        .is_warning = is_warning,
	        .rule = rule,
	        .message = message });
}

void
shape_fail(
    const struct shape_walk *walk, const char *rule, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report(walk, false, rule, format, arguments);
	va_end(arguments);
}

void
shape_warn(
    const struct shape_walk *walk, const char *rule, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report(walk, true, rule, format, arguments);
	va_end(arguments);
}

struct shape_walk
shape_step(const struct shape_walk *walk, const cJSON *node, const char *name,
    int index)
{
	return (struct shape_walk){ .sink = walk->sink,
		.place = { .parent = &walk->place,
		    .node = node,
		    .name = name,
		    .index = index } };
}

static cJSON *
member(const cJSON *object, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* Whether one condition, up to the next comma, holds for the object. */
static bool
holds_one(const cJSON *object, const char *when)
{
	char name[NAME_SIZE];
	size_t length = strcspn(when, "!=");
	bool is_negated = when[length] == '!';
	const char *value;

	snprintf(name, sizeof(name), "%.*s", (int)length, when);
	value = cJSON_GetStringValue(member(object, name));
	return shape_is_among(value == NULL ? "" : value,
	           when + length + (is_negated ? 2 : 1)) != is_negated;
}

static bool
holds(const cJSON *object, const char *when)
{
	for (; when != NULL; when = strchr(when, ',')) {
		when += *when == ',';
		if (!holds_one(object, when))
			return false;
	}
	return true;
}

/* The rule at hand, or the first of the table that goes on; NULL: the end. */
static const struct shape_rule *
settle(const struct shape_rule *rule)
{
	while (rule != NULL && rule->kind == SHAPE_END)
		rule = rule->shape;
	return rule;
}

/* The first rule for a member of this name. */
static const struct shape_rule *
find_named(const struct shape_rule *shape, const char *name)
{
	const struct shape_rule *rule = settle(shape);

	while (rule != NULL && strcmp(rule->name, name) != 0)
		rule = settle(rule + 1);
	return rule;
}

/* The rule that holds for it in this object; NULL: none does. */
static const struct shape_rule *
find_holding(
    const cJSON *object, const struct shape_rule *shape, const char *name)
{
	const struct shape_rule *rule = find_named(shape, name);

	while (rule != NULL && !holds(object, rule->when))
		rule = find_named(rule + 1, name);
	return rule;
}

/* Whether a rule hangs on a word beside it, and is no such word itself. */
static bool
depends(const struct shape_rule *rule)
{
	return rule->when != NULL && !(rule->flags & SHAPE_OPEN);
}

/* Whether a word that is missing or unknown would decide on the others. */
static bool
is_open(const cJSON *object, const struct shape_rule *shape)
{
	const struct shape_rule *rule = settle(shape);

	for (; rule != NULL; rule = settle(rule + 1)) {
		const char *word =
		    cJSON_GetStringValue(member(object, rule->name));

		if ((rule->flags & SHAPE_OPEN) && holds(object, rule->when) &&
		    (word == NULL || !shape_is_among(word, rule->words)))
			return true;
	}
	return false;
}

/* NOLINTBEGIN(misc-no-recursion): as deep as cJSON lets a document be */
static void check_object(
    const struct shape_walk *walk, const struct shape_rule *shape);

static void
check_list(const struct shape_walk *walk, const struct shape_rule *rule)
{
	int count = cJSON_GetArraySize(walk->place.node);
	int index = 0;
	const cJSON *item;

	if (!cJSON_IsArray(walk->place.node)) {
		shape_fail(walk, "type", "must be an array");
		return;
	}
	if (count < rule->min || (rule->max > 0 && count > rule->max)) {
		shape_fail(walk, count < rule->min ? "too_few" : "too_many",
		    "has %d items; it must have %d to %d", count, rule->min,
		    rule->max);
		if (count > ITEMS_CHECKED_MAX)
			return;
	}
	cJSON_ArrayForEach(item, walk->place.node)
	{
		struct shape_walk next = shape_step(walk, item, NULL, index++);

		check_object(&next, rule->shape);
	}
	if (rule->between != NULL)
		shape_check_items(walk, rule->between);
}

static void
check_node(const struct shape_walk *walk, const struct shape_rule *rule)
{
	if (rule->kind == SHAPE_OBJECT)
		check_object(walk, rule->shape);
	else if (rule->kind == SHAPE_LIST)
		check_list(walk, rule);
	else if (rule->kind == SHAPE_NOTHING)
		shape_fail(walk, "not_allowed", "%s", rule->words);
	else
		shape_check_value(walk, rule);
}

/* Reports a member that other members of the object do not allow. */
static void
refuse(const struct shape_walk *walk, const cJSON *object, const char *when)
{
	char name[NAME_SIZE];

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(when, "!="), when);
	if (member(object, name) == NULL)
		shape_fail(walk, "not_allowed",
		    "makes no sense without %s beside it", name);
	else
		shape_fail(
		    walk, "not_allowed", "does not go with this %s", name);
}

/* Checks each member that is there. */
static void
check_members(const struct shape_walk *walk, const struct shape_rule *shape,
    bool is_lenient)
{
	const cJSON *object = walk->place.node;
	const cJSON *node;

	cJSON_ArrayForEach(node, object)
	{
		struct shape_walk next =
		    shape_step(walk, node, node->string, 0);
		const struct shape_rule *named =
		    find_named(shape, node->string);
		const struct shape_rule *rule =
		    find_holding(object, shape, node->string);

		if (is_lenient && (rule == NULL || depends(rule)))
			continue;
		if (rule != NULL)
			check_node(&next, rule);
		else if (named == NULL)
			shape_warn(&next, "unknown_member",
			    "is no member that this version knows: it is "
			    "passed on");
		else
			refuse(&next, object, named->when);
	}
}

/* Reports a member that misses, unless an earlier rule has spoken for it. */
static void
check_presence(const struct shape_walk *walk, const struct shape_rule *shape,
    const struct shape_rule *rule)
{
	const cJSON *object = walk->place.node;
	struct shape_walk gap = shape_step(walk, NULL, rule->name, 0);

	if (rule->one_of != '\0' || member(object, rule->name) != NULL ||
	    find_holding(object, shape, rule->name) != rule)
		return;
	if (rule->flags & SHAPE_MUST)
		shape_fail(&gap, "missing", "is missing, and is required");
}

/* Reports more than one of the rules with the same letter, or none. */
static void
check_one_of(const struct shape_walk *walk, const struct shape_rule *shape,
    const struct shape_rule *first)
{
	const cJSON *object = walk->place.node;
	const struct shape_rule *rule = settle(shape);
	const char *second = first->name;
	int count = 0;

	for (; rule != NULL; rule = settle(rule + 1)) {
		if (rule->one_of != first->one_of || !holds(object, rule->when))
			continue;
		if (rule < first)
			return; /* it has been seen to */
		if (rule != first)
			second = rule->name;
		count += member(object, rule->name) != NULL;
	}
	if (count > 1)
		shape_fail(walk, "contradiction",
		    "has both %s and %s: one of them is right", first->name,
		    second);
	else if (count == 0 && (first->flags & SHAPE_MUST))
		shape_fail(
		    walk, "missing", "must have %s or %s", first->name, second);
}

static void
check_object(const struct shape_walk *walk, const struct shape_rule *shape)
{
	const cJSON *object = walk->place.node;
	bool is_lenient;
	const struct shape_rule *rule = settle(shape);

	if (!cJSON_IsObject(object))
		shape_fail(walk, "type", "must be an object");
	if (!cJSON_IsObject(object) || shape == NULL)
		return;
	is_lenient = is_open(object, shape);
	check_members(walk, shape, is_lenient);
	for (; rule != NULL; rule = settle(rule + 1)) {
		if (is_lenient && depends(rule))
			continue;
		check_presence(walk, shape, rule);
		if (rule->one_of != '\0' && holds(object, rule->when))
			check_one_of(walk, shape, rule);
	}
}

/* NOLINTEND(misc-no-recursion) */

void
shape_check(const cJSON *node, const struct shape_rule *shape,
    const struct shape_sink *sink)
{
	struct shape_walk walk = { .sink = sink, .place = { .node = node } };

	check_object(&walk, shape);
}

void
shape_path(/* NOLINT(misc-no-recursion): as deep as the document */
    const struct shape_place *place, const cJSON *from, char *path, size_t size)
{
	size_t length;

	if (place == NULL || place->node == from) {
		*path = '\0';
		return;
	}
	shape_path(place->parent, from, path, size);
	length = strlen(path);
	if (place->name == NULL)
		snprintf(path + length, size - length, "[%d]", place->index);
	else
		snprintf(path + length, size - length, ".%s", place->name);
}
