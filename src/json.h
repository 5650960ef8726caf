/* SPDX-License-Identifier: MIT */
/*
 * Building JSON with cJSON.  Every function takes the NULL that another one
 * returned when memory ran out and raises one flag, so that a document can be
 * written straight down and asked once at the end.
 */
#ifndef JSON_H
#define JSON_H

#include <cJSON.h>
#include <stdbool.h>

struct json {
	cJSON *root; /* an object */
	bool has_failed;
};

/* Begins a document; end it with json_print(). */
struct json json_begin(void);

/* Adds a member to object; a NULL text is written as null. */
void json_string(
    struct json *json, cJSON *object, const char *name, const char *text);
void json_number(
    struct json *json, cJSON *object, const char *name, double number);
void json_boolean(
    struct json *json, cJSON *object, const char *name, bool value);
void json_null(struct json *json, cJSON *object, const char *name);

/* Adds a member that is JSON already. */
void json_raw(
    struct json *json, cJSON *object, const char *name, const char *text);

/* Adds an empty object or array; the result belongs to the document. */
cJSON *json_object(struct json *json, cJSON *object, const char *name);
cJSON *json_array(struct json *json, cJSON *object, const char *name);

/* Appends an empty object to array; it belongs to the document. */
cJSON *json_append(struct json *json, cJSON *array);

/*
 * Ends the document: its text on one line, or NULL if memory ran out at any
 * time.  The caller frees it.
 */
char *json_print(struct json *json);

#endif
