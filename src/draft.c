/* SPDX-License-Identifier: MIT */
/* A message in the making; see draft.h. */
#include "draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shapes.h"

struct draft_origin {
	const cJSON *node;
	enum setting id;
	size_t line;
	bool is_raw;
};

static void
note(struct draft *draft, struct draft_origin origin)
{
	struct draft_origin *origins =
	    reallocarray(draft->origins, draft->count + 1, sizeof(*origins));

	if (origins == NULL) {
		draft->json.has_failed = true;
		return;
	}
	origins[draft->count++] = origin;
	draft->origins = origins;
}

void
draft_note(struct draft *draft, const cJSON *node, enum setting id, size_t line)
{
	note(draft, (struct draft_origin){ node, id, line, false });
}

/* Writes where in a text of several lines offset is. */
static void
write_place(const char *text, size_t offset, char *place, size_t size)
{
	size_t line = 1;
	const char *start = text;

	for (const char *c = text; c < text + offset; c++) {
		if (*c == '\n') {
			line++;
			start = c + 1;
		}
	}
	snprintf(place, size, "line %zu, byte %zu", line,
	    (size_t)(text + offset - start) + 1);
}

/* Whether a quotation mark that a word processor has set begins near text. */
static bool
has_typographic_quote(const char *start, const char *text)
{
	for (const char *c = text; c >= start && c + 3 > text; c--)
		if (strncmp(c, "\xe2\x80", 2) == 0 && c[2] != '\0' &&
		    strchr("\x98\x99\x9a\x9c\x9d\x9e", c[2]) != NULL)
			return true;
	return false;
}

/* What is wrong, and what was perhaps meant. */
static const char *
words_of(enum json_fault fault, const char *text, size_t offset)
{
	const char *first = text + strspn(text, " \t\r\n");

	if (fault == JSON_SYNTAX && *first != '{' && *first != '[')
		return "is no JSON, which begins with { or [: for plain text "
		       "set text instead";
	if (fault == JSON_SYNTAX && has_typographic_quote(text, text + offset))
		return "has typographic quotation marks, which JSON does not "
		       "know: write \" in their place";
	return json_message(fault);
}

cJSON *
draft_read_raw(struct draft *draft, struct reading *reading, const char *text)
{
	enum json_fault fault;
	size_t offset;
	char place[64];
	cJSON *node = json_read(text, &fault, &offset);

	if (node != NULL) {
		note(
		    draft, (struct draft_origin){ node, reading->id, 0, true });
		return node;
	}
	if (fault == JSON_NO_MEMORY) {
		reading->problems->incomplete = true;
		return NULL;
	}
	write_place(text, offset, place, sizeof(place));
	if (fault == JSON_SYNTAX || fault == JSON_CONTROL || fault == JSON_NUL)
		reading->position = place;
	reading_fail(reading, "json", "%s", words_of(fault, text, offset));
	reading->position = NULL;
	return NULL;
}

/* The origin of the nearest node at or above place; NULL: none is noted. */
static const struct draft_origin *
find_origin(const struct draft *draft, const struct shape_place *place)
{
	for (; place != NULL; place = place->parent)
		for (size_t i = 0; i < draft->count && place->node != NULL; i++)
			if (draft->origins[i].node == place->node)
				return &draft->origins[i];
	return NULL;
}

struct checking {
	const struct draft *draft;
	struct reading *reading;
};

/* What settings leave out has been told, of them and not of the draft. */
static bool
is_told_before(const char *rule)
{
	return strcmp(rule, "missing") == 0 || strcmp(rule, "too_few") == 0;
}

/* Room for the path to a place, with the name of a setting before it. */
static size_t
path_size(const struct shape_place *place, const char *setting)
{
	size_t size = strlen(setting) + 1;

	for (; place != NULL; place = place->parent)
		size += place->name != NULL ? strlen(place->name) + 1
		                            : sizeof("[-2147483648]");
	return size;
}

/* The path through a raw setting to the place; NULL: out of memory. */
static char *
path_to(const struct shape_place *place, const struct draft_origin *origin)
{
	const char *setting = setting_spec(origin->id)->name;
	size_t size = path_size(place, setting);
	char *path = malloc(size);
	char *end = path == NULL ? NULL : stpcpy(path, setting);

	if (end != NULL)
		shape_path(
		    place, origin->node, end, size - (size_t)(end - path));
	return path;
}

/* Tells a fault of the setting that its place came from. */
static void
take(void *user, const struct shape_fault *fault)
{
	const struct checking *checking = user;
	struct reading *reading = checking->reading;
	const struct draft_origin *origin =
	    find_origin(checking->draft, fault->place);
	char *path = NULL;

	if (origin == NULL || (!origin->is_raw && is_told_before(fault->rule)))
		return;
	reading->id = origin->id;
	reading->line = origin->line;
	reading->position = NULL;
	if (origin->is_raw) {
		path = path_to(fault->place, origin);
		if (path == NULL)
			reading->problems->incomplete = true;
		else if (strpbrk(path, ".[") != NULL)
			reading->position = path;
	}
	if (fault->is_warning)
		reading_warn(reading, fault->rule, "%s", fault->message);
	else
		reading_fail(reading, fault->rule, "%s", fault->message);
	reading->position = NULL;
	free(path);
}

void
draft_check(struct draft *draft, struct reading *reading)
{
	struct checking checking = { draft, reading };
	struct shape_sink sink = { take, &checking };

	if (draft->json.has_failed)
		reading->problems->incomplete = true;
	else
		shape_check(draft->json.root, shape_message, &sink);
}

void
draft_free(struct draft *draft)
{
	json_free(&draft->json);
	free(draft->origins);
	*draft = (struct draft){ 0 };
}
