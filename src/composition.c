/* SPDX-License-Identifier: MIT */
/* Which settings make a message together; see composition.h. */
#include "composition.h"

#include <string.h>

#include "value.h"

#define IN(composition) (1U << (composition))
#define IN_TEXT IN(COMPOSE_TEXT)
#define IN_BUTTON IN(COMPOSE_BUTTON)
#define IN_MEDIA IN(COMPOSE_MEDIA)
#define IN_TEMPLATE IN(COMPOSE_TEMPLATE)
#define IN_RAW IN(COMPOSE_RAW)

#define NO_SETTING SETTING_COUNT

/*
 * The settings of what to send: in which messages each has a part, and which
 * other one it needs beside it.
 */
static const struct {
	enum setting id;
	unsigned parts;
	enum setting needs;
} rows[] = {
	{ SETTING_TEXT, IN_TEXT | IN_BUTTON | IN_MEDIA, NO_SETTING },
	{ SETTING_PREVIEW_URL, IN_TEXT, SETTING_TEXT },
	{ SETTING_BUTTON_TEXT, IN_BUTTON, SETTING_BUTTON_URL },
	{ SETTING_BUTTON_TEXT, IN_BUTTON, SETTING_TEXT },
	{ SETTING_BUTTON_URL, IN_BUTTON, SETTING_BUTTON_TEXT },
	{ SETTING_HEADER, IN_BUTTON, SETTING_BUTTON_TEXT },
	{ SETTING_FOOTER, IN_BUTTON, SETTING_BUTTON_TEXT },
	{ SETTING_MEDIA_FILE, IN_MEDIA | IN_BUTTON | IN_TEMPLATE, NO_SETTING },
	{ SETTING_MEDIA_URL, IN_MEDIA | IN_BUTTON | IN_TEMPLATE, NO_SETTING },
	{ SETTING_MEDIA_ID, IN_MEDIA | IN_BUTTON | IN_TEMPLATE, NO_SETTING },
	{ SETTING_MEDIA_NAME, IN_MEDIA | IN_BUTTON | IN_TEMPLATE, NO_SETTING },
	{ SETTING_TYPE, IN_TEXT | IN_MEDIA | IN_BUTTON | IN_TEMPLATE,
	    NO_SETTING },
	{ SETTING_TEMPLATE_NAME, IN_TEMPLATE, NO_SETTING },
	{ SETTING_TEMPLATE_LANGUAGE, IN_TEMPLATE, SETTING_TEMPLATE_NAME },
	{ SETTING_TEMPLATE_HEADER, IN_TEMPLATE, SETTING_TEMPLATE_NAME },
	{ SETTING_TEMPLATE_BODY, IN_TEMPLATE, SETTING_TEMPLATE_NAME },
	{ SETTING_TEMPLATE_BUTTONS, IN_TEMPLATE, SETTING_TEMPLATE_NAME },
	{ SETTING_TEMPLATE_PARAMETER_FORMAT, IN_TEMPLATE,
	    SETTING_TEMPLATE_NAME },
	{ SETTING_TEMPLATE_COMPONENTS, IN_TEMPLATE, SETTING_TEMPLATE_NAME },
	{ SETTING_MESSAGE, IN_RAW, NO_SETTING },
	{ SETTING_CATEGORY, IN_TEXT | IN_BUTTON | IN_RAW, NO_SETTING },
	{ SETTING_TTL_SECONDS, IN_TEXT | IN_BUTTON | IN_RAW, SETTING_CATEGORY },
};

/* Pairs that say the same thing twice. */
static const struct {
	enum setting id, other;
} rivals[] = {
	{ SETTING_MEDIA_FILE, SETTING_MEDIA_URL },
	{ SETTING_MEDIA_FILE, SETTING_MEDIA_ID },
	{ SETTING_MEDIA_ID, SETTING_MEDIA_URL },
	{ SETTING_MEDIA_FILE, SETTING_HEADER },
	{ SETTING_MEDIA_URL, SETTING_HEADER },
	{ SETTING_MEDIA_ID, SETTING_HEADER },
	{ SETTING_MEDIA_FILE, SETTING_TEMPLATE_HEADER },
	{ SETTING_MEDIA_URL, SETTING_TEMPLATE_HEADER },
	{ SETTING_MEDIA_ID, SETTING_TEMPLATE_HEADER },
	{ SETTING_TEMPLATE_COMPONENTS, SETTING_TEMPLATE_HEADER },
	{ SETTING_TEMPLATE_COMPONENTS, SETTING_TEMPLATE_BODY },
	{ SETTING_TEMPLATE_COMPONENTS, SETTING_TEMPLATE_BUTTONS },
	{ SETTING_TEMPLATE_COMPONENTS, SETTING_TEMPLATE_PARAMETER_FORMAT },
	{ SETTING_TEMPLATE_COMPONENTS, SETTING_MEDIA_FILE },
	{ SETTING_TEMPLATE_COMPONENTS, SETTING_MEDIA_URL },
	{ SETTING_TEMPLATE_COMPONENTS, SETTING_MEDIA_ID },
	{ SETTING_PREVIEW_URL, SETTING_CATEGORY },
};

/* What decides on the composition, the most telling first. */
static const struct {
	enum setting key;
	enum composition composition;
} keys[] = {
	{ SETTING_MESSAGE, COMPOSE_RAW },
	{ SETTING_TEMPLATE_NAME, COMPOSE_TEMPLATE },
	{ SETTING_BUTTON_TEXT, COMPOSE_BUTTON },
	{ SETTING_BUTTON_URL, COMPOSE_BUTTON },
	{ SETTING_MEDIA_FILE, COMPOSE_MEDIA },
	{ SETTING_MEDIA_URL, COMPOSE_MEDIA },
	{ SETTING_MEDIA_ID, COMPOSE_MEDIA },
	{ SETTING_TEXT, COMPOSE_TEXT },
};

