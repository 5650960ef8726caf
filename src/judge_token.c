/* SPDX-License-Identifier: MIT */
/*
 * What is known of a token; see judge.h
 * (docs/facebook-login/guides/access-tokens/debugging).
 */
#include <string.h>

#include "json.h"
#include "judge.h"

#define SENDING "whatsapp_business_messaging"
#define MANAGING "whatsapp_business_management"

#define HOUR 3600
#define DAY ((int64_t)24 * HOUR)

/* So long before it expires a token is worth a warning. */
#define SOON (7 * DAY)

static bool
has_text(const cJSON *array, const char *text)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, array)
	{
		if (cJSON_IsString(item) &&
		    strcmp(item->valuestring, text) == 0)
			return true;
	}
	return false;
}

/* 0: it never expires, or nobody says so. */
static int64_t
expiry_of(const cJSON *data)
{
	const cJSON *item = json_member(data, "expires_at");

	return cJSON_IsNumber(item) && item->valuedouble > 0 &&
	        item->valuedouble < 1e15
	    ? (int64_t)item->valuedouble
	    : 0;
}

static void
judge_expiry(int64_t expiry_s, int64_t now_s, const struct findings *findings)
{
	int64_t left = expiry_s - now_s;

	if (expiry_s == 0)
		return;
	if (left <= 0)
		finding_fail(findings, CLASS_AUTH, "access_token", "expired",
		    "has expired: generate a permanent one for a system user "
		    "in Business Settings");
	else if (left < SOON)
		finding_warn(findings, "access_token", "expires_soon",
		    "expires in %lld h%s: generate a permanent one for a "
		    "system user in Business Settings",
		    (long long)(left / HOUR),
		    left <= DAY ? ", as those of API Setup do" : "");
}

/* The accounts that a token may be used for, where it is bound to some. */
static void
judge_account(
    const cJSON *data, const char *account_id, const struct findings *findings)
{
	const cJSON *grants = json_member(data, "granular_scopes");
	const cJSON *grant, *targets;

	cJSON_ArrayForEach(grant, grants)
	{
		targets = json_member(grant, "target_ids");
		if (account_id == NULL || cJSON_GetArraySize(targets) == 0 ||
		    strcmp(json_text(grant, "scope"), SENDING) != 0 ||
		    has_text(targets, account_id))
			continue;
		finding_fail(findings, CLASS_AUTH, "business_account_id",
		    "not_assigned",
		    "is not among the accounts that access_token may send for: "
		    "assign the account to its system user, and generate the "
		    "token anew");
	}
}

static void
judge_scopes(const cJSON *scopes, const struct findings *findings)
{
	if (!cJSON_IsArray(scopes))
		return;
	if (!has_text(scopes, SENDING))
		finding_fail(findings, CLASS_AUTH, "access_token", "scope",
		    "lacks the permission " SENDING ": generate it anew with "
		    "that one ticked");
	if (!has_text(scopes, MANAGING))
		finding_warn(findings, "access_token", "send_only",
		    "lacks the permission " MANAGING ", so that number and "
		    "templates may not be seen; for sending it is not needed");
}

static void
note(const char *type, int64_t expiry_s, int64_t now_s,
    const struct findings *findings)
{
	if (*type == '\0')
		return;
	if (expiry_s == 0)
		finding_note(
		    findings, "access_token: type %s, never expires", type);
	else
		finding_note(findings,
		    "access_token: type %s, expires in %lld h", type,
		    (long long)((expiry_s - now_s) / HOUR));
}

struct judge_token
judge_token(const cJSON *data, int64_t now_s, const char *account_id,
    const struct findings *findings)
{
	const cJSON *scopes = json_member(data, "scopes");
	const char *type = json_text(data, "type");
	const char *why = json_text(json_member(data, "error"), "message");
	int64_t expiry_s = expiry_of(data);

	if (cJSON_IsFalse(json_member(data, "is_valid")) &&
	    (expiry_s == 0 || expiry_s > now_s))
		finding_fail(findings, CLASS_AUTH, "access_token", "invalid",
		    "is not valid any more%s%s: generate a new one",
		    *why == '\0' ? "" : ": ", why);
	judge_expiry(expiry_s, now_s, findings);
	judge_scopes(scopes, findings);
	judge_account(data, account_id, findings);
	if (strcmp(type, "USER") == 0)
		finding_warn(findings, "access_token", "user_token",
		    "is a person's token, which ends with that person's login: "
		    "generate one for a system user");
	note(type, expiry_s, now_s, findings);
	return (struct judge_token){ cJSON_IsArray(scopes),
		has_text(scopes, MANAGING) };
}
