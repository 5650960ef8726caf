/* SPDX-License-Identifier: MIT */
/* Reading and building JSON; see json.h. */
#include "json.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "text.h"

/* Below this cJSON writes every whole number as it reads it. */
#define NUMBER_END 1e15

/*
 * What cJSON takes though JSON does not, or though it would read it as
 * something else.
 */
static enum json_fault
scan(const char *text, size_t *ret_offset)
{
	bool is_inside = false;

	for (const char *c = text; *c != '\0'; c++) {
		*ret_offset = (size_t)(c - text);
		if (is_inside && (unsigned char)*c < 0x20)
			return JSON_CONTROL;
		if (is_inside && strncmp(c, "\\u0000", 6) == 0)
			return JSON_NUL;
		if (is_inside && *c == '\\' && c[1] != '\0')
			c++;
		else if (*c == '"')
			is_inside = !is_inside;
	}
	return JSON_FINE;
}

static enum json_fault
check_names(const cJSON *object)
{
	int count = 0;

	for (const cJSON *a = object->child; a != NULL; a = a->next) {
		if (++count > JSON_MEMBERS_MAX)
			return JSON_TOO_MANY;
		for (const cJSON *b = object->child; b != a; b = b->next)
			if (strcmp(a->string, b->string) == 0)
				return JSON_DUPLICATE;
	}
	return JSON_FINE;
}

/* Makes CRLF LF, in place; other control characters are no text. */
static enum json_fault
settle_string(char *text)
{
	char *end = text;
	uint32_t point = 0;

	for (; *text != '\0'; text++) {
		if (text[0] == '\r' && text[1] == '\n')
			continue;
		text_decode(text, &point);
		if (text_is_control(point) && *text != '\n' && *text != '\t')
			return JSON_ESCAPED;
		*end++ = *text;
	}
	*end = '\0';
	return JSON_FINE;
}

/* Edits what *text owns, if there is any. */
static bool
edit_text(char **text, json_edit_fn *edit, const void *user)
{
	char *made = *text == NULL ? NULL : edit(user, *text);
	bool is_edited = made != NULL || *text == NULL;

	memory_free(*text);
	*text = made;
	return is_edited;
}

/* Makes a number whose digits change a string of them. */
static bool
edit_number(cJSON *node, json_edit_fn *edit, const void *user)
{
	char *digits = cJSON_PrintUnformatted(node);
	char *made = digits == NULL ? NULL : edit(user, digits);

	if (made == NULL || strcmp(made, digits) == 0)
		free(made);
	else {
		node->type = cJSON_String;
		node->valuestring = made;
	}
	memory_free(digits);
	return made != NULL;
}

/* NOLINTBEGIN(misc-no-recursion): as deep as cJSON lets a document be */

/* Checks node and all below it. */
static enum json_fault
settle_node(const cJSON *node)
{
	enum json_fault fault = JSON_FINE;

	if (cJSON_IsNumber(node) && fabs(node->valuedouble) >= NUMBER_END)
		return JSON_NUMBER;
	if (node->string != NULL)
		fault = settle_string(node->string);
	if (fault == JSON_FINE && cJSON_IsString(node))
		fault = settle_string(node->valuestring);
	if (fault == JSON_FINE && cJSON_IsObject(node))
		fault = check_names(node);
	for (const cJSON *child = node->child;
	     child != NULL && fault == JSON_FINE; child = child->next)
		fault = settle_node(child);
	return fault;
}

bool
json_holds(const cJSON *node, const char *text)
{
	const char *value = cJSON_GetStringValue(node);
	const cJSON *child;

	if (node == NULL)
		return false;
	if ((value != NULL && strstr(value, text) != NULL) ||
	    (node->string != NULL && strstr(node->string, text) != NULL))
		return true;
	for (child = node->child; child != NULL; child = child->next)
		if (json_holds(child, text))
			return true;
	return false;
}

bool
json_edit(cJSON *node, json_edit_fn *edit, const void *user)
{
	cJSON *child;

	if ((cJSON_IsNumber(node) && !edit_number(node, edit, user)) ||
	    (cJSON_IsString(node) &&
	        !edit_text(&node->valuestring, edit, user)) ||
	    !edit_text(&node->string, edit, user))
		return false;
	for (child = node->child; child != NULL; child = child->next)
		if (!json_edit(child, edit, user))
			return false;
	return true;
}

/* NOLINTEND(misc-no-recursion) */

/* cJSON does not tell.  Only the main thread uses it. */
static bool has_lacked_memory;

static void *
allocate(size_t size)
{
	void *memory = malloc(size);

	has_lacked_memory = has_lacked_memory || memory == NULL;
	return memory;
}

