/* SPDX-License-Identifier: MIT */
/* What a look at the account finds; see finding.h. */
#include "finding.h"

#include <stdarg.h>
#include <stdio.h>

#include "text.h"

/* Meta's own sentences are part of ours; longer ones are cut. */
#define MESSAGE_SIZE 1024

static void __attribute__((format(printf, 3, 0))) add(struct problems *list,
    const struct problem *problem, const char *format, va_list arguments)
{
	char message[MESSAGE_SIZE];

	vsnprintf(message, sizeof(message), format, arguments);
	text_end_whole(message);
	problem_add(list, problem, "%s", message);
}

void
finding_fail(const struct findings *findings, enum result_class kind,
    const char *setting, const char *rule, const char *format, ...)
{
	struct problem problem = {
		.kind = kind, .setting = setting, .rule = rule
	};
	va_list arguments;

	va_start(arguments, format);
	add(findings->problems, &problem, format, arguments);
	va_end(arguments);
}

void
finding_warn(const struct findings *findings, const char *setting,
    const char *rule, const char *format, ...)
{
	struct problem problem = {
		.kind = CLASS_OK, .setting = setting, .rule = rule
	};
	va_list arguments;

	va_start(arguments, format);
	add(findings->problems, &problem, format, arguments);
	va_end(arguments);
}

void
finding_note(const struct findings *findings, const char *format, ...)
{
	struct problem problem = { .kind = CLASS_OK, .rule = "seen" };
	va_list arguments;

	va_start(arguments, format);
	add(findings->seen, &problem, format, arguments);
	va_end(arguments);
}
