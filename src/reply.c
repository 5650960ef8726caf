/* SPDX-License-Identifier: MIT */
/* The API's answer; see reply.h. */
#include "reply.h"

#include <cJSON.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "text.h"
#include "value.h"

/* Real ids have up to 120 characters. */
#define ID_MAX 1024

/* Real texts have less than 1000 bytes. */
#define TEXT_MAX 4000

/* A member of an object, or NULL; anything but an object has none. */
static const cJSON *
member(const cJSON *object, const char *name)
{
	return cJSON_IsObject(object)
	    ? cJSON_GetObjectItemCaseSensitive(object, name)
	    : NULL;
}

/* A whole number that fits an int. */
static bool
read_integer(const cJSON *item, int *ret_number)
{
	if (!cJSON_IsNumber(item) || item->valuedouble < INT_MIN ||
	    item->valuedouble > INT_MAX ||
	    item->valuedouble != (double)item->valueint)
		return false;
	*ret_number = item->valueint;
	return true;
}

/*
 * The text of a string that is not empty, fit to print and not too long to be
 * read; else NULL.
 */
static char *
text_of(const cJSON *item)
{
	const char *text = cJSON_GetStringValue(item);

	return text == NULL || *text == '\0' ? NULL : text_printable(text);
}

/*
 * error_data is an object with details, as documented; a text; or that object
 * as JSON in a text: all three have been seen.
 */
static char *
details_of(const cJSON *data)
{
	const char *text = cJSON_GetStringValue(data);
	cJSON *inner = text == NULL ? NULL : cJSON_Parse(text);
	char *details =
	    text_of(member(inner != NULL ? inner : data, "details"));

	cJSON_Delete(inner);
	return details != NULL ? details : text_of(data);
}

static void
read_error(struct reply *reply, const cJSON *error)
{
	const cJSON *type = member(error, "type");
	const cJSON *trace = member(error, "fbtrace_id");

	if (!read_integer(member(error, "code"), &reply->error.code) ||
	    (!cJSON_IsString(type) && !cJSON_IsString(trace)))
		return;
	reply->kind = REPLY_ERROR;
	read_integer(member(error, "error_subcode"), &reply->error.subcode);
	reply->error.type = text_of(type);
	reply->error.fbtrace_id = text_of(trace);
	reply->error.title = text_of(member(error, "message"));
	reply->error.details = details_of(member(error, "error_data"));
}

/* Decided before any text is copied: no memory may change it. */
static enum message_state
state_of(const cJSON *status)
{
	const char *word = cJSON_GetStringValue(status);

	if (word == NULL || strcmp(word, "accepted") == 0)
		return STATE_ACCEPTED;
	if (strcmp(word, "held_for_quality_assessment") == 0)
		return STATE_HELD;
	return strcmp(word, "paused") == 0 ? STATE_PAUSED : STATE_OTHER;
}

static bool
is_id(const cJSON *item)
{
	const char *id = cJSON_GetStringValue(item);

	return id != NULL && *id != '\0' && strlen(id) <= ID_MAX &&
	    value_is_visible(id);
}

static void
read_message(struct reply *reply, const cJSON *root)
{
	const cJSON *messages = member(root, "messages");
	const cJSON *message =
	    cJSON_IsArray(messages) ? cJSON_GetArrayItem(messages, 0) : NULL;

	if (!is_id(member(message, "id")))
		return;
	reply->kind = REPLY_ACCEPTED;
	reply->state = state_of(member(message, "message_status"));
	reply->message_id = text_of(member(message, "id"));
}

static void
read_upload(struct reply *reply, const cJSON *root)
{
	if (!is_id(member(root, "id")))
		return;
	reply->kind = REPLY_UPLOADED;
	reply->media_id = text_of(member(root, "id"));
}

static void
read_answer(struct reply *reply, const cJSON *root)
{
	if (!cJSON_IsObject(root))
		return;
	reply->kind = REPLY_ANSWER;
	reply->answer = cJSON_Duplicate(root, true);
}

/* Reads a body: an error, or else what read makes of it. */
static void
parse(const char *body, size_t length, struct reply *reply,
    void (*read)(struct reply *reply, const cJSON *root))
{
	const cJSON *error;
	cJSON *root = NULL;

	*reply = (struct reply){ .kind = REPLY_OTHER };
	if (body != NULL && strlen(body) == length)
		root = json_parse(body, NULL, &reply->lacks_memory);
	error = member(root, "error");
	if (error == NULL)
		read(reply, root);
	else
		read_error(reply, error);
	cJSON_Delete(root);
}

void
reply_parse(const char *body, size_t length, struct reply *reply)
{
	parse(body, length, reply, read_message);
}

void
reply_parse_upload(const char *body, size_t length, struct reply *reply)
{
	parse(body, length, reply, read_upload);
}

void
reply_parse_answer(const char *body, size_t length, struct reply *reply)
{
	parse(body, length, reply, read_answer);
}

/* {"account":[{"type":...,"estimated_time_to_regain_access":19}],...} */
int64_t
reply_regain_ms(const char *usage)
{
	cJSON *root = usage == NULL ? NULL : cJSON_Parse(usage);
	const cJSON *account, *limit;
	int minutes, longest = 0;

	cJSON_ArrayForEach(account, root)
	{
		cJSON_ArrayForEach(limit, account)
		{
			if (read_integer(member(limit,
			                     "estimated_time_to_regain_access"),
			        &minutes) &&
			    minutes > longest)
				longest = minutes;
		}
	}
	cJSON_Delete(root);
	return (int64_t)longest * 60000;
}

void
reply_cut(struct reply *reply)
{
	text_cut(reply->error.type, TEXT_MAX);
	text_cut(reply->error.title, TEXT_MAX);
	text_cut(reply->error.details, TEXT_MAX);
	text_cut(reply->error.fbtrace_id, TEXT_MAX);
}

void
reply_free(struct reply *reply)
{
	cJSON_Delete(reply->answer);
	free(reply->message_id);
	free(reply->media_id);
	free(reply->error.type);
	free(reply->error.title);
	free(reply->error.details);
	free(reply->error.fbtrace_id);
	*reply = (struct reply){ 0 };
}
