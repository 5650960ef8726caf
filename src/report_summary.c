/* SPDX-License-Identifier: MIT */
/* The result as Markdown; see report_summary.h. */
#include "report_summary.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Problems beyond this number are only counted. */
#define LISTED_MAX 50

/* A text that grows; NULL once memory has run out. */
struct page {
	char *text;
};

/* Appends to the page as printf() would. */
__attribute__((format(printf, 2, 3))) static void
add(struct page *page, const char *format, ...)
{
	char *added = NULL, *longer = NULL;
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vasprintf(&added, format, arguments);
	va_end(arguments);
	if (length >= 0 && page->text != NULL &&
	    asprintf(&longer, "%s%s", page->text, added) < 0)
		longer = NULL;
	free(page->text);
	if (length >= 0)
		free(added);
	page->text = longer;
}

/* Appends text so that it means nothing in Markdown or HTML. */
static void
add_plain(struct page *page, const char *text)
{
	size_t length = strlen(text);
	char *plain = malloc(2 * length + 1);
	char *end = plain;

	if (plain == NULL) {
		free(page->text);
		page->text = NULL;
		return;
	}
	for (; *text != '\0'; text++) {
		if (strchr("\\`*_{}[]<>()#+-.!|~&@:", *text) != NULL)
			*end++ = '\\';
		*end++ = *text;
	}
	*end = '\0';
	add(page, "%s", plain);
	free(plain);
}

static void
add_row(struct page *page, const char *name, const char *text)
{
	if (text == NULL)
		return;
	add(page, "| %s | ", name);
	add_plain(page, text);
	add(page, " |\n");
}

static void
add_message(struct page *page, const struct report *report)
{
	char masked[RECIPIENT_SIZE];
	char attempts[12];

	recipient_mask(&report->request->recipient, masked);
	add_row(page, "class", class_name(report->outcome.kind));
	if (report->outcome.status == STATUS_INVALID)
		return;
	add_row(page, "type", report->request->message.type);
	add_row(page, "recipient", *masked == '\0' ? NULL : masked);
	snprintf(attempts, sizeof(attempts), "%d", report->delivery->attempts);
	add_row(page, "attempts", attempts);
}

static void
add_error(struct page *page, const struct report *report)
{
	const struct graph_error *error = &report->delivery->reply.error;
	const struct catalogue_entry *entry = report->outcome.entry;
	enum result_class kind = report->outcome.kind;

	if (report->outcome.status != STATUS_FAILED &&
	    report->outcome.status != STATUS_UNKNOWN)
		return;
	if (report->delivery->findings > 0) {
		add_row(page, "what happened", REPORT_CHECK_TITLE);
		return;
	}
	if (entry == NULL) {
		add_row(page, "what happened", class_meaning(kind));
		add_row(page, "reason", report->delivery->exchange.detail);
		add_row(page, "what to do", class_remedy(kind));
		return;
	}
	add(page, "| API error | %d |\n", error->code);
	add_row(page, "what happened",
	    error->title != NULL ? error->title : entry->title);
	add_row(page, "reason", error->details);
	add_row(page, "what to do", entry->hint);
}

static void
add_problems(struct page *page, const struct problems *problems)
{
	for (size_t i = 0; i < problems->count && i < LISTED_MAX; i++) {
		const struct problem *problem = &problems->items[i];

		add(page, "%s- **", i == 0 ? "\n" : "");
		add_plain(page,
		    problem->setting != NULL      ? problem->setting
		        : problem->source != NULL ? problem->source
		                                  : "note");
		add(page, "**%s",
		    problem->kind == CLASS_OK ? " (warning)" : "");
		if (problem->position != NULL) {
			add(page, ", ");
			add_plain(page, problem->position);
		}
		add(page, " ");
		add_plain(page, problem->message);
		add(page, "\n");
	}
	if (problems->count > LISTED_MAX)
		add(page, "- and %zu more\n", problems->count - LISTED_MAX);
}

char *
report_summary(const struct report *report)
{
	struct page page = { .text = strdup("") };

	add(&page, "### WhatsApp message: %s\n\n| | |\n| --- | --- |\n",
	    status_name(report->outcome.status));
	add_message(&page, report);
	add_error(&page, report);
	add_problems(&page, report->problems);
	return page.text;
}
