/* SPDX-License-Identifier: MIT */
/*
 * Prints a page of the reference from the program's own tables: settings,
 * exit-codes or errors.  `make docs` writes them all; a test fails when one
 * is out of date.
 */
#include <limits.h>
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

int
main(int argc, char *argv[])
{
	static const struct {
		const char *name;
		void (*print)(void);
	} pages[] = { { "settings", print_settings },
		{ "exit-codes", print_exit_codes },
		{ "errors", print_errors } };

	for (size_t i = 0; argc == 2 && i < sizeof(pages) / sizeof(pages[0]);
	     i++) {
		if (strcmp(argv[1], pages[i].name) == 0) {
			pages[i].print();
			return fflush(stdout) != 0;
		}
	}
	fprintf(stderr, "usage: generate settings|exit-codes|errors\n");
	return 64;
}
