/* SPDX-License-Identifier: MIT */
/* The result for people; see report_lines.h. */
#include "report_lines.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/*
 * A GitHub runner keeps 10 annotations of a kind from a step, and cuts each
 * at 4096 characters (actions/runner, ExecutionContext.cs).
 */
#define ANNOTATIONS_MAX 10
#define ANNOTATION_SIZE 4096

/*
 * A line for people.  If even that cannot be written there is nobody left to
 * tell, so what dprintf() returns does not matter.
 */
__attribute__((format(printf, 1, 2))) static void
say(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	dprintf(STDERR_FILENO, "whatsapp-send: ");
	vdprintf(STDERR_FILENO, format, arguments);
	dprintf(STDERR_FILENO, "\n");
	va_end(arguments);
}

/*
 * A workflow command, "error" or "warning".  The text has no line break but
 * those of format; they and % are escaped as the runner wants it.
 */
__attribute__((format(printf, 2, 3))) static void
annotate(const char *command, const char *format, ...)
{
	char text[ANNOTATION_SIZE];
	char escaped[3 * ANNOTATION_SIZE];
	size_t length = 0;
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	for (const char *c = text; *c != '\0'; c++) {
		const char *escape = *c == '%' ? "%25"
		    : *c == '\n'               ? "%0A"
		                               : NULL;

		if (escape != NULL) {
			memcpy(escaped + length, escape, 3);
			length += 3;
		} else
			escaped[length++] = *c;
	}
	dprintf(STDERR_FILENO, "::%s title=whatsapp-send::%.*s\n", command,
	    (int)length, escaped);
}

/* "recipient from wa.ini:7, line 2: ", as far as there is something to say. */
static void
describe_problem(const struct problem *problem, char *text, size_t size)
{
	const char *setting = problem->setting;
	const char *source = problem->source;
	const char *position = problem->position;

	snprintf(text, size, "%s%s%s%s%s%s%s", setting != NULL ? setting : "",
	    setting != NULL && source != NULL ? " from " : "",
	    source != NULL ? source : "", position != NULL ? ", " : "",
	    position != NULL ? position : "",
	    setting != NULL || source != NULL ? ": " : "", problem->message);
}

static void
tell_problems(const struct report *report)
{
	const struct problems *problems = report->problems;
	int annotations[2] = { 0 };
	char text[ANNOTATION_SIZE];

	for (size_t i = 0; i < problems->count; i++) {
		bool is_warning = problems->items[i].kind == CLASS_OK;

		describe_problem(&problems->items[i], text, sizeof(text));
		say("%s: %s", is_warning ? "warning" : "problem", text);
		if (report->request->results.annotate &&
		    annotations[is_warning]++ < ANNOTATIONS_MAX - 1)
			annotate(is_warning ? "warning" : "error", "%s", text);
	}
	if (problems->incomplete)
		say("problem: memory ran out while the settings were read");
}

/* What can be said of a message that was not accepted, in three parts. */
struct account {
	char headline[512];
	const char *reason; /* NULL: none */
	const char *hint;
};

static struct account
account_of(const struct report *report)
{
	const struct graph_error *error = &report->delivery->reply.error;
	const struct catalogue_entry *entry = report->outcome.entry;
	enum result_class kind = report->outcome.kind;
	struct account account = {
		.reason = report->delivery->exchange.detail,
		.hint = class_remedy(kind),
	};

	snprintf(account.headline, sizeof(account.headline), "%s (%s): %s",
	    status_name(report->outcome.status), class_name(kind),
	    class_meaning(kind));
	if (entry == NULL)
		return account;
	snprintf(account.headline, sizeof(account.headline),
	    "failed (%s): the API answered error %d: %s", class_name(kind),
	    error->code, error->title != NULL ? error->title : entry->title);
	account.reason = error->details;
	account.hint = entry->hint;
	return account;
}

static void
tell_error(const struct report *report)
{
	struct account account = account_of(report);
	long long come_back = (report->delivery->retry_after_ms + 999) / 1000;

	say("%s", account.headline);
	if (account.reason != NULL)
		say("reason: %s", account.reason);
	say("hint: %s", account.hint);
	if (come_back > 0)
		say("hint: come back in %lld s", come_back);
	if (report->exit_code == 0)
		say("on_error is warn: the exit code is 0");
	if (report->request->results.annotate)
		annotate(report->exit_code == 0 ? "warning" : "error",
		    "%s\n%s%s%s", account.headline,
		    account.reason != NULL ? account.reason : "",
		    account.reason != NULL ? "\n" : "", account.hint);
}

static void
tell_timing(const struct exchange *exchange)
{
	say("timing: connected after %lld ms, done after %lld ms, HTTP %d, "
	    "%zu bytes of answer, request %s",
	    (long long)exchange->connected_ms, (long long)exchange->total_ms,
	    exchange->status, exchange->length,
	    exchange->handed_over ? "handed over" : "not handed over");
}

static void
tell_accepted(const struct report *report)
{
	static const char paused[] =
	    "its template is paused: the message will not go out";
	char masked[RECIPIENT_SIZE];

	recipient_mask(report->request->recipient, masked);
	say("accepted: the API took the %s for %s in %lld.%03lld s",
	    message_type_name(report->request->message.type), masked,
	    (long long)report->duration_ms / 1000,
	    (long long)report->duration_ms % 1000);
	if (report->outcome.kind == CLASS_OK)
		return;
	say("but %s", paused);
	if (report->request->results.annotate)
		annotate(report->exit_code == 0 ? "warning" : "error",
		    "accepted, but %s", paused);
}

static void
tell_outcome(const struct report *report)
{
	switch (report->outcome.status) {
	case STATUS_ACCEPTED:
		tell_accepted(report);
		break;
	case STATUS_VALID:
		say("valid: the %s can be sent; nothing was",
		    message_type_name(report->request->message.type));
		break;
	case STATUS_SKIPPED:
		say("skipped: nothing was sent, as on_missing_credentials "
		    "asks");
		break;
	case STATUS_INVALID:
		say("invalid (%s): nothing was sent",
		    class_name(report->outcome.kind));
		break;
	case STATUS_FAILED:
	case STATUS_UNKNOWN:
	default:
		tell_error(report);
	}
}

void
report_lines(const struct report *report)
{
	tell_problems(report);
	if (report->request->results.verbose && report->delivery->attempts > 0)
		tell_timing(&report->delivery->exchange);
	tell_outcome(report);
}

void
report_lines_lost(const char *where)
{
	say("the result could not be written to %s", where);
}

void
report_lines_wait(const struct delivery *delivery, int64_t wait_ms)
{
	say("attempt %d: %s (%s); again in %lld.%03lld s", delivery->attempts,
	    status_name(delivery->outcome.status),
	    class_name(delivery->outcome.kind), (long long)wait_ms / 1000,
	    (long long)wait_ms % 1000);
}
