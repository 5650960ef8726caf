/* SPDX-License-Identifier: MIT */
/* A template message made from settings; see template.h. */
#include "template.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "composition.h"
#include "media_part.h"
#include "percent.h"
#include "shapes.h"
#include "text.h"
#include "value.h"

#define BUTTONS_MAX 10 /* templates/components */

/* What it takes to write components. */
struct writing {
	struct draft *draft;
	struct reading *reading;
	cJSON *components;
	bool is_named;  /* template_parameter_format */
	bool collapses; /* parameter_whitespace */
};

static cJSON *
append_component(const struct writing *writing, const char *type)
{
	struct json *json = &writing->draft->json;
	cJSON *component = json_append(json, writing->components);

	json_string(json, component, "type", type);
	return component;
}

/* Writes one parameter: text, or name=text, which is split in place. */
static void
append_parameter(const struct writing *writing, cJSON *parameters, char *text)
{
	struct draft *draft = writing->draft;
	char *equals = writing->is_named ? strchr(text, '=') : NULL;
	cJSON *parameter;

	if (writing->is_named && equals == NULL) {
		reading_fail(writing->reading, "not_named",
		    "must be name=value, since template_parameter_format is "
		    "named");
		return;
	}
	parameter = json_append(&draft->json, parameters);
	draft_note(
	    draft, parameter, writing->reading->id, writing->reading->line);
	json_string(&draft->json, parameter, "type", "text");
	if (equals != NULL) {
		*equals = '\0';
		json_string(&draft->json, parameter, "parameter_name", text);
		text = equals + 1;
	}
	if (writing->collapses)
		text_collapse(text);
	json_string(&draft->json, parameter, "text", text);
}

/* The one parameter of a header; its value may have several lines. */
static void
write_header(const struct writing *writing)
{
	const char *value =
	    reading_take(writing->reading, SETTING_TEMPLATE_HEADER);
	struct json *json = &writing->draft->json;
	char *text = value == NULL ? NULL : strdup(value);

	/* as YAML's | leaves it, and as of a list */
	if (text != NULL && *text != '\0' && text[strlen(text) - 1] == '\n')
		text[strlen(text) - 1] = '\0';
	if (text != NULL)
		append_parameter(writing,
		    json_array(json, append_component(writing, "header"),
		        "parameters"),
		    text);
	else if (value != NULL)
		json->has_failed = true;
	free(text);
}

static void
write_header_media(const struct writing *writing)
{
	struct json *json = &writing->draft->json;
	cJSON *parameters;

	if (composition_media(writing->reading->settings) == SETTING_COUNT)
		return;
	parameters =
	    json_array(json, append_component(writing, "header"), "parameters");
	media_part_add_header(
	    writing->draft, writing->reading, json_append(json, parameters));
}

/*
 * Takes the setting and splits it into lines, at most max.  False: unset, or a
 * problem was reported.
 */
static bool
take_lines(
    struct reading *reading, enum setting id, size_t max, struct lines *lines)
{
	const char *text = reading_take(reading, id);

	if (text == NULL)
		return false;
	if (!lines_split(text, lines)) {
		reading->problems->incomplete = true;
		return false;
	}
	if (lines->count <= max)
		return true;
	reading_fail(reading, "too_many_lines",
	    "has %zu lines; at most %zu are allowed", lines->count, max);
	lines_free(lines);
	return false;
}

static void
write_body(const struct writing *writing)
{
	struct reading *reading = writing->reading;
	struct json *json = &writing->draft->json;
	struct lines lines = { 0 };
	cJSON *component, *parameters;

	if (!take_lines(reading, SETTING_TEMPLATE_BODY, TEMPLATE_PARAMETERS_MAX,
	        &lines))
		return;
	component = append_component(writing, "body");
	draft_note(writing->draft, component, SETTING_TEMPLATE_BODY, 0);
	parameters = json_array(json, component, "parameters");
	for (size_t i = 0; i < lines.count; i++) {
		reading->line = i + 1;
		if (*lines.items[i] == '\0')
			reading_fail(reading, "empty_line",
			    "is an empty line; each line is one parameter");
		else
			append_parameter(writing, parameters, lines.items[i]);
	}
	lines_free(&lines);
}

/* What the buttons take, by their subtype. */
static const struct button {
	const char *subtype;
	const char *type, *member; /* of the parameter, and of its value */
} buttons[] = {
	{ "url", "text", "text" },
	{ "quick_reply", "payload", "payload" },
	{ "copy_code", "coupon_code", "coupon_code" },
};

static const struct button *
find_button(const char *subtype)
{
	for (size_t i = 0; i < sizeof(buttons) / sizeof(buttons[0]); i++)
		if (strcmp(buttons[i].subtype, subtype) == 0)
			return &buttons[i];
	return NULL;
}

/* The value as it is sent: what ends a URL percent-encoded. */
static void
write_button_value(const struct writing *writing, cJSON *parameter,
    const struct button *button, char *value)
{
	struct json *json = &writing->draft->json;
	char *encoded;

	if (writing->collapses)
		text_collapse(value);
	json_string(json, parameter, "type", button->type);
	if (button != &buttons[0]) {
		json_string(json, parameter, button->member, value);
		return;
	}
	encoded = percent_encode(value);
	if (encoded == NULL)
		json->has_failed = true;
	else
		json_string(json, parameter, button->member, encoded);
	free(encoded);
}

