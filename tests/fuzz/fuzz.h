/* SPDX-License-Identifier: MIT */
/*
 * What fuzzers share: bytes become settings, settings a request, and that a
 * result, as in main.c with mode=validate, where no connection is opened.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>

#include "check.h"
#include "job_status.h"
#include "oracle.h"
#include "payload.h"
#include "rehearsal.h"
#include "report_json.h"
#include "report_summary.h"
#include "request.h"
#include "scrub.h"
#include "source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct fuzz {
	struct settings settings;
	struct problems problems;
	struct problems seen;
	struct request request;
	struct delivery delivery;
	char *payload;
};

/* A setting as the environment would give it. */
static inline void
fuzz_put(struct fuzz *fuzz, enum setting id, const char *text)
{
	settings_put(&fuzz->settings,
	    &(struct setting_entry){
	        .id = id, .text = text, .source = "environment" });
}

/* What every run has. */
static inline void
fuzz_credentials(struct fuzz *fuzz)
{
	fuzz_put(fuzz, SETTING_MODE, "validate");
	fuzz_put(fuzz, SETTING_ACCESS_TOKEN, ORACLE_TOKEN);
	fuzz_put(fuzz, SETTING_APP_SECRET, ORACLE_SECRET);
	fuzz_put(fuzz, SETTING_PHONE_NUMBER_ID, "106540352242922");
	fuzz_put(fuzz, SETTING_RECIPIENT, ORACLE_RECIPIENT);
}

/* Reads what the settings mean, as main.c does. */
static inline void
fuzz_read(struct fuzz *fuzz)
{
	struct problems found = { 0 };

	check_settings(&fuzz->settings, &fuzz->problems);
	if (problems_class(&fuzz->problems) == CLASS_OK)
		rehearse(&fuzz->settings, &found);
	fuzz->request.is_skipped =
	    job_status_resolve(&fuzz->settings, &fuzz->problems);
	request_build(&fuzz->settings, &fuzz->request, &fuzz->problems);
	rehearsal_tell(&found, &fuzz->problems);
	scrub_problems(&fuzz->request, &fuzz->problems);
	problems_free(&found);
}

/*
 * That a text of a template's header or body is one that Meta takes: no
 * newline, no tab, no five spaces, and in a header 60 characters
 * (documentation/business-messaging/whatsapp/templates/components).
 */
static inline void
fuzz_judge_parameters(const cJSON *component, const char *payload)
{
	const char *type = cJSON_GetStringValue(
	    cJSON_GetObjectItemCaseSensitive(component, "type"));
	const cJSON *parameter;

	if (type == NULL ||
	    (strcasecmp(type, "header") != 0 && strcasecmp(type, "body") != 0))
		return;
	cJSON_ArrayForEach(parameter,
	    cJSON_GetObjectItemCaseSensitive(component, "parameters"))
	{
		const char *text = cJSON_GetStringValue(
		    cJSON_GetObjectItemCaseSensitive(parameter, "text"));

		if (text == NULL)
			continue;
		oracle_demand(strpbrk(text, "\n\t") == NULL &&
		        strstr(text, "     ") == NULL && *text != '\0',
		    "a parameter that Meta refuses", payload);
		oracle_demand(
		    strcasecmp(type, "body") == 0 || oracle_length(text) <= 60,
		    "a header that is too long", payload);
	}
}

/* That what passed is within Meta's limits, as far as one can say shortly. */
static inline void
fuzz_judge_limits(const cJSON *body, const char *payload)
{
	const char *text =
	    cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(
	        cJSON_GetObjectItemCaseSensitive(body, "text"), "body"));
	const cJSON *component;

	oracle_demand(
	    text == NULL || (*text != '\0' && oracle_length(text) <= 4096),
	    "a text that is empty or too long", payload);
	cJSON_ArrayForEach(component,
	    cJSON_GetObjectItemCaseSensitive(
	        cJSON_GetObjectItemCaseSensitive(body, "template"),
	        "components"))
	{
		fuzz_judge_parameters(component, payload);
	}
}

