/* SPDX-License-Identifier: MIT */
/*
 * The environment is anything at all: variables split by NUL bytes.  Of one that
 * begins with a byte above 0x7f, that byte chooses the setting, so that names
 * need not be guessed.
 */
#include <unistd.h>

#include "fuzz.h"
#include "source_env.h"

#define VARIABLES_MAX 64

/* A variable as it would stand in the environment; NULL: not this one. */
static char *
variable(char *field)
{
	unsigned char first = (unsigned char)field[0];
	enum setting id = (enum setting)((first & 0x7f) % SETTING_COUNT);
	char *made = NULL;

	/* nobody shall read a file, or name one, that is really there */
	if (first <= 0x7f)
		return strstr(field, "FILE") == NULL &&
		        strstr(field, "CONFIG") == NULL
		    ? strdup(field)
		    : NULL;
	if (setting_spec(id)->kind == KIND_PATH)
		return NULL;
	if (asprintf(
	        &made, "WHATSAPP_%s=%s", setting_spec(id)->name, field + 1) < 0)
		abort();
	for (char *c = made; *c != '='; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	return made;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char **before = environ;
	char *variables[VARIABLES_MAX + 1] = { NULL };
	char *made[VARIABLES_MAX] = { NULL };
	struct fuzz fuzz = { 0 };
	size_t count = 0;
	char *field;

	while (count < VARIABLES_MAX &&
	    (field = fuzz_field(&data, &size)) != NULL) {
		char *text = variable(field);

		if (text != NULL) {
			made[count] = text;
			variables[count++] = text;
		}
		free(field);
	}
	environ = variables;
	fuzz_credentials(&fuzz);
	source_env_read(&fuzz.settings, &fuzz.problems);
	environ = before;
	for (size_t i = 0; i < count; i++) {
		char *equals = strchr(made[i], '=');

		oracle_demand(strncmp(made[i], "WHATSAPP_", 9) != 0 ||
		        equals == NULL || equals[1] == '\0',
		    "a value is left in the environment", made[i]);
		free(made[i]);
	}
	fuzz_read(&fuzz);
	fuzz_validate(&fuzz);
	fuzz_free(&fuzz);
	return 0;
}
