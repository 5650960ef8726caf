/* SPDX-License-Identifier: MIT */
/*
 * Prints what follows from the program's own tables: the pages of the
 * reference, and the inputs of the GitHub action and the GitLab component.
 * `make docs` writes them all; a test fails when one is out of date.
 */
#include <ctype.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "catalogue.h"
#include "class.h"
#include "setting.h"

#define NOTE "<!-- Made by `make docs` from %s: change it there. -->\n\n"

/* Prints text for a cell of a table, where | would end it. */
static void
print_cell(const char *text)
{
	for (; *text != '\0'; text++)
		printf(*text == '|' ? "\\|" : "%c", *text);
	printf(" | ");
}

static void
print_setting(const struct setting_spec *spec)
{
	printf("| `%s`", spec->name);
	if (spec->flags & FLAG_SECRET)
		printf(" (secret)");
	printf(" | ");
	print_cell(spec->value);
	if (spec->fallback != NULL)
		printf("`%s` | ", spec->fallback);
	else
		printf(
		    "%s | ", spec->flags & FLAG_REQUIRED ? "**required**" : "");
	print_cell(spec->help);
	printf("\n");
}

static void
print_settings(void)
{
	int group = -1;

	printf(NOTE, "src/setting.def");
	printf("# Settings\n\n"
	       "Setting `text` is `WHATSAPP_TEXT` in the environment, or "
	       "`text` under\n`[whatsapp]` in the INI file that "
	       "`WHATSAPP_CONFIG` names; the environment\nwins.  An empty "
	       "value is an unset one.  Each setting that is no path itself\n"
	       "may instead be given as `WHATSAPP_TEXT_FILE`, a file that "
	       "holds the value.\n[More about the sources](sources.md).\n");
	for (int id = 0; id < SETTING_COUNT; id++) {
		const struct setting_spec *spec =
		    setting_spec((enum setting)id);

		if ((int)spec->group != group)
			printf("\n## %s\n\n"
			       "| setting | value | default | what for |\n"
			       "| --- | --- | --- | --- |\n",
			    setting_group_title(spec->group));
		group = (int)spec->group;
		print_setting(spec);
	}
}

static void
print_exit_codes(void)
{
	printf(NOTE, "src/class.c");
	printf("# Exit codes\n\n"
	       "The number says what kind of thing happened, `class` in the "
	       "result says which.\nA code is never given another meaning; "
	       "one that is not listed means failure.\n\n"
	       "| code | class | what happened | what to do |\n"
	       "| --- | --- | --- | --- |\n");
	for (int i = 0; i < CLASS_COUNT; i++) {
		enum result_class kind = (enum result_class)i;

		printf("| %d | `%s` | %s | %s |\n", class_exit_code(kind),
		    class_name(kind), class_meaning(kind), class_remedy(kind));
	}
	printf("\nWhen several problems are found, the code is that of the "
	       "first of 78, 66, 67, 65.\n`whatsapp-send --explain CODE` tells "
	       "the same at the command line.\n");
}

static const char *
retry_word(enum catalogue_retry retry)
{
	static const char *const words[] = {
		[RETRY_NEVER] = "no",
		[RETRY_BACKOFF] = "soon",
		[RETRY_PAIR] = "soon, 1 message in 6 s",
		[RETRY_LATER] = "later",
		[RETRY_ONCE] = "once",
	};

	return words[retry];
}

static void
print_entry(const struct catalogue_entry *entry)
{
	printf("%s | %s %s | `%s` | %d | %s |\n", entry->title, entry->meaning,
	    entry->hint, class_name(entry->class),
	    class_exit_code(entry->class), retry_word(entry->retry));
}

#define ERROR_HEAD \
	"title | what it is, and what to do | class | exit code | again? |\n"
#define ERROR_RULE "| --- | --- | --- | --- | --- | --- |"

static void
print_range(int first, int last)
{
	if (first == INT_MIN && last == INT_MAX)
		printf("any");
	else if (first == last)
		printf("%d", first);
	else if (last == INT_MAX)
		printf("%d and above", first);
	else
		printf("%d to %d", first, last);
}

