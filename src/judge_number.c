/* SPDX-License-Identifier: MIT */
/*
 * What is known of the sending number; see judge.h
 * (documentation/business-messaging/whatsapp: business-phone-numbers,
 * support/health-status).
 */
#include <stdio.h>
#include <string.h>

#include "json.h"
#include "judge.h"

#define NUMBER "phone_number_id"

/* Room for a name, of up to 100 characters, and four words of Meta's. */
#define NOTE_SIZE 600

static bool
is_any(const char *text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(text, words[i]) == 0)
			return true;
	return false;
}

/* A number that is not connected; some words leave a hope. */
static void
judge_status(const cJSON *number, const struct findings *findings)
{
	static const char *const ends[] = { "BANNED", "DELETED", "DISCONNECTED",
		"MIGRATED", "UNLINKED" };
	const char *status = json_text(number, "status");
	bool is_connected = strcmp(status, "CONNECTED") == 0;

	if (*status == '\0' || is_connected)
		return;
	if (is_any(status, ends, sizeof(ends) / sizeof(ends[0])))
		finding_fail(findings, CLASS_ACCOUNT, NUMBER, "status",
		    "is of a number that cannot send: its status is %s; look "
		    "at it in WhatsApp Manager > Phone numbers",
		    status);
	else
		finding_warn(findings, NUMBER, "status",
		    "is of a number that may be unable to send: its status is "
		    "%s, not CONNECTED",
		    status);
}

/*
 * A test number is never verified and sends all the same; one that is neither
 * verified nor connected cannot.
 */
static void
judge_verification(const cJSON *number, const struct findings *findings)
{
	const char *state = json_text(number, "code_verification_status");
	bool is_connected =
	    strcmp(json_text(number, "status"), "CONNECTED") == 0;

	if (strcmp(state, "NOT_VERIFIED") != 0 &&
	    strcmp(state, "UNVERIFIED") != 0)
		return;
	if (is_connected)
		finding_warn(findings, NUMBER, "not_verified",
		    "is of a number whose ownership is not verified");
	else
		finding_fail(findings, CLASS_ACCOUNT, NUMBER, "not_verified",
		    "is of a number that is not verified: verify it by SMS or "
		    "call in WhatsApp Manager > Phone numbers, and register "
		    "it");
}

static void
judge_reputation(const cJSON *number, const struct findings *findings)
{
	const char *quality = json_text(number, "quality_rating");
	const char *name = json_text(number, "name_status");
	static const char *const bad_names[] = { "DECLINED", "EXPIRED", "NONE",
		"PENDING_REVIEW" };

	if (strcmp(quality, "RED") == 0)
		finding_warn(findings, NUMBER, "quality",
		    "is of a number of low quality: recipients block or report "
		    "its messages, and Meta may limit it");
	if (is_any(name, bad_names, sizeof(bad_names) / sizeof(bad_names[0])))
		finding_warn(findings, NUMBER, "name_status",
		    "is of a number whose display name is not approved (%s)",
		    name);
	if (strcmp(json_text(number, "account_mode"), "SANDBOX") == 0)
		finding_warn(findings, NUMBER, "test_number",
		    "is of a test number, which sends only to the numbers on "
		    "its allowed list in API Setup");
}

/* Whether an error concerns calls only: 138024, 138025. */
static bool
is_of_calls(const cJSON *error)
{
	const cJSON *code = json_member(error, "error_code");

	return cJSON_IsNumber(code) &&
	    (code->valueint == 138024 || code->valueint == 138025);
}

/* One part of the chain from app to number that blocks or limits. */
static void
judge_entity(const cJSON *entity, const struct findings *findings)
{
	const char *state = json_text(entity, "can_send_message");
	const char *type = json_text(entity, "entity_type");
	const cJSON *item;

	cJSON_ArrayForEach(item, json_member(entity, "errors"))
	{
		if (strcmp(state, "BLOCKED") == 0 && !is_of_calls(item))
			finding_fail(findings, CLASS_ACCOUNT, NUMBER,
			    "health_blocked",
			    "cannot send because of %s: %s %s", type,
			    json_text(item, "error_description"),
			    json_text(item, "possible_solution"));
	}
	cJSON_ArrayForEach(item, json_member(entity, "additional_info"))
	{
		if (cJSON_IsString(item))
			finding_warn(findings, NUMBER, "health_limited",
			    "can send only so much because of %s: %s", type,
			    item->valuestring);
	}
}

void
judge_health(const cJSON *health, const struct findings *findings)
{
	size_t before = findings->problems->count;
	const cJSON *entity;

	cJSON_ArrayForEach(entity, json_member(health, "entities"))
	{
		judge_entity(entity, findings);
	}
	if (strcmp(json_text(health, "can_send_message"), "BLOCKED") == 0 &&
	    findings->problems->count == before)
		finding_warn(findings, NUMBER, "health_blocked",
		    "is blocked, as its health status says, which gives no "
		    "reason: look at WhatsApp Manager");
}

/* What is there of these fields, in their order. */
static void
note(const cJSON *number, const struct findings *findings)
{
	static const char *const fields[] = { "verified_name", "status",
		"quality_rating", "account_mode",
		"whatsapp_business_manager_messaging_limit" };
	char facts[NOTE_SIZE] = "";

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const char *text = json_text(number, fields[i]);
		size_t length = strlen(facts);

		if (*text != '\0')
			snprintf(facts + length, sizeof(facts) - length, "%s%s",
			    length > 0 ? ", " : "", text);
	}
	if (*facts != '\0')
		finding_note(findings, "phone_number_id: %s", facts);
}

void
judge_number(const cJSON *number, const struct findings *findings)
{
	judge_verification(number, findings);
	judge_status(number, findings);
	judge_reputation(number, findings);
	judge_health(json_member(number, "health_status"), findings);
	note(number, findings);
}
