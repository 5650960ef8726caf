/* SPDX-License-Identifier: MIT */
/* The environment as a source of settings; see source_env.h. */
#include "source_env.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "source.h"

#define PREFIX_LENGTH (sizeof(SETTING_PREFIX) - 1)
#define RESERVED "RESULT_"

/* ASCII only, whatever the locale. */
static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Takes one "NAME=value" that is not empty. */
static void
take(struct settings *settings, const char *variable, const char *equals,
    struct problems *problems)
{
	struct source_entry entry = { .text = equals + 1,
		.source = "environment" };
	size_t length = (size_t)(equals - variable);
	char *shown = strndup(variable, length);
	char *name = strndup(variable + PREFIX_LENGTH, length - PREFIX_LENGTH);

	if (shown == NULL || name == NULL) {
		problems->incomplete = true;
	} else {
		for (char *c = name; *c != '\0'; c++)
			*c = lower(*c);
		entry.name = name;
		entry.shown = shown;
		source_take(settings, &entry, problems);
	}
	free(shown);
	free(name);
}

void
source_env_read(struct settings *settings, struct problems *problems)
{
	for (char **variable = environ; *variable != NULL; variable++) {
		char *equals = strchr(*variable, '=');

		if (equals == NULL ||
		    strncmp(*variable, SETTING_PREFIX, PREFIX_LENGTH) != 0)
			continue;
		if (equals[1] != '\0' &&
		    strncmp(*variable + PREFIX_LENGTH, RESERVED,
		        sizeof(RESERVED) - 1) != 0)
			take(settings, *variable, equals, problems);
		explicit_bzero(equals + 1, strlen(equals + 1));
	}
	clearenv();
}