static void
print_errors(void)
{
	const struct catalogue_entry *entry;
	const struct catalogue_family *family;

	printf(NOTE, "src/catalogue.c");
	printf("# Errors of the API\n\n"
	       "What Meta answers, and what it means to somebody who sends "
	       "one message.\n`whatsapp-send --explain CODE` tells the same "
	       "at the command line.\n\n"
	       "| code | " ERROR_HEAD ERROR_RULE "\n");
	for (size_t i = 0; (entry = catalogue_row(i)) != NULL; i++) {
		printf("| %d", entry->code);
		if (entry->subcode != 0)
			printf("/%d", entry->subcode);
		printf(" | ");
		print_entry(entry);
	}
	printf("\n## Codes without a row\n\n"
	       "The first line that fits the code and the HTTP status.\n\n"
	       "| codes | HTTP status | " ERROR_HEAD ERROR_RULE " --- |\n");
	for (size_t i = 0; (family = catalogue_family(i)) != NULL; i++) {
		printf("| ");
		print_range(family->first, family->last);
		printf(" | ");
		print_range(family->status_min, family->status_max);
		printf(" | ");
		print_entry(&family->entry);
	}
}

/* Prints text for YAML, in single quotes, where only they need care. */
static void
print_quoted(const char *text)
{
	for (; *text != '\0'; text++)
		printf(*text == '\'' ? "''" : "%c", *text);
}

/* An input with its help, what to write, and what holds without it. */
static void
print_input(const struct setting_spec *spec, int indent)
{
	printf("%*s%s:\n%*sdescription: '", indent, "", spec->name, indent + 2,
	    "");
	print_quoted(spec->help);
	printf(" [");
	print_quoted(spec->value);
	if (spec->fallback != NULL) {
		printf(", default ");
		print_quoted(spec->fallback);
	}
	printf("]'\n");
}

static void
print_file_input(const struct setting_spec *spec, int indent)
{
	printf("%*s%s_file:\n%*sdescription: path of a file that holds %s\n",
	    indent, "", spec->name, indent + 2, "", spec->name);
}

/* What is long, or is handed over as a file by whoever keeps secrets. */
static bool
has_file_input(const struct setting_spec *spec)
{
	if (spec->kind == KIND_PATH)
		return false;
	return spec->kind == KIND_TEXT || spec->kind == KIND_LIST ||
	    (spec->flags & FLAG_SECRET) || spec->group == GROUP_WHO;
}

/* The inputs of action.yml: all settings. */
static void
print_action(void)
{
	for (int id = 0; id < SETTING_COUNT; id++) {
		const struct setting_spec *spec =
		    setting_spec((enum setting)id);

		print_input(spec, 2);
		if (has_file_input(spec))
			print_file_input(spec, 2);
	}
}

/*
 * Whether a setting is an input of the component: no secret and no recipient,
 * since a masked variable is not expanded in an input, and no file of results,
 * which are the component's own matter.
 */
static bool
is_component_input(const struct setting_spec *spec)
{
	return !(spec->flags & FLAG_SECRET) && spec->group != GROUP_WHO &&
	    spec->group != GROUP_RESULTS;
}

/* GitLab takes an input without a default for a required one. */
static void
print_component_inputs(void)
{
	for (int id = 0; id < SETTING_COUNT; id++) {
		const struct setting_spec *spec =
		    setting_spec((enum setting)id);

		if (!is_component_input(spec))
			continue;
		print_input(spec, 4);
		printf("      default: ''\n");
		if (!has_file_input(spec))
			continue;
		print_file_input(spec, 4);
		printf("      default: ''\n");
	}
}

/*
 * A variable with the value of an input.  GitLab puts the value into the text
 * of the file before it reads it as YAML: in a block of literal text nothing
 * but a line break could do harm there.
 */
static void
print_variable(const struct setting_spec *spec, const char *suffix)
{
	printf("    " SETTING_PREFIX);
	for (const char *c = spec->name; *c != '\0'; c++)
		putchar(toupper((unsigned char)*c));
	for (const char *c = suffix; *c != '\0'; c++)
		putchar(toupper((unsigned char)*c));
	printf(": |2-\n      $[[ inputs.%s%s ]]\n", spec->name, suffix);
}

static void
print_component_variables(void)
{
	for (int id = 0; id < SETTING_COUNT; id++) {
		const struct setting_spec *spec =
		    setting_spec((enum setting)id);

		if (!is_component_input(spec))
			continue;
		print_variable(spec, "");
		if (has_file_input(spec))
			print_variable(spec, "_file");
	}
}

int
main(int argc, char *argv[])
{
	static const struct {
		const char *name;
		void (*print)(void);
	} pages[] = { { "settings", print_settings },
		{ "exit-codes", print_exit_codes }, { "errors", print_errors },
		{ "action", print_action },
		{ "component-inputs", print_component_inputs },
		{ "component-variables", print_component_variables } };

	for (size_t i = 0; argc == 2 && i < sizeof(pages) / sizeof(pages[0]);
	     i++) {
		if (strcmp(argv[1], pages[i].name) == 0) {
			pages[i].print();
			return fflush(stdout) != 0;
		}
	}
	fprintf(stderr, "usage: generate PAGE\n");
	return 64;
}
