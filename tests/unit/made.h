/* SPDX-License-Identifier: MIT */
/* A message made from settings, for the tests of whatever has a part in it. */
#ifndef MADE_H
#define MADE_H

#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"
#include "problem.h"
#include "setting.h"
#include "test.h"

struct made {
	struct settings settings;
	struct problems problems;
	struct message message;
};

/* What a test sets; the last one has no text. */
struct given {
	enum setting id;
	const char *text;
};

static inline void
make(struct made *made, const struct given *given)
{
	struct reading reading = { .settings = &made->settings,
		.problems = &made->problems };

	for (; given->text != NULL; given++)
		settings_put(&made->settings,
		    &(struct setting_entry){ .id = given->id,
		        .text = given->text,
		        .source = "environment" });
	message_build(&reading, &made->message);
}

static inline void
release(struct made *made)
{
	message_free(&made->message);
	message_free(&made->message);
	problems_free(&made->problems);
	settings_free(&made->settings);
}

/*
 * All problems in their order, as "setting rule position"; ~ marks a warning.
 */
static inline void
assert_problems(const struct problems *problems, const char *expected)
{
	char told[2048] = "";

	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->items[i];
		size_t length = strlen(told);

		snprintf(told + length, sizeof(told) - length, "%s%s%s %s%s%s",
		    i > 0 ? ", " : "", problem->kind == CLASS_OK ? "~" : "",
		    problem->setting, problem->rule,
		    problem->position != NULL ? " " : "",
		    problem->position != NULL ? problem->position : "");
	}
	assert_string_equal(told, expected);
}

/* That the settings make exactly this content. */
static inline void
assert_content(const struct given *given, const char *expected)
{
	struct made made = { 0 };
	char *content;

	make(&made, given);
	content = cJSON_PrintUnformatted(made.message.content);
	assert_problems(&made.problems, "");
	assert_string_equal(content, expected);
	free(content);
	release(&made);
}

/* That the settings give exactly these problems. */
static inline void
assert_refused(const struct given *given, const char *expected)
{
	struct made made = { 0 };

	make(&made, given);
	assert_problems(&made.problems, expected);
	release(&made);
}

#endif
