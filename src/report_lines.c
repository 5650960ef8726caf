/* SPDX-License-Identifier: MIT */
/* The result for people; see report_lines.h. */
#include "report_lines.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "process.h"
#include "text.h"

/*
 * A GitHub runner keeps 10 annotations of a kind from a step, and cuts each
 * at 4096 characters (actions/runner, ExecutionContext.cs).
 */
#define ANNOTATIONS_MAX 10
#define ANNOTATION_SIZE 4096

/*
 * Lines on their way to stderr.  They are collected, so that those of several
 * jobs do not mix, and need no memory of their own, so that the claim is told
 * when there is none.  If nobody reads them they are dropped.
 */
struct lines_out {
	size_t length;
	bool is_lost;
	char text[4 * ANNOTATION_SIZE];
};

static void
flush(struct lines_out *out)
{
	out->is_lost = out->is_lost ||
	    !process_write(STDERR_FILENO, out->text, out->length);
	out->length = 0;
}

/* Appends one line, made from head and format; a longer one is cut. */
__attribute__((format(printf, 3, 0))) static void
collect(struct lines_out *out, const char *head, const char *format,
    va_list arguments)
{
	char line[ANNOTATION_SIZE];
	size_t length;

	vsnprintf(line, sizeof(line), format, arguments);
	text_end_whole(line);
	length = strlen(head) + strlen(line) + 1;
	if (out->length + length >= sizeof(out->text))
		flush(out);
	snprintf(out->text + out->length, sizeof(out->text) - out->length,
	    "%s%s\n", head, line);
	out->length += length;
}

/* A line for people. */
__attribute__((format(printf, 2, 3))) static void
say(struct lines_out *out, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	collect(out, "whatsapp-send: ", format, arguments);
	va_end(arguments);
}

/* The text with % and line breaks escaped as the runner wants it; cut. */
static void
escape(const char *text, char *escaped, size_t size)
{
	size_t length = 0;

	for (; *text != '\0' && length + 4 < size; text++) {
		const char *code = *text == '%' ? "%25" : "%0A";

		if (*text != '%' && *text != '\n') {
			escaped[length++] = *text;
			continue;
		}
		memcpy(escaped + length, code, 3);
		length += 3;
	}
	escaped[length] = '\0';
	text_end_whole(escaped);
}

__attribute__((format(printf, 2, 3))) static void
append(struct lines_out *out, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	collect(out, "", format, arguments);
	va_end(arguments);
}

/* A workflow command, "error" or "warning"; text may hold line breaks. */
static void
annotate(struct lines_out *out, const char *command, const char *text)
{
	char escaped[ANNOTATION_SIZE - 64];

	escape(text, escaped, sizeof(escaped));
	append(out, "::%s title=whatsapp-send::%s", command, escaped);
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
tell_problems(struct lines_out *out, const struct report *report)
{
	const struct problems *problems = report->problems;
	int annotations[2] = { 0 };
	char text[ANNOTATION_SIZE];

	for (size_t i = 0; i < problems->count; i++) {
		bool is_warning = problems->items[i].kind == CLASS_OK;

		describe_problem(&problems->items[i], text, sizeof(text));
		say(out, "%s: %s", is_warning ? "warning" : "problem", text);
		if (report->request->results.annotate &&
		    annotations[is_warning]++ < ANNOTATIONS_MAX - 1)
			annotate(out, is_warning ? "warning" : "error", text);
	}
	if (problems->incomplete)
		say(out,
		    "problem: memory ran out: not all there is to say is told");
}

/* What can be said of a message that was not accepted, in three parts. */
struct account {
	char headline[512];
	const char *reason; /* NULL: none */
	const char *hint;
};

/* The problems have been told one by one. */
static struct account
account_of_check(const struct report *report)
{
	struct account account = { .hint = REPORT_CHECK_HINT };

	snprintf(account.headline, sizeof(account.headline),
	    "failed (%s): %s (%zu)", class_name(report->outcome.kind),
	    REPORT_CHECK_TITLE, report->delivery->findings);
	return account;
}

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

	if (report->outcome.status == STATUS_UNKNOWN)
		snprintf(account.headline, sizeof(account.headline),
		    "unknown: %s", class_meaning(kind));
	else
		snprintf(account.headline, sizeof(account.headline),
		    "failed (%s): %s", class_name(kind), class_meaning(kind));
	if (report->delivery->findings > 0)
		return account_of_check(report);
	if (entry == NULL)
		return account;
	snprintf(account.headline, sizeof(account.headline),
	    "failed (%s): the API answered error %d: %s", class_name(kind),
	    error->code, error->title != NULL ? error->title : entry->title);
	text_end_whole(account.headline);
	account.reason = error->details;
	account.hint = entry->hint;
	return account;
}

