/* SPDX-License-Identifier: MIT */
/* The result for machines; see report_json.h. */
#include "report_json.h"

#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "text.h"
#include "versions.h"

/* Adds the problems, or else the warnings, as an array. */
static void
add_problems(struct json *json, const char *name,
    const struct problems *problems, bool is_warning)
{
	cJSON *array = json_array(json, json->root, name);

	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->items[i];
		cJSON *object;

		if ((problem->kind == CLASS_OK) != is_warning)
			continue;
		object = json_append(json, array);
		json_string(json, object, "setting", problem->setting);
		json_string(json, object, "source", problem->source);
		json_string(json, object, "rule", problem->rule);
		json_string(json, object, "message", problem->message);
		if (problem->position != NULL)
			json_string(
			    json, object, "position", problem->position);
	}
}

/* What the API said against the message. */
static void
add_graph_error(struct json *json, cJSON *object,
    const struct graph_error *error, const struct catalogue_entry *entry)
{
	json_number(json, object, "code", error->code);
	if (error->subcode != 0)
		json_number(json, object, "subcode", error->subcode);
	else
		json_null(json, object, "subcode");
	json_string(json, object, "type", error->type);
	json_string(json, object, "title",
	    error->title != NULL ? error->title : entry->title);
	json_string(json, object, "details", error->details);
	json_string(json, object, "fbtrace_id", error->fbtrace_id);
	json_boolean(json, object, "retryable", catalogue_is_retryable(entry));
	json_string(json, object, "hint", entry->hint);
}

/* What else went wrong on the way. */
static void
add_other_error(struct json *json, cJSON *object, const struct report *report)
{
	enum result_class kind = report->outcome.kind;
	bool is_found = report->delivery->findings > 0;

	json_null(json, object, "code");
	json_null(json, object, "subcode");
	json_null(json, object, "type");
	json_string(json, object, "title",
	    is_found ? REPORT_CHECK_TITLE : class_meaning(kind));
	json_string(json, object, "details",
	    is_found ? NULL : report->delivery->exchange.detail);
	json_null(json, object, "fbtrace_id");
	json_boolean(
	    json, object, "retryable", outcome_is_retryable(&report->outcome));
	json_string(json, object, "hint",
	    is_found ? REPORT_CHECK_HINT : class_remedy(kind));
}

static void
add_error(struct json *json, const struct report *report)
{
	cJSON *object;

	if (report->outcome.status != STATUS_FAILED &&
	    report->outcome.status != STATUS_UNKNOWN) {
		json_null(json, json->root, "error");
		return;
	}
	object = json_object(json, json->root, "error");
	if (report->outcome.entry != NULL)
		add_graph_error(json, object, &report->delivery->reply.error,
		    report->outcome.entry);
	else
		add_other_error(json, object, report);
}

/* What a check saw; without one, nothing is said of it. */
static void
add_seen(struct json *json, const struct problems *seen)
{
	cJSON *array;

	if (seen->count == 0)
		return;
	array = json_array(json, json->root, "seen");
	for (size_t i = 0; i < seen->count; i++)
		json_string(json, json_append(json, array), "fact",
		    seen->items[i].message);
}

static void
add_recipient(struct json *json, const struct request *request)
{
	char masked[RECIPIENT_SIZE];

	if (request->recipient.text[0] == '\0') {
		json_null(json, json->root, "recipient");
		return;
	}
	recipient_mask(&request->recipient, masked);
	json_string(json, json->root, "recipient", masked);
}

/* The members that tell of the message. */
static void
add_message(struct json *json, const struct report *report)
{
	const struct reply *reply = &report->delivery->reply;
	bool is_accepted = report->outcome.status == STATUS_ACCEPTED;
	bool is_known = report->outcome.status != STATUS_INVALID;

	json_string(json, json->root, "type",
	    is_known ? report->request->message.type : NULL);
	json_string(json, json->root, "message_id",
	    is_accepted ? reply->message_id : NULL);
	json_string(json, json->root, "message_status",
	    outcome_message_status(&report->outcome, reply));
	add_recipient(json, report->request);
}

static void
add_request(struct json *json, const struct report *report)
{
	char *url;
	cJSON *object;

	if (report->payload == NULL || report->outcome.status != STATUS_VALID)
		return;
	url = endpoint_shown(&report->request->endpoint, "messages");
	if (url == NULL)
		json->has_failed = true;
	object = json_object(json, json->root, "request");
	json_string(json, object, "url", url);
	json_raw(json, object, "body", report->payload);
	free(url);
}

/*
 * Runners take "##[command]" (actions/runner, ActionCommand.cs) and
 * "##vso[command]" anywhere in a line for a command: the second # is written
 * as an escape, which means the same in JSON.  It can only stand in a string.
 */
static char *
escape_commands(char *json)
{
	char *safe = json == NULL ? NULL : text_replace(json, "##", "#\\u0023");

	free(json);
	return safe;
}

char *
report_json(const struct report *report, bool with_request)
{
	const struct exchange *exchange = &report->delivery->exchange;
	struct json json = json_begin();

	json_string(&json, json.root, "schema", "1-0-0");
	json_string(&json, json.root, "tool", "whatsapp-send");
	json_string(&json, json.root, "version", VERSION);
	json_string(&json, json.root, "mode",
	    problems_concern(report->problems, "mode")
	        ? NULL
	        : mode_name(report->request->mode));
	json_string(
	    &json, json.root, "status", status_name(report->outcome.status));
	json_string(
	    &json, json.root, "class", class_name(report->outcome.kind));
	json_number(&json, json.root, "exit_code", report->exit_code);
	add_message(&json, report);
	json_string(&json, json.root, "step",
	    report->delivery->attempts == 0
	        ? NULL
	        : deliver_step_name(report->delivery->step));
	json_number(&json, json.root, "attempts", report->delivery->attempts);
	if (exchange->status != 0)
		json_number(&json, json.root, "http_status", exchange->status);
	else
		json_null(&json, json.root, "http_status");
	json_string(&json, json.root, "api_version",
	    report->request->endpoint.api_version);
	json_number(
	    &json, json.root, "duration_ms", (double)report->duration_ms);
	if (report->delivery->retry_after_s > 0)
		json_number(&json, json.root, "retry_after_s",
		    (double)report->delivery->retry_after_s);
	else
		json_null(&json, json.root, "retry_after_s");
	add_error(&json, report);
	add_problems(&json, "problems", report->problems, false);
	add_problems(&json, "warnings", report->problems, true);
	add_seen(&json, report->seen);
	if (with_request)
		add_request(&json, report);
	return escape_commands(json_print(&json));
}
