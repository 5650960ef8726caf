/* SPDX-License-Identifier: MIT */
/* What to send, made from settings; see message.h. */
#include "message.h"

#include <string.h>

/*
 * Reports each setting that only makes sense beside another one, unless it
 * says nothing but its fallback, as wrappers like to do.
 */
static void
check_companions(struct reading *reading)
{
	static const struct {
		enum setting id, needs;
	} rules[] = {
		{ SETTING_TEMPLATE_LANGUAGE, SETTING_TEMPLATE_NAME },
		{ SETTING_TEMPLATE_HEADER, SETTING_TEMPLATE_NAME },
		{ SETTING_TEMPLATE_BODY, SETTING_TEMPLATE_NAME },
		{ SETTING_TEMPLATE_BUTTONS, SETTING_TEMPLATE_NAME },
		{ SETTING_TEMPLATE_PARAMETER_FORMAT, SETTING_TEMPLATE_NAME },
		{ SETTING_PREVIEW_URL, SETTING_TEXT },
	};

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		const char *value = reading_take(reading, rules[i].id);
		const char *fallback = setting_spec(rules[i].id)->fallback;

		if (value == NULL ||
		    settings_has(reading->settings, rules[i].needs) ||
		    (fallback != NULL && strcmp(value, fallback) == 0))
			continue;
		reading_fail(reading, "companion",
		    "makes no sense without %s: set that too, or unset this",
		    setting_spec(rules[i].needs)->name);
	}
}

static void
build_text(struct reading *reading, struct message *message)
{
	message->type = MESSAGE_TEXT;
	message->preview_url = reading_take_flag(reading, SETTING_PREVIEW_URL);
	message->text = reading_take(reading, SETTING_TEXT);
	if (message->text != NULL)
		reading_check_length(reading, message->text, TEXT_BODY_MAX);
}

void
message_build(struct reading *reading, struct message *message)
{
	bool has_text = settings_has(reading->settings, SETTING_TEXT);
	bool has_template =
	    settings_has(reading->settings, SETTING_TEMPLATE_NAME);

	reading_take(reading, SETTING_TEXT);
	if (has_text && has_template)
		reading_fail(reading, "contradiction",
		    "text and template_name are both set, but a message is one "
		    "or the other: unset one");
	else if (!has_text && !has_template &&
	    !problems_concern(reading->problems, "text") &&
	    !problems_concern(reading->problems, "template_name"))
		reading_fail(reading, "nothing_to_send",
		    "there is nothing to send: set text or template_name");
	check_companions(reading);
	if (has_template) {
		message->type = MESSAGE_TEMPLATE;
		template_build(reading, &message->template);
	}
	if (has_text)
		build_text(reading, message);
}

const char *
message_type_name(enum message_type type)
{
	static const char *const names[] = {
		[MESSAGE_TEXT] = "text",
		[MESSAGE_TEMPLATE] = "template",
	};

	return names[type];
}

void
message_free(struct message *message)
{
	template_free(&message->template);
	*message = (struct message){ 0 };
}