static void
annotate_account(struct lines_out *out, const struct report *report,
    const struct account *account)
{
	char text[ANNOTATION_SIZE];

	snprintf(text, sizeof(text), "%s\n%s%s%s", account->headline,
	    account->reason != NULL ? account->reason : "",
	    account->reason != NULL ? "\n" : "", account->hint);
	annotate(out, report->exit_code == 0 ? "warning" : "error", text);
}

static void
tell_error(struct lines_out *out, const struct report *report)
{
	struct account account = account_of(report);
	long long come_back = (long long)report->delivery->retry_after_s;

	say(out, "%s", account.headline);
	if (report->delivery->step != STEP_MESSAGE)
		say(out, "step: the %s; no message was sent",
		    deliver_step_name(report->delivery->step));
	if (account.reason != NULL)
		say(out, "reason: %s", account.reason);
	say(out, "hint: %s", account.hint);
	if (come_back > 0)
		say(out, "hint: come back in %lld s", come_back);
	if (report->exit_code == 0)
		say(out, "on_error is warn: the exit code is 0");
	if (report->request->results.annotate)
		annotate_account(out, report, &account);
}

static void
tell_timing(struct lines_out *out, const struct delivery *delivery)
{
	const struct exchange *exchange = &delivery->exchange;

	say(out,
	    "timing of the %s: connected after %lld ms, done after %lld ms, "
	    "HTTP %d, %zu bytes of answer%s",
	    deliver_step_name(delivery->step),
	    (long long)exchange->connected_ms, (long long)exchange->total_ms,
	    exchange->status, exchange->length,
	    delivery->step != STEP_MESSAGE ? ""
	        : exchange->handed_over    ? ", request handed over"
	                                   : ", request not handed over");
}

static void
tell_accepted(struct lines_out *out, const struct report *report)
{
	static const char paused[] = "accepted, but the template is paused: "
	                             "the message will not go out";
	char masked[RECIPIENT_SIZE];

	recipient_mask(&report->request->recipient, masked);
	say(out,
	    "accepted: the API took the %s message for %s in %lld.%03lld s",
	    report->request->message.type, masked,
	    (long long)report->duration_ms / 1000,
	    (long long)report->duration_ms % 1000);
	if (report->outcome.kind == CLASS_OK)
		return;
	say(out, "%s", paused);
	if (report->request->results.annotate)
		annotate(
		    out, report->exit_code == 0 ? "warning" : "error", paused);
}

static void
tell_valid(struct lines_out *out, const struct report *report)
{
	if (report->request->mode == MODE_CHECK)
		say(out,
		    "valid: the check found nothing that stands against "
		    "sending; nothing was sent");
	else
		say(out, "valid: the %s message can be sent; nothing was",
		    report->request->message.type);
}

static void
tell_outcome(struct lines_out *out, const struct report *report)
{
	switch (report->outcome.status) {
	case STATUS_ACCEPTED:
		tell_accepted(out, report);
		break;
	case STATUS_VALID:
		tell_valid(out, report);
		break;
	case STATUS_SKIPPED:
		say(out, "skipped: nothing was sent");
		break;
	case STATUS_INVALID:
		say(out,
		    "invalid (%s): nothing was sent; --help lists the "
		    "settings",
		    class_name(report->outcome.kind));
		break;
	case STATUS_FAILED:
	case STATUS_UNKNOWN:
	default:
		tell_error(out, report);
	}
}

void
report_lines(const struct report *report)
{
	struct lines_out out = { 0 };

	for (size_t i = 0; i < report->seen->count; i++)
		say(&out, "seen: %s", report->seen->items[i].message);
	tell_problems(&out, report);
	if (report->request->results.verbose && report->delivery->attempts > 0)
		tell_timing(&out, report->delivery);
	tell_outcome(&out, report);
	flush(&out);
}

void
report_lines_lost(const char *where)
{
	struct lines_out out = { 0 };

	say(&out, "the result could not be written to %s", where);
	flush(&out);
}

void
report_lines_wait(const struct delivery *delivery, int64_t wait_ms)
{
	struct lines_out out = { 0 };

	say(&out, "%s, attempt %d: %s (%s); again in %lld.%03lld s",
	    deliver_step_name(delivery->step), delivery->attempts,
	    status_name(delivery->outcome.status),
	    class_name(delivery->outcome.kind), (long long)wait_ms / 1000,
	    (long long)wait_ms % 1000);
	flush(&out);
}