/*
 * That a payload is JSON that means what was written: reading and writing it
 * once more changes nothing.
 */
static inline void
fuzz_judge_payload(const char *payload)
{
	cJSON *body = cJSON_ParseWithOpts(payload, NULL, 1);
	char *again = cJSON_PrintUnformatted(body);

	oracle_demand(cJSON_IsObject(body), "no object", payload);
	oracle_demand(again != NULL && strcmp(again, payload) == 0,
	    "it does not say what was written", payload);
	oracle_printable(payload, "");
	fuzz_judge_limits(body, payload);
	oracle_demand(strstr(payload, ORACLE_TOKEN) == NULL,
	    "the token would go to the recipient", payload);
	cJSON_free(again);
	cJSON_Delete(body);
}

/*
 * That the proxy's password is not told, where there is one: only a message may
 * hold the same text, and is shown.
 */
static inline void
fuzz_judge_password(const struct fuzz *fuzz, const char *text)
{
	oracle_demand(fuzz->request.endpoint.proxy == NULL ||
	        (fuzz->payload != NULL && oracle_has_password(fuzz->payload)) ||
	        !oracle_has_password(text),
	    "the proxy's password", text);
}

/* Tells of an outcome, and judges what is told. */
static inline void
fuzz_tell(struct fuzz *fuzz, struct outcome outcome)
{
	struct report report = { .request = &fuzz->request,
		.problems = &fuzz->problems,
		.seen = &fuzz->seen,
		.outcome = outcome,
		.delivery = &fuzz->delivery,
		.payload = fuzz->payload };
	char *json, *summary;

	report.exit_code = outcome_exit_code(&outcome, false);
	json = report_json(&report, true);
	oracle_demand(json != NULL, "no result", NULL);
	oracle_result(json);
	oracle_private(json);
	fuzz_judge_password(fuzz, json);
	free(json);
	summary = report_summary(&report);
	oracle_demand(summary != NULL, "no summary", NULL);
	oracle_printable(summary, "\n");
	oracle_private(summary);
	fuzz_judge_password(fuzz, summary);
	free(summary);
}

/* The rest of a run with mode=validate. */
static inline void
fuzz_validate(struct fuzz *fuzz)
{
	enum result_class kind = problems_class(&fuzz->problems);
	struct outcome outcome = { STATUS_INVALID, kind, NULL };

	if (kind == CLASS_OK && fuzz->request.is_skipped)
		outcome = (struct outcome){ STATUS_SKIPPED, CLASS_OK, NULL };
	else if (kind == CLASS_OK) {
		char *payload = payload_write(&fuzz->request);

		oracle_demand(payload != NULL, "no payload", NULL);
		fuzz_judge_payload(payload);
		free(payload);
		fuzz->payload = payload_show(&fuzz->request);
		oracle_demand(fuzz->payload != NULL, "no payload", NULL);
		outcome = (struct outcome){ STATUS_VALID, CLASS_OK, NULL };
	}
	fuzz_tell(fuzz, outcome);
}

static inline void
fuzz_free(struct fuzz *fuzz)
{
	delivery_free(&fuzz->delivery);
	free(fuzz->payload);
	request_free(&fuzz->request);
	problems_free(&fuzz->problems);
	problems_free(&fuzz->seen);
	settings_free(&fuzz->settings);
}

/*
 * The next of the fields that NUL bytes split; NULL: none is left.  The caller
 * frees it.
 */
static inline char *
fuzz_field(const uint8_t **data, size_t *size)
{
	const uint8_t *start = *data;
	const uint8_t *nul;
	size_t length;

	if (*size == 0)
		return NULL;
	nul = memchr(start, '\0', *size);
	length = nul == NULL ? *size : (size_t)(nul - start);
	*data += length + (nul != NULL);
	*size -= length + (nul != NULL);
	return strndup((const char *)start, length);
}

#endif
