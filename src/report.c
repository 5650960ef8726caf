/* SPDX-License-Identifier: MIT */
/* What the run tells; see report.h. */
#include "report.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report_json.h"
#include "versions.h"

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

/* "recipient from wa.ini:7, line 2: ", as far as there is something to say. */
static void
say_problem(const struct problem *problem)
{
	const char *kind = problem->kind == CLASS_OK ? "warning" : "problem";
	const char *setting = problem->setting;
	const char *source = problem->source;
	const char *position = problem->position;

	say("%s: %s%s%s%s%s%s%s", kind, setting != NULL ? setting : "",
	    setting != NULL && source != NULL ? " from " : "",
	    source != NULL ? source : "", position != NULL ? ", " : "",
	    position != NULL ? position : "",
	    setting != NULL || source != NULL ? ": " : "", problem->message);
}

static void
say_problems(const struct problems *problems)
{
	for (size_t i = 0; i < problems->count; i++)
		say_problem(&problems->items[i]);
	if (problems->incomplete)
		say("problem: memory ran out while the settings were read");
}

static void
say_error(const struct report *report)
{
	const struct graph_error *error = &report->delivery->reply.error;
	const struct catalogue_entry *entry = report->outcome.entry;
	enum result_class kind = report->outcome.kind;
	const char *detail = report->delivery->exchange.detail;

	if (entry == NULL) {
		say("%s (%s): %s", status_name(report->outcome.status),
		    class_name(kind), class_meaning(kind));
		if (detail != NULL)
			say("reason: %s", detail);
		say("hint: %s", class_remedy(kind));
		return;
	}
	say("failed (%s): the API answered error %d: %s", class_name(kind),
	    error->code, error->title != NULL ? error->title : entry->title);
	if (error->details != NULL)
		say("reason: %s", error->details);
	say("hint: %s", entry->hint);
}

static void
say_timing(const struct exchange *exchange)
{
	say("timing: connected after %lld ms, done after %lld ms, HTTP %d, "
	    "%zu bytes of answer, request %s",
	    (long long)exchange->connected_ms, (long long)exchange->total_ms,
	    exchange->status, exchange->length,
	    exchange->handed_over ? "handed over" : "not handed over");
}

static void
say_outcome(const struct report *report)
{
	const char *type = message_type_name(report->request->message.type);
	char masked[RECIPIENT_SIZE];

	recipient_mask(report->request->recipient, masked);
	switch (report->outcome.status) {
	case STATUS_ACCEPTED:
		say("accepted: the API took the %s for %s in %lld.%03lld s%s",
		    type, masked, (long long)report->duration_ms / 1000,
		    (long long)report->duration_ms % 1000,
		    report->outcome.kind == CLASS_OK
		        ? ""
		        : ", but its template is paused: it will not go out");
		break;
	case STATUS_VALID:
		say("valid: the %s can be sent; nothing was", type);
		break;
	case STATUS_INVALID:
		say("invalid (%s): nothing was sent",
		    class_name(report->outcome.kind));
		break;
	case STATUS_FAILED:
	case STATUS_UNKNOWN:
	default:
		say_error(report);
	}
}

/* Writes all of text to stdout, waiting where it must. */
static bool
write_out(const char *text, size_t length)
{
	while (length > 0) {
		ssize_t written = write(STDOUT_FILENO, text, length);
		struct pollfd out = { .fd = STDOUT_FILENO, .events = POLLOUT };

		if (written < 0 && errno == EAGAIN && poll(&out, 1, -1) < 0 &&
		    errno != EINTR)
			return false;
		if (written < 0 && errno != EINTR && errno != EAGAIN)
			return false;
		if (written > 0) {
			text += written;
			length -= (size_t)written;
		}
	}
	return true;
}

/*
 * The claim alone, for when there is no memory for more.  Every member that
 * the schema requires is there.
 */
static bool
write_claim(const struct report *report)
{
	const struct outcome *outcome = &report->outcome;
	char json[512];
	int length = snprintf(json, sizeof(json),
	    "{\"schema\":\"1-0-0\",\"tool\":\"whatsapp-send\","
	    "\"version\":\"" VERSION "\",\"mode\":\"%s\",\"status\":\"%s\","
	    "\"class\":\"%s\",\"exit_code\":%d,\"type\":null,"
	    "\"message_id\":null,\"message_status\":null,\"recipient\":null,"
	    "\"attempts\":%d,\"http_status\":null,\"api_version\":null,"
	    "\"duration_ms\":%lld,\"error\":null,\"problems\":[],"
	    "\"warnings\":[]}\n",
	    mode_name(report->request->mode), status_name(outcome->status),
	    class_name(outcome->kind), class_exit_code(outcome->kind),
	    report->delivery->attempts, (long long)report->duration_ms);

	return length > 0 && (size_t)length < sizeof(json) &&
	    write_out(json, (size_t)length);
}

int
report_write(const struct report *report)
{
	int exit_code = class_exit_code(report->outcome.kind);
	char *json = report_json(report);
	bool is_written;

	say_problems(report->problems);
	if (report->request->verbose && report->delivery->attempts > 0)
		say_timing(&report->delivery->exchange);
	say_outcome(report);
	if (json == NULL)
		is_written = write_claim(report);
	else
		is_written =
		    write_out(json, strlen(json)) && write_out("\n", 1);
	free(json);
	if (is_written)
		return exit_code;
	say("the result could not be written to stdout");
	return exit_code == 0 ? class_exit_code(CLASS_OUTPUT) : exit_code;
}
