/* SPDX-License-Identifier: MIT */
/*
 * One run, from top to bottom: settings, request, payload, delivery, report.
 * Only here does the process end.
 */
#include <stdlib.h>

#include "check.h"
#include "clock.h"
#include "deliver.h"
#include "help.h"
#include "job_status.h"
#include "json.h"
#include "memory.h"
#include "outputs.h"
#include "payload.h"
#include "preflight.h"
#include "problem.h"
#include "process.h"
#include "rehearsal.h"
#include "report.h"
#include "report_lines.h"
#include "request.h"
#include "scrub.h"
#include "setting.h"
#include "source.h"
#include "source_env.h"
#include "source_ini.h"
#include "text.h"

/* All that one run has; released together. */
struct run {
	struct settings settings;
	struct problems problems;
	struct problems seen;
	struct request request;
	struct outputs outputs;
	char *payload;
	struct delivery delivery;
	struct outcome outcome;
};

static void
read_settings(struct run *run)
{
	struct problems found = { 0 };

	source_env_read(&run->settings, &run->problems);
	source_ini_read(&run->settings, &run->problems);
	source_read_files(&run->settings, &run->problems);
	check_settings(&run->settings, &run->problems);
	if (problems_class(&run->problems) == CLASS_OK)
		rehearse(&run->settings, &found);
	run->request.is_skipped =
	    job_status_resolve(&run->settings, &run->problems);
	request_build(&run->settings, &run->request, &run->problems);
	rehearsal_tell(&found, &run->problems);
	scrub_problems(&run->request, &run->problems);
	problems_free(&found);
}

/* Makes the payload, to be sent or shown; false: that is the outcome. */
static bool
make_payload(struct run *run)
{
	run->payload = run->request.mode == MODE_SEND
	    ? payload_write(&run->request)
	    : payload_show(&run->request);
	if (run->payload == NULL)
		run->outcome =
		    (struct outcome){ STATUS_FAILED, CLASS_INTERNAL, NULL };
	return run->payload != NULL;
}

static bool
check(struct run *run, const struct deliver_limits *limits)
{
	struct findings findings = { &run->problems, &run->seen };

	return preflight(&run->request, limits, &run->delivery, &findings);
}

/* Sends the message, after its file; false: that was not tried. */
static bool
send_message(struct run *run, const struct deliver_limits *limits)
{
	struct request *request = &run->request;

	if (message_has_file(&request->message) &&
	    !deliver_file(request, limits, &run->delivery))
		return true;
	if (!make_payload(run))
		return false;
	deliver(request, run->payload, limits, &run->delivery, &run->problems);
	return true;
}

/* Talks to the API, as mode and check_first want it. */
static void
go_online(struct run *run, int64_t start_ms, int signal_fd)
{
	const struct request *request = &run->request;
	struct deliver_limits limits = { .signal_fd = signal_fd,
		.deadline_ms = start_ms + request->endpoint.timeout_ms,
		.on_wait =
		    request->results.verbose ? report_lines_wait : NULL };
	bool is_checked = request->mode == MODE_CHECK || request->check_first;

	if ((is_checked && !check(run, &limits)) ||
	    request->mode == MODE_CHECK || send_message(run, &limits))
		run->outcome = run->delivery.outcome;
}

static void
act(struct run *run, int64_t start_ms, int signal_fd)
{
	if (run->request.is_skipped)
		run->outcome =
		    (struct outcome){ STATUS_SKIPPED, CLASS_OK, NULL };
	else if (run->request.mode != MODE_VALIDATE)
		go_online(run, start_ms, signal_fd);
	else if (make_payload(run))
		run->outcome = (struct outcome){ STATUS_VALID, CLASS_OK, NULL };
}

/*
 * Wipes the secrets and the recipient, of whom only the mask stays: whoever
 * gets at the memory of a process that writes its results finds neither.
 */
static void
forget(struct run *run)
{
	settings_forget(&run->settings);
	endpoint_forget(&run->request.endpoint);
	recipient_hide(&run->request.recipient);
	if (run->request.mode == MODE_SEND) {
		memory_free(run->payload);
		run->payload = NULL;
	}
}

static int
report(struct run *run, int64_t start_ms)
{
	struct report report = { .request = &run->request,
		.problems = &run->problems,
		.seen = &run->seen,
		.outcome = run->outcome,
		.delivery = &run->delivery,
		.payload = run->payload,
		.duration_ms = clock_now_ms() - start_ms };

	return report_write(&report, &run->outputs);
}

static void
run_free(struct run *run)
{
	outputs_close(&run->outputs);
	delivery_free(&run->delivery);
	memory_free(run->payload);
	request_free(&run->request);
	problems_free(&run->problems);
	problems_free(&run->seen);
	settings_free(&run->settings);
}

/* What the argument says is not shown: it may well be a token. */
static void
refuse_arguments(struct problems *problems)
{
	problem_add(problems,
	    &(struct problem){ .kind = CLASS_USAGE,
	        .setting = "arguments",
	        .rule = "unknown_argument" },
	    "can be --help, --version, --schema or --explain CODE, one at a "
	    "time; settings come from the environment");
}

int
main(int argc, char *argv[])
{
	struct run run = { .outputs = outputs_none() };
	int64_t start_ms = clock_now_ms();
	int signal_fd = process_prepare();
	enum result_class verdict;
	int exit_code;

	json_prepare();
	if (help_answer(argc, argv, &exit_code))
		return exit_code;
	if (argc > 1)
		refuse_arguments(&run.problems);
	else {
		read_settings(&run);
		run.outputs = outputs_open(&run.request.results, &run.problems);
	}
	verdict = problems_class(&run.problems);
	if (verdict == CLASS_OK)
		act(&run, start_ms, signal_fd);
	else
		run.outcome = (struct outcome){ STATUS_INVALID, verdict, NULL };
	forget(&run);
	exit_code = report(&run, start_ms);
	run_free(&run);
	return exit_code;
}
