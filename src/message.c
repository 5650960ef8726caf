/* SPDX-License-Identifier: MIT */
/* What to send, made from settings; see message.h. */
#include "message.h"

#include <stdlib.h>
#include <string.h>

#include "body.h"
#include "composition.h"
#include "draft.h"
#include "media.h"
#include "media_part.h"
#include "template.h"
#include "value.h"

/*
 * What text_overflow cuts to, in code points; shapes.h has all limits.  The
 * second is for a text with media, a button or a category.
 */
#define TEXT_MAX 4096
#define SHORT_TEXT_MAX 1024

/* Adds text from a setting to object, if there is any; gives the node. */
static void
add(struct draft *draft, struct reading *reading, enum setting id,
    cJSON *object, const char *name)
{
	const char *text = reading_take(reading, id);

	if (text != NULL)
		draft_note(draft, json_string(&draft->json, object, name, text),
		    id, 0);
}

/* The same with the setting text, formatted and fitted. */
static void
add_body(struct draft *draft, struct reading *reading, cJSON *object,
    const char *name, size_t max)
{
	char *owned;
	const char *text = body_take(reading, SETTING_TEXT, max, &owned);

	if (text != NULL)
		draft_note(draft, json_string(&draft->json, object, name, text),
		    SETTING_TEXT, 0);
	free(owned);
}

/* messages/text-messages */
static void
build_text(struct draft *draft, struct reading *reading)
{
	struct json *json = &draft->json;
	bool is_direct = settings_has(reading->settings, SETTING_CATEGORY);
	cJSON *text;

	json_string(json, json->root, "type", "text");
	text = json_object(json, json->root, "text");
	if (reading_take_flag(reading, SETTING_PREVIEW_URL))
		json_boolean(json, text, "preview_url", true);
	add_body(draft, reading, text, "body",
	    is_direct ? SHORT_TEXT_MAX : TEXT_MAX);
}

/* A part of an interactive message that holds nothing but a text. */
static void
add_part(struct draft *draft, struct reading *reading, enum setting id,
    cJSON *interactive, const char *name)
{
	if (settings_has(reading->settings, id))
		add(draft, reading, id,
		    json_object(&draft->json, interactive, name), "text");
}

/* messages/interactive-cta-url-messages */
static void
build_button(struct draft *draft, struct reading *reading)
{
	struct json *json = &draft->json;
	cJSON *interactive, *header, *action, *parameters;
	bool has_media = composition_media(reading->settings) != SETTING_COUNT;

	json_string(json, json->root, "type", "interactive");
	interactive = json_object(json, json->root, "interactive");
	json_string(json, interactive, "type", "cta_url");
	if (has_media || settings_has(reading->settings, SETTING_HEADER)) {
		header = json_object(json, interactive, "header");
		if (has_media)
			media_part_add_header(draft, reading, header);
		else {
			json_string(json, header, "type", "text");
			add(draft, reading, SETTING_HEADER, header, "text");
		}
	}
	add_body(draft, reading, json_object(json, interactive, "body"), "text",
	    SHORT_TEXT_MAX);
	add_part(draft, reading, SETTING_FOOTER, interactive, "footer");
	action = json_object(json, interactive, "action");
	json_string(json, action, "name", "cta_url");
	parameters = json_object(json, action, "parameters");
	add(draft, reading, SETTING_BUTTON_TEXT, parameters, "display_text");
	add(draft, reading, SETTING_BUTTON_URL, parameters, "url");
}

/* messages/image-messages and its sisters */
static void
build_media(struct draft *draft, struct reading *reading)
{
	struct json *json = &draft->json;
	enum media_kind kind = media_part_kind(draft, reading);
	const char *name = media_kind_name(kind);
	cJSON *object;

	if (kind == MEDIA_UNKNOWN)
		return;
	json_string(json, json->root, "type", name);
	object = json_object(json, json->root, name);
	media_part_add(draft, reading, object, kind);
	if (kind == MEDIA_VOICE)
		json_boolean(json, object, "voice", true);
	if (media_has_caption(kind))
		add_body(draft, reading, object, "caption", SHORT_TEXT_MAX);
	else if (reading_take(reading, SETTING_TEXT) != NULL)
		reading_fail(reading, "contradiction",
		    "cannot be a caption, since %s has none: unset text, or "
		    "send it in a message of its own",
		    name);
}

static void
build_template(struct draft *draft, struct reading *reading)
{
	struct json *json = &draft->json;
	cJSON *template;

	json_string(json, json->root, "type", "template");
	template = json_object(json, json->root, "template");
	template_build(reading, draft, template);
}

