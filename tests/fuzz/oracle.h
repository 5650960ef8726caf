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
#define ORACLE_PASSWORD "p%40ssword-of-the-proxy"
#define ORACLE_PROXY "http://user:" ORACLE_PASSWORD "@proxy.example:3128"

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

/* The length of the UTF-8 character at p (RFC 3629, 4); 0: there is none. */
static inline size_t
oracle_utf8(const unsigned char *p)
{
	static const struct {
		unsigned char first, last, second_first, second_last;
		size_t length;
	} rows[] = { { 0x01, 0x7f, 0, 0xff, 1 }, { 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 }, { 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (p[0] < rows[i].first || p[0] > rows[i].last ||
		    p[1] < rows[i].second_first || p[1] > rows[i].second_last)
			continue;
		for (size_t j = 2; j < rows[i].length; j++)
			if ((p[j] & 0xc0) != 0x80)
				return 0;
		return rows[i].length;
	}
	return 0;
}

/* That text is UTF-8 without control characters but those in allowed. */
static inline void
oracle_printable(const char *text, const char *allowed)
{
	const unsigned char *p = (const unsigned char *)text;

	while (*p != '\0') {
		size_t length = oracle_utf8(p);

		oracle_demand(length > 0, "no UTF-8", text);
		oracle_demand((*p >= 0x20 && *p != 0x7f &&
		                  !(*p == 0xc2 && p[1] < 0xa0)) ||
		        strchr(allowed, *p) != NULL,
		    "a control character", text);
		p += length;
	}
}

/* How many characters there are in UTF-8. */
static inline size_t
oracle_length(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80;
	return count;
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

/* Whether text holds the proxy's password, as written or as it is meant. */
static inline bool
oracle_has_password(const char *text)
{
	return strstr(text, ORACLE_PASSWORD) != NULL ||
	    strstr(text, "p@ssword-of-the-proxy") != NULL;
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

/* That an object has no members but these. */
static inline void
oracle_only(const cJSON *object, const char *names, const char *json)
{
	const cJSON *member;

	cJSON_ArrayForEach(member, object)
	{
		oracle_demand(
		    oracle_is_among(member->string, names), "a member", json);
	}
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

		oracle_only(
		    problem, "setting source rule message position", json);
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
	oracle_only(error,
	    "code subcode type title details fbtrace_id retryable hint", json);
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
	oracle_only(result,
	    "schema tool version mode status class exit_code type message_id "
	    "message_status recipient step attempts http_status api_version "
	    "duration_ms retry_after_s error problems warnings seen request",
	    json);
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
