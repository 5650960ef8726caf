/* SPDX-License-Identifier: MIT */
/* The INI file as a source of settings; see source_ini.h. */
#include "source_ini.h"

#include <ini.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "memory.h"
#include "source.h"

#define SECTION "[whatsapp]"
#define BLANKS " \t\r\n"
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* The file on its way through inih. */
struct ini {
	struct settings settings; /* what it gives */
	struct problems *problems;
	const char *path;
	const char *rest; /* of the content */
	size_t line;
	bool is_inside; /* a line of the file is partly given to inih */
	bool has_section;
	bool is_skipped; /* the line at hand has a problem already */
	char *source;    /* "path:line"; NULL: out of memory */
};

static void
complain(
    struct ini *ini, const char *name, const char *rule, const char *message)
{
	problem_add(ini->problems,
	    &(struct problem){ .kind = CLASS_CONFIG,
	        .setting = name,
	        .source = ini->source,
	        .rule = rule },
	    "%s", message);
	ini->is_skipped = true;
}

/* Reports a section other than the one there is, or that one again. */
static void
check_section(struct ini *ini, const char *line, size_t length)
{
	while (length > 0 && strchr(BLANKS, line[length - 1]) != NULL)
		length--;
	if (length != sizeof(SECTION) - 1 || memcmp(line, SECTION, length) != 0)
		complain(ini, NULL, "unknown_section",
		    "the only section is " SECTION);
	else if (ini->has_section)
		complain(ini, NULL, "duplicate",
		    "the section " SECTION " begins a second time");
	ini->has_section = true;
}

/*
 * Checks a line as it stands in the file.  inih alone would take an indented
 * one for a new setting, or for more of the last one, as it is built.
 */
static void
check_line(struct ini *ini)
{
	const char *line = ini->rest;
	size_t length, indent;

	if (ini->line == 1 &&
	    strncmp(line, BYTE_ORDER_MARK, sizeof(BYTE_ORDER_MARK) - 1) == 0)
		line += sizeof(BYTE_ORDER_MARK) - 1;
	length = strcspn(line, "\n");
	indent = strspn(line, " \t\r");
	if (length > INI_LINE_MAX)
		complain(ini, NULL, "line_too_long",
		    "is longer than 64 KiB; put a long value into a file of "
		    "its own and name that, as in text_file");
	else if (line[indent] == '\n' || line[indent] == '\0')
		return;
	else if (indent > 0)
		complain(ini, NULL, "indented_line",
		    "is indented; a value cannot go on in the next line: put "
		    "it into a file and name that, as in text_file");
	else if (*line == '[')
		check_section(ini, line, length);
}

static void
begin_line(struct ini *ini)
{
	ini->line++;
	ini->is_skipped = false;
	free(ini->source);
	if (asprintf(&ini->source, "%s:%zu", ini->path, ini->line) < 0) {
		ini->source = NULL;
		ini->problems->incomplete = true;
	}
	check_line(ini);
}

/* What inih calls for the line that it works on, which may hold a token. */
void *ini_malloc(size_t size);
void *ini_realloc(void *memory, size_t size);
void ini_free(void *memory);

void *
ini_malloc(size_t size)
{
	return malloc(size);
}

void *
ini_realloc(void *memory, size_t size)
{
	return memory_resize(memory, size);
}

void
ini_free(void *memory)
{
	memory_free(memory);
}

/* inih's reader, with the contract of fgets(). */
static char *
on_read(char *buffer, int size, void *user)
{
	struct ini *ini = user;
	size_t length;

	if (*ini->rest == '\0' || size < 2)
		return NULL;
	if (!ini->is_inside)
		begin_line(ini);
	length = strcspn(ini->rest, "\n");
	length += ini->rest[length] == '\n';
	if (length > (size_t)size - 1)
		length = (size_t)size - 1;
	memcpy(buffer, ini->rest, length);
	buffer[length] = '\0';
	ini->rest += length;
	ini->is_inside = buffer[length - 1] != '\n';
	return buffer;
}

/* The name, if it is that of a setting; another one may be a secret. */
static const char *
known(const char *name)
{
	enum setting id;

	return setting_find(name, strlen(name), &id) ? name : NULL;
}

