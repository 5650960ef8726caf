/* SPDX-License-Identifier: MIT */
/* The run as it was asked for, made from settings; see request.h. */
#include "request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "composition.h"
#include "job_status.h"
#include "roots.h"
#include "value.h"

/* A text that holds so long a token holds it by no accident. */
#define TOKEN_FOUND_MIN 8

/* Default of timeout with media_file: 100 MB at 3 Mbit/s. */
#define TIMEOUT_WITH_FILE_MS (300 * 1000)

/* Graph API versions below this one die within months. */
#define API_VERSION_OLD 22

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

static const char *
take_token(struct reading *reading)
{
	const char *token = reading_take(reading, SETTING_ACCESS_TOKEN);
	size_t length;

	if (token == NULL)
		return NULL;
	length = strlen(token);
	if (strncasecmp(token, "bearer ", 7) == 0)
		reading_fail(reading, "bearer",
		    "starts with the word Bearer: give the token alone");
	else if (!value_is_visible(token))
		reading_fail(reading, "token_characters",
		    "must be visible ASCII characters without blanks");
	else if (token[0] == '/' || token[0] == '$' ||
	    token[strspn(token, "*")] == '\0')
		reading_fail(reading, "placeholder",
		    "looks like a path, a variable that was not expanded or a "
		    "mask; for a path use access_token_file");
	else if (strchr("\"'", token[0]) != NULL ||
	    strchr("\"'", token[length - 1]) != NULL)
		reading_fail(reading, "quoted",
		    "has quotes around it: store it without them");
	else if (length > ACCESS_TOKEN_MAX)
		reading_fail(reading, "too_long",
		    "has %zu bytes; at most %d are allowed", length,
		    ACCESS_TOKEN_MAX);
	return token;
}

/* The app secret and the proof that is made of it. */
static void
read_app_secret(struct reading *reading, struct endpoint *endpoint)
{
	const char *secret = reading_take(reading, SETTING_APP_SECRET);

	if (secret == NULL)
		return;
	if (!proof_is_secret(secret)) {
		reading_fail(reading, "app_secret",
		    "must be 32 digits from 0 to 9 and a to f, as App settings "
		    "> Basic shows them");
		return;
	}
	endpoint->app_secret = secret;
	if (endpoint->token != NULL &&
	    !proof_make(secret, endpoint->token, endpoint->proof))
		reading->problems->incomplete = true;
}

/* Takes an id of Meta's, such as that of the phone number. */
static const char *
take_id(struct reading *reading, enum setting id)
{
	const char *text = reading_take(reading, id);

	if (text == NULL || value_digits(text, 1, ID_DIGITS_MAX))
		return text;
	if (value_is_exponent(text))
		reading_fail(reading, "exponent",
		    "was rewritten as a number with an exponent: quote it in "
		    "the YAML or the spreadsheet it comes from");
	else
		reading_fail(reading, "digits",
		    "must be 1 to %d digits and nothing else, as WhatsApp > "
		    "API Setup shows it",
		    ID_DIGITS_MAX);
	return NULL;
}

static void
read_account(struct reading *reading, struct request *request)
{
	const char *number = request->endpoint.phone_number_id;
	const char *id = take_id(reading, SETTING_BUSINESS_ACCOUNT_ID);

	request->business_account_id = id;
	if (id != NULL && number != NULL && strcmp(id, number) == 0)
		reading_fail(reading, "same_id",
		    "is the same as phone_number_id, but account and number "
		    "have an id each: see WhatsApp > API Setup");
}

static void
read_recipient(struct reading *reading, struct request *request)
{
	bool is_group =
	    reading_take_choice(reading, SETTING_RECIPIENT_TYPE) == 1;
	const char *text = reading_take(reading, SETTING_RECIPIENT);
	enum recipient_fault fault;
	const char *hint;

	if (text == NULL)
		return;
	fault = recipient_parse(text, is_group, &request->recipient);
	hint = recipient_hint(&request->recipient);
	if (fault != RECIPIENT_FINE)
		reading_fail(reading, recipient_rule(fault), "%s",
		    recipient_message(fault));
	else if (hint != NULL)
		reading_warn(reading, "number_form", "%s", hint);
}

static const char *
take_api_version(struct reading *reading)
{
	const char *version = reading_take(reading, SETTING_API_VERSION);
	size_t length = version == NULL ? 0 : strlen(version);

	if (version == NULL)
		return NULL;
	if (length < 4 || length > 6 || version[0] != 'v' ||
	    strcmp(version + length - 2, ".0") != 0 || version[1] == '0' ||
	    strspn(version + 1, "0123456789") != length - 3) {
		reading_fail(reading, "api_version",
		    "must be v, a number and .0: v25.0");
		return NULL;
	}
	if (strtol(version + 1, NULL, 10) < API_VERSION_OLD)
		reading_warn(reading, "old_api_version",
		    "is so old that Meta soon ends it; leave it unset or take "
		    "%s",
		    setting_spec(SETTING_API_VERSION)->fallback);
	return version;
}

