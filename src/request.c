/* SPDX-License-Identifier: MIT */
/* The run as it was asked for, made from settings; see request.h. */
#include "request.h"

#include <stdlib.h>
#include <string.h>

#include "composition.h"
#include "job_status.h"
#include "request_endpoint.h"
#include "value.h"

/* A text that holds so long a secret holds it by no accident. */
#define SECRET_FOUND_MIN 8

/*
 * Reports what sending requires and is unset; or, with
 * on_missing_credentials=skip, makes that the reason to send nothing.
 */
static void
check_required(struct reading *reading, struct request *request)
{
	bool may_skip =
	    reading_take_choice(reading, SETTING_ON_MISSING_CREDENTIALS) == 1;

	for (int id = 0; id < SETTING_COUNT; id++) {
		const struct setting_spec *spec =
		    setting_spec((enum setting)id);
		struct problem problem = { .kind = CLASS_CONFIG,
			.setting = spec->name,
			.rule = "missing" };

		if (!(spec->flags & FLAG_REQUIRED) ||
		    (id == SETTING_RECIPIENT && request->mode == MODE_CHECK) ||
		    settings_has(reading->settings, (enum setting)id) ||
		    problems_concern(reading->problems, spec->name))
			continue;
		request->is_skipped = may_skip;
		if (may_skip)
			problem.kind = CLASS_OK;
		problem_add(reading->problems, &problem, "is %s: %s",
		    may_skip ? "unset, so nothing is sent" : "required",
		    spec->help);
	}
}

static void
read_account(struct reading *reading, struct request *request)
{
	const char *number = request->endpoint.phone_number_id;
	const char *id = reading_take(reading, SETTING_BUSINESS_ACCOUNT_ID);

	request->business_account_id = id;
	if (id != NULL && number != NULL && strcmp(id, number) == 0)
		reading_fail(reading, "same_id",
		    "is the same as phone_number_id, but account and number "
		    "have an id each: see WhatsApp > API Setup");
}

/* The likeliest mistake about the id is a telephone number. */
static void
check_number_id(struct reading *reading, const struct recipient *recipient)
{
	const char *id = reading_take(reading, SETTING_PHONE_NUMBER_ID);

	if (id != NULL && recipient->kind == RECIPIENT_PHONE &&
	    *recipient->text == '+' && strcmp(id, recipient->text + 1) == 0)
		reading_fail(reading, "same_id",
		    "is the recipient's telephone number, but must be the id "
		    "of the number that sends: see WhatsApp > API Setup");
}

static void
read_recipient(struct reading *reading, struct request *request)
{
	bool is_group =
	    reading_take_choice(reading, SETTING_RECIPIENT_TYPE) == 1;
	/* one that is no good for another reason is masked all the same */
	const char *text = settings_get(reading->settings, SETTING_RECIPIENT);
	enum recipient_fault fault;
	const char *hint;

	if (text == NULL)
		return;
	fault = recipient_parse(text, is_group, &request->recipient);
	hint = recipient_hint(&request->recipient);
	if (reading_take(reading, SETTING_RECIPIENT) == NULL)
		return;
	if (fault != RECIPIENT_FINE)
		reading_fail(reading, recipient_rule(fault), "%s",
		    recipient_message(fault));
	else if (hint != NULL)
		reading_warn(reading, "number_form", "%s", hint);
	check_number_id(reading, &request->recipient);
}

static int
take_retries(struct reading *reading)
{
	const char *text = reading_take(reading, SETTING_RETRIES);
	long retries = 0;

	if (text != NULL && value_digits(text, 1, 2))
		retries = strtol(text, NULL, 10);
	else if (text != NULL)
		retries = RETRIES_MAX + 1;
	if (retries > RETRIES_MAX)
		reading_fail(reading, "retries",
		    "must be a number from 0 to %d", RETRIES_MAX);
	return (int)retries;
}