/* inih's handler: one setting; value is NULL if the line has no =. */
static int
on_setting(void *user, const char *section, const char *name, const char *value)
{
	struct ini *ini = user;
	struct source_entry entry = { .name = name,
		.shown = name,
		.text = value,
		.source = ini->source,
		.is_strict = true };

	(void)section;
	if (ini->is_skipped || ini->source == NULL)
		return 1;
	if (value == NULL)
		complain(ini, NULL, "no_value",
		    "must be name = value, a comment or " SECTION);
	else if (!ini->has_section)
		complain(ini, known(name), "no_section",
		    "must stand under " SECTION);
	else if (strcmp(name, setting_spec(SETTING_CONFIG)->name) == 0)
		complain(ini, name, "only_environment",
		    "makes no sense inside the file that it names");
	else
		source_take(&ini->settings, &entry, ini->problems);
	return 1;
}

/* Whether a setting from the file could lead a token to a stranger. */
static bool
is_guarded(enum setting id, const struct setting_value *value)
{
	const struct setting_spec *spec = setting_spec(id);

	return value->source != NULL &&
	    (value->path != NULL || spec->kind == KIND_PATH ||
	        (spec->flags & FLAG_GUARDED) != 0);
}

/* Reports, and drops, what the file may not give to a token of elsewhere. */
static void
check_guarded(struct ini *ini, const struct settings *higher)
{
	bool has_token = higher->values[SETTING_ACCESS_TOKEN].source != NULL;

	for (int i = 0; has_token && i < SETTING_COUNT; i++) {
		enum setting id = (enum setting)i;
		struct problem problem =
		    settings_problem(&ini->settings, id, "guarded");

		problem.kind = CLASS_CONFIG;
		if (higher->values[id].source != NULL ||
		    !is_guarded(id, &ini->settings.values[id]))
			continue;
		problem_add(ini->problems, &problem,
		    "is taken from the INI file only if the "
		    "access_token is there too, since the file could "
		    "lead the token astray: set it in the environment");
		settings_drop(&ini->settings, id);
	}
}

/* Warns of a secret in a file that everybody on the machine can read. */
static void
check_mode(const struct ini *ini, const struct file *file)
{
	for (int i = 0; file->others_may_read && i < SETTING_COUNT; i++) {
		enum setting id = (enum setting)i;
		struct problem warning =
		    settings_problem(&ini->settings, id, "readable_by_others");

		warning.kind = CLASS_OK;
		if (ini->settings.values[id].text != NULL &&
		    (setting_spec(id)->flags & FLAG_SECRET))
			problem_add(ini->problems, &warning,
			    "is a secret in a file that others may read: "
			    "chmod o-r it");
	}
}

static void
parse(struct ini *ini, const struct file *file)
{
	ini->rest = file->content;
	if (ini_parse_stream(on_read, ini, on_setting, ini) == -2)
		ini->problems->incomplete = true;
	if (strlen(file->content) != file->length) {
		if (!ini->is_inside)
			begin_line(ini);
		complain(ini, NULL, "nul_byte",
		    "holds a NUL byte; the file must be text");
	}
}

void
source_ini_read(struct settings *settings, struct problems *problems)
{
	struct ini ini = { .problems = problems,
		.path = settings_get(settings, SETTING_CONFIG) };
	struct problem problem =
	    settings_problem(settings, SETTING_CONFIG, NULL);
	struct file file = { 0 };
	enum file_fault fault;

	if (ini.path == NULL)
		return;
	fault = file_read(ini.path, SETTING_VALUE_MAX, &file);
	if (fault == FILE_NO_MEMORY) {
		problems->incomplete = true;
		return;
	}
	if (fault != FILE_OK) {
		problem.kind = CLASS_INPUT;
		problem.rule = file_rule(fault);
		problem_add(problems, &problem, "the file it names %s",
		    file_message(fault));
		return;
	}
	parse(&ini, &file);
	check_mode(&ini, &file);
	check_guarded(&ini, settings);
	settings_merge(settings, &ini.settings);
	settings_free(&ini.settings);
	free(ini.source);
	file_free(&file);
}
