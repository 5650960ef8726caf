/* SPDX-License-Identifier: MIT */
/* Explains codes; see explain.h. */
#include "explain.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalogue.h"
#include "class.h"

/* Exit codes are below this; the API's codes may be anything. */
#define EXIT_CODES 256

/* Columns of a terminal, and of them those before a text. */
#define COLUMNS 80
#define INDENT 15

/* Prints "  label   text", the text folded at blanks into its column. */
static void
print_folded(const char *label, const char *text)
{
	int column = printf("  %-*s", INDENT - 3, label);

	while (*text != '\0') {
		int length = (int)strcspn(text, " ");

		if (column + 1 + length > COLUMNS)
			column = printf("\n%*s", INDENT - 1, "") - 1;
		column += printf(" %.*s", length, text);
		text += length;
		text += strspn(text, " ");
	}
	printf("\n");
}

static const char *
advice(enum catalogue_retry retry)
{
	static const char *const words[] = {
		[RETRY_NEVER] = "no, not before something has changed",
		[RETRY_BACKOFF] = "yes, within seconds",
		[RETRY_PAIR] = "yes, but at most one message in 6 seconds to "
		               "one recipient",
		[RETRY_LATER] = "yes, after minutes or hours",
		[RETRY_ONCE] = "yes, though a fault of the server's may have "
		               "let the message through",
	};

	return words[retry];
}

static void
print_class(enum result_class kind)
{
	printf("exit code %d, class %s\n", class_exit_code(kind),
	    class_name(kind));
	print_folded("what it is", class_meaning(kind));
	print_folded("what to do", class_remedy(kind));
	print_folded("try again",
	    class_is_retryable(kind) ? "yes, later"
	        : kind == CLASS_OK   ? "there is no need to"
	        : kind == CLASS_UNKNOWN
	        ? "only if the message twice is better than none"
	        : "no, not before something has changed");
}

/* Prints every class with this exit code; false: there is none. */
static bool
print_exit_code(int code)
{
	bool is_found = false;

	for (int kind = 0; kind < CLASS_COUNT; kind++) {
		if (class_exit_code((enum result_class)kind) != code)
			continue;
		print_class((enum result_class)kind);
		is_found = true;
	}
	return is_found;
}

static void
print_entry(const struct catalogue_entry *entry, int code)
{
	printf("API error %d", code);
	if (entry->subcode != 0)
		printf(", subcode %d", entry->subcode);
	printf(": %s\n", entry->title);
	print_folded("what it is", entry->meaning);
	print_folded("what to do", entry->hint);
	print_folded("try again", advice(entry->retry));
	printf("  %-*s%d, class %s\n", INDENT - 2, "exit code",
	    class_exit_code(entry->class), class_name(entry->class));
}

/*
 * Prints every row with this code, or the one with this subcode; false: there
 * is none.
 */
static bool
print_rows(int code, int subcode)
{
	bool is_found = false;
	const struct catalogue_entry *entry;

	for (size_t i = 0; (entry = catalogue_row(i)) != NULL; i++) {
		if (entry->code != code ||
		    (subcode != 0 && entry->subcode != subcode))
			continue;
		print_entry(entry, code);
		is_found = true;
	}
	return is_found;
}

/* Reads a number at *text and steps over it; -1: none that fits an int. */
static int
read_number(const char **text)
{
	char *end;
	long number;

	if (!isdigit((unsigned char)**text))
		return -1;
	errno = 0;
	number = strtol(*text, &end, 10);
	*text = end;
	return errno != 0 || number > INT_MAX ? -1 : (int)number;
}

bool
explain(const char *text)
{
	int code = read_number(&text);
	int subcode = 0;
	bool is_exit_code, is_error;

	if (code >= 0 && *text == '/') {
		text++;
		subcode = read_number(&text);
	}
	if (code < 0 || subcode < 0 || *text != '\0')
		return false;
	is_exit_code = subcode == 0 && print_exit_code(code);
	is_error = print_rows(code, subcode);
	if (is_exit_code || is_error)
		return true;
	if (code < EXIT_CODES)
		printf("%d is no exit code of whatsapp-send\n", code);
	print_entry(catalogue_find(code, subcode, 0), code);
	return true;
}
