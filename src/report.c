/* SPDX-License-Identifier: MIT */
/* What the run tells; see report.h. */
#include "report.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "process.h"
#include "report_json.h"
#include "report_lines.h"
#include "report_summary.h"
#include "versions.h"

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
	    "\"step\":null,\"attempts\":%d,\"http_status\":null,\"api_version\":null,"
	    "\"duration_ms\":%lld,\"error\":null,\"problems\":[],"
	    "\"warnings\":[]}\n",
	    mode_name(report->request->mode), status_name(outcome->status),
	    class_name(outcome->kind), report->exit_code,
	    report->delivery->attempts, (long long)report->duration_ms);

	return length > 0 && (size_t)length < sizeof(json) &&
	    process_write(STDOUT_FILENO, json, (size_t)length);
}

/* A request that cannot be shown has not been validated. */
static void
withdraw(struct report *report)
{
	report->outcome =
	    (struct outcome){ STATUS_FAILED, CLASS_INTERNAL, NULL };
	report->exit_code = class_exit_code(CLASS_INTERNAL);
}

static bool
write_result(struct report *report)
{
	char *json = report_json(report, true);
	bool is_written;

	if (json == NULL) {
		if (report->outcome.status == STATUS_VALID) {
			withdraw(report);
			report_lines(report);
		}
		return write_claim(report);
	}
	is_written = process_write(STDOUT_FILENO, json, strlen(json)) &&
	    process_write(STDOUT_FILENO, "\n", 1);
	free(json);
	return is_written;
}

/* The outputs as they go into the file; NULL: out of memory. */
static char *
make_outputs(const struct report *report, const char *json)
{
	const struct outcome *outcome = &report->outcome;
	const struct delivery *delivery = report->delivery;
	bool is_accepted = outcome->status == STATUS_ACCEPTED;
	char exit_code[12], attempts[12], error_code[12];
	const char *values[OUTPUT_COUNT] = {
		[OUTPUT_STATUS] = status_name(outcome->status),
		[OUTPUT_CLASS] = class_name(outcome->kind),
		[OUTPUT_EXIT_CODE] = exit_code,
		[OUTPUT_MESSAGE_ID] =
		    is_accepted ? delivery->reply.message_id : NULL,
		[OUTPUT_MESSAGE_STATUS] =
		    outcome_message_status(outcome, &delivery->reply),
		[OUTPUT_ERROR_CODE] =
		    outcome->entry != NULL ? error_code : NULL,
		[OUTPUT_RETRYABLE] =
		    outcome_is_retryable(outcome) ? "true" : "false",
		[OUTPUT_ATTEMPTS] = attempts,
		[OUTPUT_RESULT] = json,
	};

	snprintf(exit_code, sizeof(exit_code), "%d", report->exit_code);
	snprintf(attempts, sizeof(attempts), "%d", delivery->attempts);
	snprintf(
	    error_code, sizeof(error_code), "%d", delivery->reply.error.code);
	return outputs_format(report->request->results.output_format, values);
}

/* Writes the outputs, without the JSON if that is too long for them. */
static bool
write_outputs(struct report *report, const struct outputs *outputs)
{
	char *json, *text;
	bool is_written;

	if (outputs->output_fd < 0)
		return true;
	json = report_json(report, false);
	text = make_outputs(report, json);
	if (text != NULL && !outputs_fit(outputs, strlen(text))) {
		problem_add(report->problems,
		    &(struct problem){
		        .setting = "output_file", .rule = "result_left_out" },
		    "has no room for the output result, which is left out");
		free(text);
		text = make_outputs(report, NULL);
	}
	is_written = json != NULL && text != NULL &&
	    outputs_append(outputs->output_fd, text);
	free(json);
	free(text);
	return is_written;
}

static bool
write_summary(const struct report *report, const struct outputs *outputs)
{
	char *text;
	bool is_written;

	if (outputs->summary_fd < 0)
		return true;
	text = report_summary(report);
	is_written = text != NULL && outputs_append(outputs->summary_fd, text);
	free(text);
	return is_written;
}

/* Tells of a result that is lost; only a success turns into a failure. */
static void
note_loss(struct report *report, const char *where)
{
	report_lines_lost(where);
	if (report->exit_code != 0)
		return;
	report->outcome.kind = CLASS_OUTPUT;
	report->exit_code = class_exit_code(CLASS_OUTPUT);
}

/* Whether memory suffices for the whole result. */
static bool
can_be_shown(const struct report *report)
{
	char *json = report_json(report, true);
	bool is_shown = json != NULL;

	free(json);
	return is_shown;
}

int
report_write(struct report *report, const struct outputs *outputs)
{
	report->exit_code =
	    outcome_exit_code(&report->outcome, report->request->warn_only);
	if (report->outcome.status == STATUS_VALID && !can_be_shown(report))
		withdraw(report);
	report_lines(report);
	if (!write_outputs(report, outputs))
		note_loss(report, "output_file");
	if (!write_summary(report, outputs))
		note_loss(report, "summary_file");
	if (!write_result(report))
		note_loss(report, "stdout");
	return report->exit_code;
}
