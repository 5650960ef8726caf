/* SPDX-License-Identifier: MIT */
/* Reading meaning from settings; see reading.h. */
#include "reading.h"

#include <stdarg.h>
#include <stdio.h>

#include "value.h"

const char *
reading_take(struct reading *reading, enum setting id)
{
	reading->id = id;
	reading->line = 0;
	reading->position = NULL;
	if (problems_concern(
	        reading->problems, settings_name(reading->settings, id)))
		return NULL;
	return settings_get(reading->settings, id);
}

bool
reading_take_flag(struct reading *reading, enum setting id)
{
	const char *text = reading_take(reading, id);
	bool flag = false;

	if (text != NULL)
		value_boolean(text, &flag);
	return flag;
}

int
reading_take_choice(struct reading *reading, enum setting id)
{
	const char *text = reading_take(reading, id);
	int index =
	    text == NULL ? 0 : value_choice(text, setting_spec(id)->value);

	return index < 0 ? 0 : index;
}

int64_t
reading_take_ms(struct reading *reading, enum setting id)
{
	const char *text = reading_take(reading, id);
	int64_t ms = 0;

	if (text != NULL)
		value_seconds(text, &ms);
	return ms;
}

static void __attribute__((format(printf, 3, 0)))
report(const struct reading *reading, struct problem problem,
    const char *format, va_list arguments)
{
	char message[256]; /* longer than any of our sentences */
	char line[32];

	vsnprintf(message, sizeof(message), format, arguments);
	snprintf(line, sizeof(line), "line %zu", reading->line);
	if (reading->position != NULL)
		problem.position = reading->position;
	else if (reading->line > 0)
		problem.position = line;
	problem_add(reading->problems, &problem, "%s", message);
}

void
reading_fail(
    const struct reading *reading, const char *rule, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report(reading, settings_problem(reading->settings, reading->id, rule),
	    format, arguments);
	va_end(arguments);
}

void
reading_fail_file(
    const struct reading *reading, const char *rule, const char *format, ...)
{
	struct problem problem =
	    settings_problem(reading->settings, reading->id, rule);
	va_list arguments;

	problem.kind = CLASS_INPUT;
	va_start(arguments, format);
	report(reading, problem, format, arguments);
	va_end(arguments);
}

void
reading_warn(
    const struct reading *reading, const char *rule, const char *format, ...)
{
	struct problem warning =
	    settings_problem(reading->settings, reading->id, rule);
	va_list arguments;

	warning.kind = CLASS_OK;
	va_start(arguments, format);
	report(reading, warning, format, arguments);
	va_end(arguments);
}