/*
 * Whether it is set, and says more than its fallback, which wrappers like to
 * spell out.
 */
static bool
is_set(const struct settings *settings, enum setting id)
{
	const struct setting_spec *spec = setting_spec(id);
	const char *text = settings_get(settings, id);
	bool flag = true;

	if (!settings_has(settings, id))
		return false;
	if (text == NULL || spec->fallback == NULL)
		return true;
	if (spec->kind == KIND_BOOLEAN) /* all of them are off by default */
		return !value_boolean(text, &flag) || flag;
	return strcmp(text, spec->fallback) != 0;
}

static void
check_parts(
    struct reading *reading, enum composition composition, enum setting key)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		enum setting id = rows[i].id, needs = rows[i].needs;

		if (!is_set(reading->settings, id) ||
		    reading_take(reading, id) == NULL)
			continue;
		if (needs != NO_SETTING &&
		    !settings_has(reading->settings, needs))
			reading_fail(reading, "companion",
			    "makes no sense without %s: set that too, or "
			    "unset this",
			    setting_spec(needs)->name);
		else if (composition != COMPOSE_NOTHING &&
		    !(rows[i].parts & IN(composition)))
			reading_fail(reading, "contradiction",
			    "does not go with %s, since there is one message: "
			    "unset one of them",
			    setting_spec(key)->name);
	}
}

static void
check_rivals(struct reading *reading)
{
	for (size_t i = 0; i < sizeof(rivals) / sizeof(rivals[0]); i++) {
		if (!is_set(reading->settings, rivals[i].id) ||
		    !is_set(reading->settings, rivals[i].other) ||
		    reading_take(reading, rivals[i].id) == NULL)
			continue;
		reading_fail(reading, "contradiction",
		    "does not go with %s, which would take the same place: "
		    "unset one of them",
		    setting_spec(rivals[i].other)->name);
	}
}

/* A file's name is nothing without the file. */
static void
check_media_name(struct reading *reading)
{
	if (is_set(reading->settings, SETTING_MEDIA_NAME) &&
	    composition_media(reading->settings) == NO_SETTING &&
	    reading_take(reading, SETTING_MEDIA_NAME) != NULL)
		reading_fail(reading, "companion",
		    "makes no sense without media_file, media_url or media_id: "
		    "set one of them, or unset this");
}

/* What is done to a text has no effect on anything else. */
static void
warn_of_no_effect(struct reading *reading)
{
	static const enum setting ids[] = { SETTING_TEXT_FORMAT,
		SETTING_TEXT_OVERFLOW };

	if (settings_has(reading->settings, SETTING_TEXT))
		return;
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		if (is_set(reading->settings, ids[i]) &&
		    reading_take(reading, ids[i]) != NULL)
			reading_warn(reading, "no_effect",
			    "has no effect here: it is about text alone");
}

/* The setting type may say what is found anyway, or the kind of media. */
static void
check_type(struct reading *reading, enum composition composition)
{
	static const char *const types[] = {
		[COMPOSE_NOTHING] = "",
		[COMPOSE_TEXT] = "text",
		[COMPOSE_BUTTON] = "text",
		[COMPOSE_MEDIA] = "",
		[COMPOSE_TEMPLATE] = "template",
	};
	const char *type = reading_take(reading, SETTING_TYPE);
	bool has_media = composition_media(reading->settings) != NO_SETTING;

	if (type == NULL || composition == COMPOSE_RAW ||
	    strcmp(type, types[composition]) == 0)
		return;
	if (strcmp(type, "text") == 0)
		reading_fail(reading, "contradiction",
		    "is text, but the other settings make another kind of "
		    "message: unset type");
	else if (strcmp(type, "template") == 0)
		reading_fail(reading, "companion",
		    "is template, which makes no sense without template_name: "
		    "set that, or unset type");
	else if (!has_media)
		reading_fail(reading, "companion",
		    "is %s, which makes no sense without media_file, "
		    "media_url or media_id: set one of them, or unset type",
		    type);
}

/*
 * A setting that makes a message may be unset for a reason already told, and
 * one that is part of a message has told what it lacks.
 */
static bool
is_excused(const struct reading *reading)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (problems_concern(
		        reading->problems, setting_spec(rows[i].id)->name))
			return true;
	return false;
}

enum composition
composition_find(struct reading *reading)
{
	enum composition composition = COMPOSE_NOTHING;
	enum setting key = SETTING_TEXT;

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (settings_has(reading->settings, keys[i].key)) {
			composition = keys[i].composition;
			key = keys[i].key;
			break;
		}
	}
	check_media_name(reading);
	check_parts(reading, composition, key);
	check_rivals(reading);
	check_type(reading, composition);
	warn_of_no_effect(reading);
	if (composition == COMPOSE_NOTHING && !is_excused(reading)) {
		reading_take(reading, SETTING_TEXT);
		reading_fail(reading, "nothing_to_send",
		    "there is nothing to send: set text, template_name, "
		    "media_file, media_url, media_id or message");
	}
	return composition;
}

bool
composition_is_empty(const struct settings *settings)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (settings_has(settings, keys[i].key))
			return false;
	return true;
}

enum setting
composition_media(const struct settings *settings)
{
	static const enum setting media[] = { SETTING_MEDIA_FILE,
		SETTING_MEDIA_URL, SETTING_MEDIA_ID };

	for (size_t i = 0; i < sizeof(media) / sizeof(media[0]); i++)
		if (settings_has(settings, media[i]))
			return media[i];
	return SETTING_COUNT;
}
