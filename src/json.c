/* SPDX-License-Identifier: MIT */
/* Building JSON; see json.h. */
#include "json.h"

#include <stddef.h>

/* Raises the flag if item is NULL; passes it on. */
static cJSON *
note(struct json *json, cJSON *item)
{
	json->has_failed = json->has_failed || item == NULL;
	return item;
}

struct json
json_begin(void)
{
	struct json json = { 0 };

	json.root = note(&json, cJSON_CreateObject());
	return json;
}

void
json_string(
    struct json *json, cJSON *object, const char *name, const char *text)
{
	if (text == NULL)
		json_null(json, object, name);
	else
		note(json, cJSON_AddStringToObject(object, name, text));
}

void
json_number(struct json *json, cJSON *object, const char *name, double number)
{
	note(json, cJSON_AddNumberToObject(object, name, number));
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

	cJSON_Delete(json->root);
	json->root = NULL;
	return text;
}
