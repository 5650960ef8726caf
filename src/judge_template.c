/* SPDX-License-Identifier: MIT */
/*
 * Whether a template of the account takes what the message holds; see judge.h
 * (documentation/business-messaging/whatsapp/templates/components).  Cards of a
 * carousel are not compared.
 */
#include <string.h>
#include <strings.h>

#include "json.h"
#include "judge.h"

#define NAMES_MAX 64 /* more variables than Meta's longest body can hold */

/* What is compared, and whom to tell. */
struct comparison {
	const struct findings *findings;
	const struct message_settings *settings;
	bool is_named;
};

/* The names of the variables of a text, each once: "1", "first_name". */
struct variables {
	struct {
		const char *start;
		size_t length;
	} names[NAMES_MAX];
	size_t count;
};

static bool
is_name(const struct variables *variables, size_t i, const char *name,
    size_t length)
{
	return variables->names[i].length == length &&
	    strncmp(variables->names[i].start, name, length) == 0;
}

static bool
has_name(const struct variables *variables, const char *name, size_t length)
{
	for (size_t i = 0; i < variables->count; i++)
		if (is_name(variables, i, name, length))
			return true;
	return false;
}

static struct variables
find_variables(const char *text)
{
	struct variables variables = { 0 };
	const char *end;

	while ((text = strstr(text, "{{")) != NULL &&
	    (end = strstr(text, "}}")) != NULL) {
		text += strlen("{{");
		if (variables.count < NAMES_MAX &&
		    !has_name(&variables, text, (size_t)(end - text))) {
			variables.names[variables.count].start = text;
			variables.names[variables.count++].length =
			    (size_t)(end - text);
		}
		text = end;
	}
	return variables;
}

/* The component of this type, in whatever letters; NULL: there is none. */
static const cJSON *
find_component(const cJSON *components, const char *type)
{
	const cJSON *component;

	cJSON_ArrayForEach(component, components)
	{
		if (strcasecmp(json_text(component, "type"), type) == 0)
			return component;
	}
	return NULL;
}

/* Names that are sent and unknown, or wanted and not sent. */
static void
compare_names(const struct comparison *comparison, const char *part,
    const char *setting, const struct variables *wanted, const cJSON *sent)
{
	const cJSON *parameter;

	cJSON_ArrayForEach(parameter, sent)
	{
		const char *name = json_text(parameter, "parameter_name");

		if (!has_name(wanted, name, strlen(name)))
			finding_fail(comparison->findings, CLASS_TEMPLATE,
			    setting, "parameter_name",
			    "has a parameter named %s, which the template's %s "
			    "has not",
			    name, part);
	}
	for (size_t i = 0; i < wanted->count; i++) {
		bool is_sent = false;

		cJSON_ArrayForEach(parameter, sent)
		{
			const char *name =
			    json_text(parameter, "parameter_name");

			is_sent =
			    is_sent || is_name(wanted, i, name, strlen(name));
		}
		if (!is_sent)
			finding_fail(comparison->findings, CLASS_TEMPLATE,
			    setting, "parameter_name",
			    "lacks the parameter %.*s of the template's %s",
			    (int)wanted->names[i].length,
			    wanted->names[i].start, part);
	}
}

/* The parameters of a text. */
static void
compare_text(const struct comparison *comparison, const char *part,
    const char *setting, const char *text, const cJSON *sent)
{
	struct variables wanted = find_variables(text);
	size_t count = (size_t)cJSON_GetArraySize(sent);
	bool is_named =
	    *json_text(cJSON_GetArrayItem(sent, 0), "parameter_name") != '\0';

	if (count > 0 && wanted.count > 0 && is_named != comparison->is_named)
		finding_fail(comparison->findings, CLASS_TEMPLATE,
		    comparison->settings->parameter_format, "parameter_format",
		    "must be %s for the template's %s",
		    comparison->is_named ? "named, with lines of name=value,"
		                         : "positional",
		    part);
	else if (comparison->is_named && count > 0 && wanted.count > 0)
		compare_names(comparison, part, setting, &wanted, sent);
	else if (count != wanted.count)
		finding_fail(comparison->findings, CLASS_TEMPLATE, setting,
		    "parameter_count",
		    "makes %zu parameter%s, but the template's %s has %zu: %s",
		    count, count == 1 ? "" : "s", part, wanted.count, text);
}

static void
compare_header(const struct comparison *comparison, const cJSON *template,
    const cJSON *sent)
{
	const char *setting = comparison->settings->header;
	const cJSON *parameters = json_member(sent, "parameters");
	const char *given =
	    json_text(cJSON_GetArrayItem(parameters, 0), "type");
	const char *format = json_text(template, "format");

	if (template == NULL) {
		if (sent != NULL)
			finding_fail(comparison->findings, CLASS_TEMPLATE,
			    setting, "header_kind",
			    "makes a header, but the template has none: unset "
			    "it");
		return;
	}
	if (strcasecmp(format, "TEXT") == 0 &&
	    (*given == '\0' || strcmp(given, "text") == 0))
		compare_text(comparison, "header", setting,
		    json_text(template, "text"), parameters);
	else if (strcasecmp(format, given) != 0)
		finding_fail(comparison->findings, CLASS_TEMPLATE, setting,
		    "header_kind",
		    "makes %s%s the header, but the template's is of the kind "
		    "%s: set %s",
		    *given == '\0' ? "nothing" : "a parameter of the kind ",
		    given, format,
		    strcasecmp(format, "TEXT") == 0
		        ? "template_header"
		        : "media_file, media_url or media_id");
}

static void
judge_status(const cJSON *template, const struct findings *findings)
{
	static const char *const refused[] = { "PENDING", "REJECTED", "PAUSED",
		"DISABLED", "IN_APPEAL", "PENDING_DELETION", "DELETED",
		"LIMIT_EXCEEDED", "ARCHIVED" };
	const char *status = json_text(template, "status");

	if (strcmp(status, "APPROVED") == 0)
		return;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		if (strcmp(status, refused[i]) != 0)
			continue;
		finding_fail(findings, CLASS_TEMPLATE, "template_name",
		    "template_status",
		    "is of a template that cannot be sent: its status is %s, "
		    "not APPROVED; see WhatsApp Manager > Message templates",
		    status);
		return;
	}
	finding_warn(findings, "template_name", "template_status",
	    "is of a template whose status is %s, not APPROVED",
	    *status == '\0' ? "not told" : status);
}

void
judge_template(const cJSON *template, const struct message *message,
    const struct findings *findings)
{
	const cJSON *have = json_member(template, "components");
	const cJSON *sent = json_member(
	    json_member(message->content, "template"), "components");
	struct comparison comparison = { findings, &message->settings,
		strcasecmp(json_text(template, "parameter_format"), "NAMED") ==
		    0 };

	judge_status(template, findings);
	compare_header(&comparison, find_component(have, "HEADER"),
	    find_component(sent, "header"));
	compare_text(&comparison, "body", message->settings.body,
	    json_text(find_component(have, "BODY"), "text"),
	    json_member(find_component(sent, "body"), "parameters"));
	judge_buttons(find_component(have, "BUTTONS"), sent,
	    message->settings.buttons, findings);
	if (find_component(have, "CAROUSEL") != NULL)
		finding_warn(findings, message->settings.body, "not_compared",
		    "is not compared with the cards of the template");
	finding_note(findings, "template_name: %s, %s, %s, %s",
	    json_text(template, "name"), json_text(template, "language"),
	    json_text(template, "status"), json_text(template, "category"));
}
