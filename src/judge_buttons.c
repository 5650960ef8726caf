/* SPDX-License-Identifier: MIT */
/*
 * Whether the buttons of a template take what the message holds; see judge.h
 * (documentation/business-messaging/whatsapp/templates/components).
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "json.h"
#include "judge.h"

/* What a button of a template is called where one is sent. */
static const char *
subtype_of(const char *type)
{
	static const struct {
		const char *type, *subtype;
	} rows[] = {
		{ "OTP", "url" },
		{ "CATALOG", "catalog" },
		{ "MPM", "mpm" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcasecmp(type, rows[i].type) == 0)
			return rows[i].subtype;
	return type;
}

/* Whether nothing can be sent without a value for this button. */
static bool
needs_value(const cJSON *button)
{
	static const char *const needy[] = { "COPY_CODE", "OTP", "MPM" };
	const char *type = json_text(button, "type");

	for (size_t i = 0; i < sizeof(needy) / sizeof(needy[0]); i++)
		if (strcasecmp(type, needy[i]) == 0)
			return true;
	return strstr(json_text(button, "url"), "{{") != NULL;
}

/* The index of a button that is sent, which may be a number or a text. */
static int
index_of(const cJSON *component)
{
	const cJSON *index = json_member(component, "index");

	if (cJSON_IsString(index))
		return (int)strtol(index->valuestring, NULL, 10);
	return cJSON_IsNumber(index) ? index->valueint : 0;
}

static const cJSON *
find_button(const cJSON *components, int index)
{
	const cJSON *component;

	cJSON_ArrayForEach(component, components)
	{
		if (strcasecmp(json_text(component, "type"), "button") == 0 &&
		    index_of(component) == index)
			return component;
	}
	return NULL;
}

static void
compare_button(const cJSON *button, int index, const cJSON *sent,
    const char *setting, const struct findings *findings)
{
	const char *subtype = subtype_of(json_text(button, "type"));

	if (sent == NULL) {
		if (needs_value(button))
			finding_fail(findings, CLASS_TEMPLATE, setting,
			    "button_missing",
			    "has no value for button %d of the template, which "
			    "is of the kind %s and needs one",
			    index, subtype);
	} else if (strcasecmp(json_text(sent, "sub_type"), subtype) != 0)
		finding_fail(findings, CLASS_TEMPLATE, setting, "button_kind",
		    "makes button %d one of the kind %s, but the template's is "
		    "%s",
		    index, json_text(sent, "sub_type"), subtype);
	else if (strcasecmp(subtype, "url") == 0 && !needs_value(button))
		finding_fail(findings, CLASS_TEMPLATE, setting, "button_fixed",
		    "has a value for button %d, but its address is fixed: take "
		    "it out",
		    index);
}

void
judge_buttons(const cJSON *template, const cJSON *sent, const char *setting,
    const struct findings *findings)
{
	const cJSON *buttons = json_member(template, "buttons");
	const cJSON *item;
	int count = 0;

	cJSON_ArrayForEach(item, buttons)
	{
		compare_button(
		    item, count, find_button(sent, count), setting, findings);
		count++;
	}
	cJSON_ArrayForEach(item, sent)
	{
		if (strcasecmp(json_text(item, "type"), "button") != 0 ||
		    (index_of(item) >= 0 && index_of(item) < count))
			continue;
		finding_fail(findings, CLASS_TEMPLATE, setting, "button_index",
		    "has a value for button %d, but the template has %d "
		    "button%s, counted from 0",
		    index_of(item), count, count == 1 ? "" : "s");
	}
}