cJSON *
json_parse(const char *text, const char **ret_end, bool *ret_lacks_memory)
{
	cJSON *root;

	has_lacked_memory = false;
	root = cJSON_ParseWithOpts(text, ret_end, true);
	*ret_lacks_memory = root == NULL && has_lacked_memory;
	return root;
}

cJSON *
json_read(const char *text, enum json_fault *ret_fault, size_t *ret_offset)
{
	const char *end = text;
	enum json_fault fault = scan(text, ret_offset);
	bool lacks_memory;
	cJSON *root;

	if (fault != JSON_FINE) {
		*ret_fault = fault;
		return NULL;
	}
	root = json_parse(text, &end, &lacks_memory);
	*ret_offset = (size_t)(end - text);
	if (root != NULL)
		fault = settle_node(root);
	else
		fault = lacks_memory ? JSON_NO_MEMORY : JSON_SYNTAX;
	*ret_fault = fault;
	if (fault == JSON_FINE)
		return root;
	cJSON_Delete(root);
	return NULL;
}

const char *
json_message(enum json_fault fault)
{
	static const char *const messages[] = {
		[JSON_FINE] = "is JSON",
		[JSON_NO_MEMORY] = "needs more memory",
		[JSON_SYNTAX] =
		    "is not valid JSON from here on: names and texts stand in "
		    "double quotes, and no comma before } or ]",
		[JSON_CONTROL] =
		    "has a line break or a tab in a string: write \\n or \\t",
		[JSON_ESCAPED] =
		    "has a control character in a string, such as \\u001b or a "
		    "lone \\r: take it out",
		[JSON_NUL] = "has \\u0000 in a string, which would end there",
		[JSON_DUPLICATE] = "has a member twice in one object",
		[JSON_TOO_MANY] = "has an object with too many members",
		[JSON_NUMBER] =
		    "has a number too large to be exact: write it as a string",
	};

	return messages[fault];
}

/* Raises the flag if item is NULL; passes it on. */
static cJSON *
note(struct json *json, cJSON *item)
{
	json->has_failed = json->has_failed || item == NULL;
	return item;
}

const cJSON *
json_member(const cJSON *object, const char *name)
{
	return cJSON_IsObject(object)
	    ? cJSON_GetObjectItemCaseSensitive(object, name)
	    : NULL;
}

const char *
json_text(const cJSON *object, const char *name)
{
	const char *text = cJSON_GetStringValue(json_member(object, name));

	return text == NULL ? "" : text;
}

void
json_prepare(void)
{
	cJSON_Hooks hooks = { allocate, memory_free };

	cJSON_InitHooks(&hooks);
}

struct json
json_begin(void)
{
	struct json json = { 0 };

	json.root = note(&json, cJSON_CreateObject());
	return json;
}

cJSON *
json_string(
    struct json *json, cJSON *object, const char *name, const char *text)
{
	return note(json,
	    text == NULL ? cJSON_AddNullToObject(object, name)
	                 : cJSON_AddStringToObject(object, name, text));
}

cJSON *
json_number(struct json *json, cJSON *object, const char *name, double number)
{
	return note(json, cJSON_AddNumberToObject(object, name, number));
}

void
json_boolean(struct json *json, cJSON *object, const char *name, bool value)
{
	note(json, cJSON_AddBoolToObject(object, name, value));
}

void
json_null(struct json *json, cJSON *object, const char *name)
{
	note(json, cJSON_AddNullToObject(object, name));
}

void
json_adopt(struct json *json, cJSON *object, const char *name, cJSON *item)
{
	if (!cJSON_AddItemToObject(object, name, item)) {
		json->has_failed = true;
		cJSON_Delete(item);
	}
}

void
json_raw(struct json *json, cJSON *object, const char *name, const char *text)
{
	note(json, cJSON_AddRawToObject(object, name, text));
}

cJSON *
json_object(struct json *json, cJSON *object, const char *name)
{
	return note(json, cJSON_AddObjectToObject(object, name));
}

cJSON *
json_array(struct json *json, cJSON *object, const char *name)
{
	return note(json, cJSON_AddArrayToObject(object, name));
}

cJSON *
json_append(struct json *json, cJSON *array)
{
	cJSON *item = note(json, cJSON_CreateObject());

	if (item != NULL && cJSON_AddItemToArray(array, item))
		return item;
	cJSON_Delete(item);
	return note(json, NULL);
}

char *
json_print(struct json *json)
{
	char *text =
	    json->has_failed ? NULL : cJSON_PrintUnformatted(json->root);

	json_free(json);
	return text;
}

void
json_free(struct json *json)
{
	cJSON_Delete(json->root);
	*json = (struct json){ 0 };
}
