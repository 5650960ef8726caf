/* SPDX-License-Identifier: MIT */
/*
 * Reading and building JSON with cJSON.  Every function that builds takes the
 * NULL that another one returned when memory ran out and raises one flag, so
 * that a document can be written straight down and asked once at the end.
 */
#ifndef JSON_H
#define JSON_H

#include <cJSON.h>
#include <stdbool.h>
#include <stddef.h>

/* Why a text is not taken as JSON. */
enum json_fault {
	JSON_FINE,
	JSON_NO_MEMORY,
	JSON_SYNTAX,    /* no JSON, or nested more than 1000 deep */
	JSON_CONTROL,   /* a line break or tab inside a string */
	JSON_ESCAPED,   /* another control character in a string or name */
	JSON_NUL,       /* \u0000, which would end the string */
	JSON_DUPLICATE, /* a member twice */
	JSON_TOO_MANY,  /* an object with more than JSON_MEMBERS_MAX */
	JSON_NUMBER     /* too large to be written as it is read */
};

#define JSON_MEMBERS_MAX 500 /* the largest object of Meta's has about 20 */

/*
 * Reads text as JSON, strictly: what is read means exactly what
 * was written, so that it can be written again; but CRLF in a string becomes
 * LF, as in every setting (DESIGN 1.2).  NULL: *ret_fault says why,
 * and *ret_offset where in text, in bytes, as far as that is known.  The
 * caller frees the result with cJSON_Delete().
 */
cJSON *json_read(
    const char *text, enum json_fault *ret_fault, size_t *ret_offset);

/*
 * Reads text as JSON as cJSON does.  NULL: it is none, or, as *ret_lacks_memory
 * says, memory did not suffice.
 */
cJSON *json_parse(
    const char *text, const char **ret_end, bool *ret_lacks_memory);

/* Whether any string, or name of a member, at or below node holds text. */
bool json_holds(const cJSON *node, const char *text);

/* What is wrong and what would be right, for people. */
const char *json_message(enum json_fault fault);

/* A member of object; NULL: it has none, or is no object. */
const cJSON *json_member(const cJSON *object, const char *name);

/* The text of a member of object; "" if it has none.  Valid while object is. */
const char *json_text(const cJSON *object, const char *name);

struct json {
	cJSON *root; /* an object */
	bool has_failed;
};

/*
 * Makes cJSON wipe what it frees, and tell when it lacks memory; to be called
 * before anything else here.
 */
void json_prepare(void);

/* Begins a document; end it with json_print(). */
struct json json_begin(void);

/*
 * Adds a member to object, and gives it back; it belongs to the document.  A
 * NULL text is written as null.
 */
cJSON *json_string(
    struct json *json, cJSON *object, const char *name, const char *text);
cJSON *json_number(
    struct json *json, cJSON *object, const char *name, double number);
void json_boolean(
    struct json *json, cJSON *object, const char *name, bool value);
void json_null(struct json *json, cJSON *object, const char *name);

/* Makes a copy of text, as it should be; NULL: out of memory. */
typedef char *json_edit_fn(const void *user, const char *text);

/*
 * Edits all strings and names of node and below, and the digits of numbers: one
 * that changes becomes a string.  False: out of memory.
 */
bool json_edit(cJSON *node, json_edit_fn *edit, const void *user);

/* Adds a member that json_read() has read, and which it takes over. */
void json_adopt(
    struct json *json, cJSON *object, const char *name, cJSON *item);

/* Adds a member that is JSON already. */
void json_raw(
    struct json *json, cJSON *object, const char *name, const char *text);

/* Adds an empty object or array; the result belongs to the document. */
cJSON *json_object(struct json *json, cJSON *object, const char *name);
cJSON *json_array(struct json *json, cJSON *object, const char *name);

/* Appends an empty object to array; it belongs to the document. */
cJSON *json_append(struct json *json, cJSON *array);

/* Releases a document that is not to be written; idempotent. */
void json_free(struct json *json);

/*
 * Ends the document: its text on one line, or NULL if memory ran out at any
 * time.  The caller frees it.
 */
char *json_print(struct json *json);

#endif