static void
read_results(struct reading *reading, struct results *results)
{
	results->output_file = reading_take(reading, SETTING_OUTPUT_FILE);
	results->summary_file = reading_take(reading, SETTING_SUMMARY_FILE);
	results->output_format = (enum output_format)reading_take_choice(
	    reading, SETTING_OUTPUT_FORMAT);
	results->annotate =
	    reading_take_choice(reading, SETTING_ANNOTATIONS) == 1;
	results->verbose = reading_take_flag(reading, SETTING_VERBOSE);
}

/* Whoever swaps two secrets must not send one to the recipient. */
static void
check_is_kept(struct reading *reading, const char *secret, enum setting whose)
{
	if (secret == NULL || strlen(secret) < SECRET_FOUND_MIN)
		return;
	for (int i = 0; i < SETTING_COUNT; i++) {
		enum setting id = (enum setting)i;
		const char *text = reading_take(reading, id);

		if (setting_spec(id)->group == GROUP_WHAT && text != NULL &&
		    strstr(text, secret) != NULL)
			reading_fail(reading, "holds_token",
			    "holds the %s, which must go to nobody: take it "
			    "out",
			    setting_spec(whose)->name);
	}
}

/* The same of what escapes in JSON and in Markdown stand for. */
static void
check_message_keeps(struct reading *reading, const struct message *message,
    const char *secret, enum setting whose)
{
	if (problems_class(reading->problems) != CLASS_OK || secret == NULL ||
	    strlen(secret) < SECRET_FOUND_MIN ||
	    !message_holds(message, secret))
		return;
	reading_take(reading,
	    settings_has(reading->settings, SETTING_MESSAGE) ? SETTING_MESSAGE
	                                                     : SETTING_TEXT);
	reading_fail(reading, "holds_token",
	    "makes a message that holds the %s, which must go to nobody: take "
	    "it out",
	    setting_spec(whose)->name);
}

void
request_build(const struct settings *settings, struct request *request,
    struct problems *problems)
{
	struct reading reading = { .settings = settings, .problems = problems };
	struct endpoint *endpoint = &request->endpoint;
	bool has_message =
	    !request->is_skipped && job_status_is_resolved(settings);

	request->mode = (enum mode)reading_take_choice(&reading, SETTING_MODE);
	if (request->mode == MODE_CHECK && composition_is_empty(settings))
		has_message = false;
	read_results(&reading, &request->results);
	if (request->mode != MODE_VALIDATE && !request->is_skipped &&
	    !problems_concern(problems, "mode"))
		check_required(&reading, request);
	request_endpoint_read(&reading, endpoint);
	check_is_kept(&reading, endpoint->token, SETTING_ACCESS_TOKEN);
	check_is_kept(&reading, endpoint->app_secret, SETTING_APP_SECRET);
	read_account(&reading, request);
	read_recipient(&reading, request);
	if (has_message) {
		message_build(&reading, &request->message);
		check_message_keeps(&reading, &request->message,
		    endpoint->token, SETTING_ACCESS_TOKEN);
		check_message_keeps(&reading, &request->message,
		    endpoint->app_secret, SETTING_APP_SECRET);
	}
	request->retries = take_retries(&reading);
	request->retry_unknown =
	    reading_take_flag(&reading, SETTING_RETRY_UNKNOWN);
	request->check_first = reading_take_flag(&reading, SETTING_CHECK_FIRST);
	request->warn_only =
	    reading_take_choice(&reading, SETTING_ON_ERROR) == 1;
}

const char *
mode_name(enum mode mode)
{
	static const char *const names[] = {
		[MODE_SEND] = "send",
		[MODE_VALIDATE] = "validate",
		[MODE_CHECK] = "check",
	};

	return names[mode];
}

void
request_free(struct request *request)
{
	message_free(&request->message);
	endpoint_free(&request->endpoint);
	*request = (struct request){ 0 };
}
