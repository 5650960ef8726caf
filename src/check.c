/* SPDX-License-Identifier: MIT */
/* The rules that hold for every setting; see check.h. */
#include "check.h"

#include <stdio.h>
#include <string.h>

#include "reading.h"
#include "text.h"
#include "value.h"

#define ID_DIGITS_MAX 32 /* Meta's ids have 15 to 17 */

/*
 * A newline at the end of a line is what YAML's | leaves there, and can mean
 * nothing; the blanks of a line may.
 */
static void
trim_line(struct settings *settings, const struct reading *reading)
{
	char *text = settings->values[reading->id].text;
	size_t length = strlen(text);

	if (length > 1 && text[length - 1] == '\n')
		text[length - 1] = '\0';
}

/* Blanks around a single word can only be a slip; inside a text they count. */
static bool
is_trimmed(enum setting_kind kind)
{
	return kind != KIND_TEXT && kind != KIND_LIST && kind != KIND_LINE;
}

/*
 * A newline at the end of a token is the commonest slip of whoever pastes it
 * into a form or reads it from a file.
 */
static void
trim(struct settings *settings, const struct reading *reading)
{
	const char *text = settings->values[reading->id].text;
	size_t length = strlen(text);

	if (strchr(SETTING_BLANKS, text[0]) == NULL &&
	    strchr(SETTING_BLANKS, text[length - 1]) == NULL)
		return;
	reading_warn(reading, "surrounding_whitespace",
	    "blanks around the value were dropped; store it without them");
	settings_trim(settings, reading->id);
}

/* The control characters that a value of this kind may hold. */
static const char *
allowed_controls(enum setting_kind kind)
{
	if (kind == KIND_TEXT || kind == KIND_LIST)
		return "\n\t";
	return kind == KIND_LINE ? "\t" : "";
}

/* What is wrong with the code point of this size; NULL: nothing. */
static const char *
point_fault(enum setting_kind kind, size_t size, uint32_t point)
{
	if (size == 0)
		return "invalid_utf8";
	if (text_is_control(point) &&
	    strchr(allowed_controls(kind), (int)point) == NULL)
		return "control_character";
	return NULL;
}

/*
 * Reports the first unfit byte of a value; one is enough to find it.  True:
 * there is none.
 */
static bool
check_characters(const struct reading *reading, const char *value)
{
	struct problem problem =
	    settings_problem(reading->settings, reading->id, NULL);
	const char *text = value;
	char position[32];
	uint32_t point = 0;
	size_t size;

	while (*text != '\0' && problem.rule == NULL) {
		size = text_decode(text, &point);
		problem.rule =
		    point_fault(setting_spec(reading->id)->kind, size, point);
		if (problem.rule == NULL)
			text += size;
	}
	if (problem.rule == NULL)
		return true;
	snprintf(
	    position, sizeof(position), "byte %zu", (size_t)(text - value) + 1);
	problem.position = position;
	problem_add(reading->problems, &problem, "%s",
	    strcmp(problem.rule, "invalid_utf8") == 0
	        ? "must be valid UTF-8; save or convert the text as UTF-8"
	        : "holds a control character (such as a lone CR, a line "
	          "break or an escape code); take it out");
	return false;
}

/* Reports what cannot be an id of Meta's, such as that of the phone number. */
static void
check_id(const struct reading *reading, const char *value)
{
	if (value_is_exponent(value))
		reading_fail(reading, "exponent",
		    "was rewritten as a number with an exponent: quote it in "
		    "the YAML or the spreadsheet it comes from");
	else if (!value_digits(value, 1, ID_DIGITS_MAX))
		reading_fail(reading, "digits",
		    "must be 1 to %d digits and nothing else, as WhatsApp > "
		    "API Setup shows it",
		    ID_DIGITS_MAX);
}

/*
 * Warns of a text that was written as one writes it in code: its escapes and
 * quotes arrive, since text is data (DESIGN 1.2).
 */
static void
check_prose(const struct reading *reading, const char *value)
{
	size_t length = strlen(value);

	if (strstr(value, "\\n") != NULL && strchr(value, '\n') == NULL)
		reading_warn(reading, "escaped_newline",
		    "holds \\n as two characters, which arrive as they are; "
		    "for a line break use a block (|) in YAML, or a file "
		    "(%s_file)",
		    settings_name(reading->settings, reading->id));
	if (length > 2 && value[0] == '"' && value[length - 1] == '"')
		reading_warn(
		    reading, "quoted", "stands in quotes, which arrive too");
}

/* Whether the value is for people to read. */
static bool
is_prose(const struct setting_spec *spec)
{
	return (spec->kind == KIND_TEXT || spec->kind == KIND_LIST) &&
	    strcmp(spec->value, "json") != 0;
}

/* Reports a value that its kind does not allow. */
static void
check_kind(const struct reading *reading, const char *value)
{
	const struct setting_spec *spec = setting_spec(reading->id);
	bool flag;
	int64_t ms;

	if (spec->kind == KIND_ID)
		check_id(reading, value);
	if (is_prose(spec))
		check_prose(reading, value);
	if (spec->kind == KIND_CHOICE && value_choice(value, spec->value) < 0)
		reading_fail(
		    reading, "choice", "must be one of %s", spec->value);
	if (spec->kind == KIND_BOOLEAN && !value_boolean(value, &flag))
		reading_fail(reading, "boolean",
		    "must be true or false (or 1, 0, yes, no, on, off)");
	if (spec->kind == KIND_SECONDS && !value_seconds(value, &ms))
		reading_fail(reading, "seconds",
		    "must be a number of seconds from 0.001 to 86400, as in "
		    "30 or 2.5, without a unit");
}

void
check_settings(struct settings *settings, struct problems *problems)
{
	struct reading reading = { .settings = settings, .problems = problems };
	const char *value;

	for (int id = 0; id < SETTING_COUNT; id++) {
		reading.id = (enum setting)id;
		if (settings->values[id].text == NULL)
			continue;
		if (is_trimmed(setting_spec(reading.id)->kind))
			trim(settings, &reading);
		else if (setting_spec(reading.id)->kind == KIND_LINE)
			trim_line(settings, &reading);
		value = settings_get(settings, reading.id);
		if (value == NULL)
			continue;
		if (check_characters(&reading, value))
			check_kind(&reading, value);
	}
}