/* The setting message, whose object becomes the draft's. */
static void
build_raw(struct draft *draft, struct reading *reading)
{
	const char *text = reading_take(reading, SETTING_MESSAGE);
	cJSON *root =
	    text == NULL ? NULL : draft_read_raw(draft, reading, text);

	if (root == NULL)
		return;
	cJSON_Delete(draft->json.root);
	draft->json.root = root;
	if (reading_take_choice(reading, SETTING_PARAMETER_WHITESPACE) == 1)
		template_collapse(
		    cJSON_GetObjectItemCaseSensitive(root, "template"));
}

/* Reports a setting that says what the raw message says too. */
static bool
is_free(const struct draft *draft, struct reading *reading, const char *name)
{
	if (cJSON_GetObjectItemCaseSensitive(draft->json.root, name) == NULL)
		return true;
	reading_fail(reading, "contradiction",
	    "does not go with message, which has %s too: take it out of one "
	    "of them",
	    name);
	return false;
}

/* A setting that is a member of the message itself. */
static void
add_member(struct draft *draft, struct reading *reading, enum setting id,
    const char *name)
{
	if (reading_take(reading, id) != NULL && is_free(draft, reading, name))
		add(draft, reading, id, draft->json.root, name);
}

static void
add_ttl(struct draft *draft, struct reading *reading)
{
	const char *text = reading_take(reading, SETTING_TTL_SECONDS);
	cJSON *root = draft->json.root;

	if (text == NULL || problems_concern(reading->problems, "category"))
		return;
	if (!value_digits(text, 1, 6))
		reading_fail(reading, "digits",
		    "must be a whole number of seconds, from 30 to 43200");
	else if (is_free(draft, reading, "ttl_seconds"))
		draft_note(draft,
		    json_number(&draft->json, root, "ttl_seconds",
		        (double)strtol(text, NULL, 10)),
		    SETTING_TTL_SECONDS, 0);
}

/* messages/contextual-replies */
static void
add_context(struct draft *draft, struct reading *reading)
{
	const char *id = reading_take(reading, SETTING_REPLY_TO);
	struct json *json = &draft->json;
	cJSON *context;

	if (id == NULL || !is_free(draft, reading, "context"))
		return;
	context = json_object(json, json->root, "context");
	draft_note(draft, context, SETTING_REPLY_TO, 0);
	add(draft, reading, SETTING_REPLY_TO, context, "message_id");
	if (settings_has(reading->settings, SETTING_TEMPLATE_NAME))
		reading_warn(reading, "no_quote",
		    "has no effect that can be seen: WhatsApp shows a template "
		    "without what it replies to");
}

static void
compose(struct draft *draft, struct reading *reading)
{
	switch (composition_find(reading)) {
	case COMPOSE_TEXT:
		build_text(draft, reading);
		break;
	case COMPOSE_BUTTON:
		build_button(draft, reading);
		break;
	case COMPOSE_MEDIA:
		build_media(draft, reading);
		break;
	case COMPOSE_TEMPLATE:
		build_template(draft, reading);
		break;
	case COMPOSE_RAW:
		build_raw(draft, reading);
		break;
	case COMPOSE_NOTHING:
	default:
		break;
	}
}

/* Raw JSON holds what else several settings say. */
static struct message_settings
find_settings(const struct settings *settings)
{
	struct message_settings names = { "template_header", "template_body",
		"template_buttons", "template_parameter_format" };
	const char *raw = NULL;

	if (settings_has(settings, SETTING_MESSAGE))
		raw = setting_spec(SETTING_MESSAGE)->name;
	else if (settings_has(settings, SETTING_TEMPLATE_COMPONENTS))
		raw = setting_spec(SETTING_TEMPLATE_COMPONENTS)->name;
	if (raw != NULL)
		names = (struct message_settings){ raw, raw, raw, raw };
	return names;
}

void
message_build(struct reading *reading, struct message *message)
{
	struct draft draft = { .json = json_begin(), .file = &message->file };

	compose(&draft, reading);
	add_context(&draft, reading);
	add_member(
	    &draft, reading, SETTING_CALLBACK_DATA, "biz_opaque_callback_data");
	add_member(&draft, reading, SETTING_CATEGORY, "category");
	add_ttl(&draft, reading);
	draft_check(&draft, reading);
	message->content = draft.json.root;
	message->type = cJSON_GetStringValue(
	    cJSON_GetObjectItemCaseSensitive(draft.json.root, "type"));
	message->settings = find_settings(reading->settings);
	message->file_id = draft.file_id;
	draft.json.root = NULL;
	draft_free(&draft);
}

bool
message_holds(const struct message *message, const char *text)
{
	return json_holds(message->content, text);
}

bool
message_has_file(const struct message *message)
{
	return message->file.handle.size > 0;
}

bool
message_set_file_id(struct message *message, const char *id)
{
	return cJSON_SetValuestring(message->file_id, id) != NULL;
}

void
message_free(struct message *message)
{
	cJSON_Delete(message->content);
	media_file_close(&message->file);
	*message = (struct message){ 0 };
}
