/* SPDX-License-Identifier: MIT */
/*
 * What must hold of whatever the program prints, whatever it was fed.  A fault
 * ends the process: a fuzzer keeps the input then.
 */
#ifndef ORACLE_H
#define ORACLE_H

#include <cJSON.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

/* What the fuzzers use as credentials and recipient; nobody may print them. */
#define ORACLE_TOKEN "EAAfuzzTokenThatMustStaySecret"
#define ORACLE_DIGITS "12025550123"
#define ORACLE_RECIPIENT "+" ORACLE_DIGITS
#define ORACLE_SECRET "0123456789abcdef0123456789abcdef"

/* A test of this file has something else happen. */
#ifndef oracle_abort
#define oracle_abort() abort()
#endif

static inline void
oracle_demand(bool holds, const char *what, const char *text)
{
	if (holds)
		return;
	fprintf(stderr, "oracle: %s\n%s\n", what, text == NULL ? "" : text);
	oracle_abort();
}

/* That text is UTF-8 without control characters but those in allowed. */
static inline void
oracle_printable(const char *text, const char *allowed)
{
	const char *p = text;
	uint32_t point = 0;

	while (*p != '\0') {
		size_t size = text_decode(p, &point);

		oracle_demand(size > 0, "no UTF-8", text);
		oracle_demand(
		    (point >= 0x20 && !(point >= 0x7f && point < 0xa0)) ||
		        strchr(allowed, (int)point) != NULL,
		    "a control character", text);
		p += size;
	}
}

/* That nothing secret stands in what everybody may read. */
static inline void
oracle_private(const char *text)
{
	oracle_demand(strstr(text, ORACLE_TOKEN) == NULL, "the token", text);
	oracle_demand(
	    strstr(text, ORACLE_SECRET) == NULL, "the app secret", text);
	oracle_demand(
	    strstr(text, ORACLE_DIGITS) == NULL, "the recipient", text);
}

/* Whether word is one of a list split by blanks. */
static inline bool
oracle_is_among(const char *word, const char *words)
{
	size_t length = strlen(word);

	for (const char *p = strstr(words, word); p != NULL;
	     p = strstr(p + 1, word))
		if ((p == words || p[-1] == ' ') &&
		    (p[length] == ' ' || p[length] == '\0'))
			return true;
	return false;
}

static inline const cJSON *
oracle_member(const cJSON *object, const char *name, const char *json)
{
	const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);

	oracle_demand(member != NULL, name, json);
	return member;
}

/* That a member is a text, of these words if there are any, or else null. */
static inline void
oracle_text_member(const cJSON *object, const char *name, const char *words,
    bool may_be_null, const char *json)
{
	const cJSON *member = oracle_member(object, name, json);

	if (cJSON_IsNull(member)) {
		oracle_demand(may_be_null, name, json);
		return;
	}
	oracle_demand(cJSON_IsString(member), name, json);
	if (words != NULL)
		oracle_demand(
		    oracle_is_among(member->valuestring, words), name, json);
}

/* That a member is an integer from min to max, or else null. */
static inline void
oracle_number_member(const cJSON *object, const char *name, double min,
    double max, bool may_be_null, const char *json)
{
	const cJSON *member = oracle_member(object, name, json);

	if (cJSON_IsNull(member)) {
		oracle_demand(may_be_null, name, json);
		return;
	}
	oracle_demand(cJSON_IsNumber(member) && member->valuedouble >= min &&
	        member->valuedouble <= max &&
	        member->valuedouble == (double)(long long)member->valuedouble,
	    name, json);
}

static inline void
oracle_problems(const cJSON *result, const char *name, const char *json)
{
	const cJSON *problem;

	cJSON_ArrayForEach(problem, oracle_member(result, name, json))
	{
		const char *rule;

		oracle_text_member(problem, "setting", NULL, true, json);
		oracle_text_member(problem, "source", NULL, true, json);
		oracle_text_member(problem, "rule", NULL, false, json);
		oracle_text_member(problem, "message", NULL, false, json);
		rule = oracle_member(problem, "rule", json)->valuestring;
		oracle_demand(
		    rule[strspn(
		        rule, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0',
		    "a rule is no word", json);
	}
}

static inline void
oracle_error(const cJSON *error, const char *json)
{
	if (cJSON_IsNull(error))
		return;
	oracle_number_member(
	    error, "code", -2147483648.0, 2147483647, true, json);
	oracle_number_member(
	    error, "subcode", -2147483648.0, 2147483647, true, json);
	oracle_text_member(error, "type", NULL, true, json);
	oracle_text_member(error, "title", NULL, false, json);
	oracle_text_member(error, "details", NULL, true, json);
	oracle_text_member(error, "fbtrace_id", NULL, true, json);
	oracle_text_member(error, "hint", NULL, false, json);
	oracle_demand(cJSON_IsBool(oracle_member(error, "retryable", json)),
	    "retryable", json);
}

/*
 * That json is one line, is a result as docs/result.schema.json wants it, and
 * can start no command in a log of GitHub's.
 */
static inline void
oracle_result(const char *json)
{
	cJSON *result = cJSON_ParseWithOpts(json, NULL, 1);
	const char *status;

	oracle_demand(result != NULL, "no JSON", json);
	oracle_printable(json, "");
	oracle_demand(strstr(json, "##[") == NULL, "a command", json);
	oracle_text_member(result, "status",
	    "accepted valid skipped invalid failed unknown", false, json);
	oracle_text_member(result, "mode", "send validate check", true, json);
	oracle_text_member(result, "class",
	    "ok usage content input recipient template window policy account "
	    "rejected internal output rate_limited unavailable network "
	    "interrupted protocol tls auth config unknown",
	    false, json);
	oracle_number_member(result, "exit_code", 0, 79, false, json);
	oracle_number_member(result, "attempts", 0, 100, false, json);
	oracle_number_member(result, "http_status", 100, 999, true, json);
	oracle_number_member(result, "retry_after_s", 1, 1e12, true, json);
	oracle_text_member(result, "type", NULL, true, json);
	oracle_text_member(result, "message_id", NULL, true, json);
	oracle_problems(result, "problems", json);
	oracle_problems(result, "warnings", json);
	oracle_error(oracle_member(result, "error", json), json);
	status = oracle_member(result, "status", json)->valuestring;
	oracle_demand((strcmp(status, "accepted") == 0) ==
	        cJSON_IsString(oracle_member(result, "message_id", json)),
	    "an id goes with accepted, and with nothing else", json);
	oracle_demand((strcmp(status, "unknown") == 0) ==
	        (oracle_member(result, "exit_code", json)->valuedouble == 79),
	    "79 goes with unknown, and with nothing else", json);
	cJSON_Delete(result);
}

#endif