static void
append_button(const struct writing *writing, const char *index,
    const struct button *button, char *value)
{
	struct json *json = &writing->draft->json;
	cJSON *component = append_component(writing, "button");

	draft_note(writing->draft, component, SETTING_TEMPLATE_BUTTONS,
	    writing->reading->line);
	json_string(json, component, "sub_type", button->subtype);
	json_string(json, component, "index", index);
	write_button_value(writing,
	    json_append(json, json_array(json, component, "parameters")),
	    button, value);
}

/* Takes the word that *rest begins with; NULL: nothing follows it. */
static const char *
take_word(char **rest)
{
	const char *word = *rest == NULL ? NULL : strsep(rest, " \t");

	if (*rest != NULL)
		*rest += strspn(*rest, " \t");
	return word;
}

/* Reads one line: INDEX SUBTYPE VALUE, where VALUE may hold blanks. */
static void
write_button(const struct writing *writing, char *line)
{
	const struct reading *reading = writing->reading;
	char *value = line;
	const char *index = take_word(&value);
	const char *subtype = take_word(&value);
	const struct button *button;

	if (value == NULL) {
		reading_fail(reading, "button_form",
		    "must be INDEX SUBTYPE VALUE, as in: 0 url "
		    "releases/1.4.0");
		return;
	}
	button = find_button(subtype);
	if (!value_digits(index, 1, 1))
		reading_fail(reading, "button_index",
		    "must start with the button's position, 0 to 9");
	else if (button == NULL)
		reading_fail(reading, "button_subtype",
		    "must have url, quick_reply or copy_code as its second "
		    "word; other buttons go into template_components");
	else
		append_button(writing, index, button, value);
}

static void
write_buttons(const struct writing *writing)
{
	struct lines lines = { 0 };

	if (!take_lines(writing->reading, SETTING_TEMPLATE_BUTTONS, BUTTONS_MAX,
	        &lines))
		return;
	for (size_t i = 0; i < lines.count; i++) {
		writing->reading->line = i + 1;
		write_button(writing, lines.items[i]);
	}
	lines_free(&lines);
}

/* Makes one text of raw components fit for a parameter. */
static void
collapse(cJSON *node, void *user)
{
	(void)user;
	if (cJSON_IsString(node))
		text_collapse(node->valuestring);
}

void
template_collapse(cJSON *template)
{
	shape_visit(template, "components[].parameters[].text", collapse, NULL);
	shape_visit(template,
	    "components[].cards[].components[].parameters[].text", collapse,
	    NULL);
}

/* The setting template_components in place of all others. */
static void
write_raw(const struct writing *writing, cJSON *template)
{
	struct reading *reading = writing->reading;
	const char *text = reading_take(reading, SETTING_TEMPLATE_COMPONENTS);
	cJSON *components =
	    text == NULL ? NULL : draft_read_raw(writing->draft, reading, text);

	if (components == NULL)
		return;
	json_adopt(&writing->draft->json, template, "components", components);
	if (writing->collapses)
		template_collapse(template);
}

/* Copies the language, making "en-US" "en_US" with a warning. */
static void
write_language(const struct writing *writing, cJSON *template)
{
	struct reading *reading = writing->reading;
	struct draft *draft = writing->draft;
	const char *text = reading_take(reading, SETTING_TEMPLATE_LANGUAGE);
	cJSON *code;
	char *hyphen;

	if (text == NULL)
		return;
	code = json_string(&draft->json,
	    json_object(&draft->json, template, "language"), "code", text);
	draft_note(draft, code, SETTING_TEMPLATE_LANGUAGE, 0);
	hyphen = code == NULL ? NULL : strchr(code->valuestring, '-');
	if (hyphen == NULL)
		return;
	*hyphen = '_';
	for (char *c = hyphen + 1; *c != '\0'; c++)
		*c = (char)toupper((unsigned char)*c);
	reading_warn(reading, "hyphen",
	    "is read as %s: Meta writes an underscore", code->valuestring);
}

void
template_build(struct reading *reading, struct draft *draft, cJSON *template)
{
	struct writing writing = { .draft = draft,
		.reading = reading,
		.is_named = reading_take_choice(reading,
		                SETTING_TEMPLATE_PARAMETER_FORMAT) == 1,
		.collapses = reading_take_choice(
		                 reading, SETTING_PARAMETER_WHITESPACE) == 1 };
	const char *name = reading_take(reading, SETTING_TEMPLATE_NAME);

	if (name != NULL)
		draft_note(draft,
		    json_string(&draft->json, template, "name", name),
		    SETTING_TEMPLATE_NAME, 0);
	write_language(&writing, template);
	if (settings_has(reading->settings, SETTING_TEMPLATE_COMPONENTS)) {
		write_raw(&writing, template);
		return;
	}
	writing.components = json_array(&draft->json, template, "components");
	write_header(&writing);
	write_header_media(&writing);
	write_body(&writing);
	write_buttons(&writing);
	if (writing.components != NULL && writing.components->child == NULL)
		cJSON_DeleteItemFromObjectCaseSensitive(template, "components");
}
