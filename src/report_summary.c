/* SPDX-License-Identifier: MIT */
/* The result as Markdown; see report_summary.h. */
#include "report_summary.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

/* Signs that need no reading, and the one for what was cut. */
#define SIGN_GOOD "\xe2\x9c\x85"
#define SIGN_BAD "\xe2\x9d\x8c"
#define SIGN_LOOK "\xe2\x9a\xa0\xef\xb8\x8f"
#define SIGN_SKIPPED "\xe2\x8f\xad\xef\xb8\x8f"
#define ELLIPSIS "\xe2\x80\xa6"

/*
 * Goes behind an @: GitHub looks for mail addresses once it has taken the
 * backslashes away.
 */
#define WORD_JOINER "\xe2\x81\xa0"

/*
 * GitHub drops a step's summary of over 1 MiB.  Problems beyond the first
 * number are only counted; of a text, what is beyond the second is cut.
 */
#define LISTED_MAX 50
#define PLAIN_SIZE 1001

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

/* Appends text, cut, so that it means nothing in Markdown or HTML. */
static void
add_plain(struct page *page, const char *text)
{
	char cut[PLAIN_SIZE];
	char plain[(2 + sizeof(WORD_JOINER) - 1) * PLAIN_SIZE];
	char *end = plain;

	if (snprintf(cut, sizeof(cut), "%s", text) >= (int)sizeof(cut))
		text_end_whole(cut);
	for (const char *next = cut; *next != '\0'; next++) {
		if (strchr("\\`*_{}[]<>()#+-.!|~&@:$", *next) != NULL)
			*end++ = '\\';
		*end++ = *next == '\n' ? ' ' : *next;
		if (*next == '@')
			end = stpcpy(end, WORD_JOINER);
	}
	*end = '\0';
	add(page, "%s%s", plain, strlen(text) > strlen(cut) ? ELLIPSIS : "");
}

/* A paragraph that begins with a word of ours; none if text is NULL. */
static void
add_paragraph(struct page *page, const char *label, const char *text)
{
	if (text == NULL)
		return;
	add(page, "**%s:** ", label);
	add_plain(page, text);
	add(page, "\n\n");
}

/* What is seen first. */
static void
add_heading(struct page *page, const struct report *report)
{
	const char *sign = SIGN_BAD;

	switch (report->outcome.status) {
	case STATUS_ACCEPTED:
	case STATUS_VALID:
		sign = report->outcome.kind == CLASS_OK ? SIGN_GOOD : SIGN_LOOK;
		break;
	case STATUS_SKIPPED:
		sign = SIGN_SKIPPED;
		break;
	case STATUS_UNKNOWN:
		sign = SIGN_LOOK;
		break;
	case STATUS_INVALID:
	case STATUS_FAILED:
	default:
		break;
	}
	add(page, "### %s WhatsApp message: %s\n\n", sign,
	    status_name(report->outcome.status));
}

static void
add_error(struct page *page, const struct report *report)
{
	const struct graph_error *error = &report->delivery->reply.error;
	const struct catalogue_entry *entry = report->outcome.entry;
	enum result_class kind = report->outcome.kind;

	if (report->delivery->findings > 0) {
		add_paragraph(page, "What happened", REPORT_CHECK_TITLE);
		return;
	}
	if (entry == NULL) {
		add_paragraph(page, "What happened", class_meaning(kind));
		add_paragraph(
		    page, "Reason", report->delivery->exchange.detail);
		add_paragraph(page, "What to do", class_remedy(kind));
		return;
	}
	add(page, "**API error %d:** ", error->code);
	add_plain(page, error->title != NULL ? error->title : entry->title);
	add(page, "\n\n");
	add_paragraph(page, "Reason", error->details);
	add_paragraph(page, "What to do", entry->hint);
}

/* What the status means for the message. */
static void
add_meaning(struct page *page, const struct report *report)
{
	switch (report->outcome.status) {
	case STATUS_ACCEPTED:
		add(page, "%s\n\n",
		    report->outcome.kind == CLASS_OK
		        ? "The API took it. Accepted is not delivered: only "
		          "webhooks tell that."
		        : "The API took it, but **its template is paused**: "
		          "the message will not go out.");
		break;
	case STATUS_VALID:
		add(page, "%s Nothing was sent.\n\n",
		    report->request->mode == MODE_CHECK
		        ? "The check found nothing that stands against it."
		        : "It can be sent.");
		break;
	case STATUS_SKIPPED:
		add(page, "Nothing was sent.\n\n");
		break;
	case STATUS_INVALID:
		add(page,
		    "Nothing was sent. This is to be corrected first:\n\n");
		break;
	case STATUS_FAILED:
	case STATUS_UNKNOWN:
	default:
		add_error(page, report);
	}
}

static void
add_problems(struct page *page, const struct problems *problems)
{
	for (size_t i = 0; i < problems->count && i < LISTED_MAX; i++) {
		const struct problem *problem = &problems->items[i];

		add(page, "- **");
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
	if (problems->count > 0)
		add(page, "\n");
}

/* A table of one row. */
static void
add_facts(struct page *page, const struct report *report)
{
	char masked[RECIPIENT_SIZE];

	if (report->outcome.status == STATUS_INVALID)
		return;
	recipient_mask(&report->request->recipient, masked);
	add(page,
	    "| recipient | type | attempts | class |\n"
	    "| --- | --- | --- | --- |\n| ");
	add_plain(page, masked);
	add(page, " | %s | %d | %s |\n",
	    report->request->message.type != NULL
	        ? report->request->message.type
	        : "",
	    report->delivery->attempts, class_name(report->outcome.kind));
}

char *
report_summary(const struct report *report)
{
	struct page page = { .text = strdup("") };

	add_heading(&page, report);
	add_meaning(&page, report);
	add_problems(&page, report->problems);
	add_facts(&page, report);
	return page.text;
}