static const char *
take_api_url(struct reading *reading)
{
	const char *url = reading_take(reading, SETTING_API_URL);

	if (url == NULL)
		return NULL;
	switch (value_base_url(url)) {
	case URL_FINE:
		return url;
	case URL_VERSION:
		reading_fail(reading, "version_in_url",
		    "ends in a version: leave that out, api_version says it");
		return NULL;
	case URL_MALFORMED:
		reading_fail(reading, "url",
		    "must be https://host, with a port and a path if need be, "
		    "and nothing else");
		return NULL;
	case URL_NOT_SECURE:
	default:
		reading_fail(reading, "insecure_url",
		    "must be https; http is only for loopback addresses, "
		    "since it would show the token to the network");
		return NULL;
	}
}

static void
read_url(struct reading *reading, struct endpoint *endpoint)
{
	const char *base = take_api_url(reading);
	const char *version = take_api_version(reading);
	size_t length;

	endpoint->phone_number_id = take_id(reading, SETTING_PHONE_NUMBER_ID);
	endpoint->api_version = version;
	if (base == NULL || version == NULL)
		return;
	length = strlen(base);
	while (base[length - 1] == '/')
		length--;
	if (asprintf(&endpoint->root, "%.*s/%s", (int)length, base, version) <
	    0) {
		endpoint->root = NULL;
		reading->problems->incomplete = true;
	}
}

/* The path is not shown: it may be something else, set in the wrong place. */
static void
read_roots(struct reading *reading, struct endpoint *endpoint)
{
	const char *path = reading_take(reading, SETTING_CA_FILE);
	enum file_fault fault;

	if (path == NULL)
		return;
	fault = file_read(path, SETTING_VALUE_MAX, &endpoint->roots);
	if (fault == FILE_NO_MEMORY) {
		reading->problems->incomplete = true;
	} else if (fault != FILE_OK) {
		reading_fail_file(reading, file_rule(fault),
		    "the file it names %s", file_message(fault));
	} else if (!roots_are_readable(
	               endpoint->roots.content, endpoint->roots.length))
		reading_fail(reading, "not_pem",
		    "the file it names holds no certificate in PEM");
}

/* The proxy, unless it would see the token of a plain http request. */
static void
read_proxy(struct reading *reading, struct endpoint *endpoint)
{
	const char *url = reading_take(reading, SETTING_API_URL);
	const char *proxy = reading_take(reading, SETTING_PROXY);

	if (proxy != NULL && !value_is_proxy(proxy))
		reading_fail(reading, "proxy",
		    "must be host:port, with http://, https:// or socks5h:// "
		    "and user:password@ before it if need be");
	else if (proxy != NULL && url != NULL &&
	    strncasecmp(url, "http://", 7) == 0)
		reading_fail(reading, "insecure_proxy",
		    "would see the token, since api_url is plain http: unset "
		    "one of them");
	else if (proxy != NULL) {
		/* libcurl would guess the scheme from the host's name */
		bool has_scheme = strstr(proxy, "://") != NULL;

		if (asprintf(&endpoint->proxy, "%s%s",
		        has_scheme ? "" : "http://", proxy) < 0) {
			endpoint->proxy = NULL;
			reading->problems->incomplete = true;
		}
	}
	endpoint->no_proxy = reading_take(reading, SETTING_NO_PROXY);
}

/* A file takes its time, unless a time was given. */
static int64_t
take_timeout_ms(struct reading *reading)
{
	const struct settings *settings = reading->settings;

	return settings_has(settings, SETTING_MEDIA_FILE) &&
	        !settings_has(settings, SETTING_TIMEOUT)
	    ? TIMEOUT_WITH_FILE_MS
	    : reading_take_ms(reading, SETTING_TIMEOUT);
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
	if (secret == NULL || strlen(secret) < TOKEN_FOUND_MIN)
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
check_message_keeps_token(
    struct reading *reading, const struct request *request)
{
	const char *token = request->endpoint.token;

	if (problems_class(reading->problems) != CLASS_OK || token == NULL ||
	    strlen(token) < TOKEN_FOUND_MIN ||
	    !message_holds(&request->message, token))
		return;
	reading_take(reading,
	    settings_has(reading->settings, SETTING_MESSAGE) ? SETTING_MESSAGE
	                                                     : SETTING_TEXT);
	reading_fail(reading, "holds_token",
	    "makes a message that holds the access_token, which must go to "
	    "nobody: take it out");
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
	endpoint->token = take_token(&reading);
	read_app_secret(&reading, endpoint);
	read_url(&reading, endpoint);
	check_is_kept(&reading, endpoint->token, SETTING_ACCESS_TOKEN);
	check_is_kept(&reading, endpoint->app_secret, SETTING_APP_SECRET);
	read_account(&reading, request);
	read_recipient(&reading, request);
	if (has_message) {
		message_build(&reading, &request->message);
		check_message_keeps_token(&reading, request);
	}
	endpoint->timeout_ms = take_timeout_ms(&reading);
	endpoint->connect_timeout_ms =
	    reading_take_ms(&reading, SETTING_CONNECT_TIMEOUT);
	read_proxy(&reading, endpoint);
	read_roots(&reading, endpoint);
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
