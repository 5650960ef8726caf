/* SPDX-License-Identifier: MIT */
/*
 * What the API's answers about token, number and template mean for somebody
 * who wants to send.  Pure functions of the answers: preflight.h fetches them.
 *
 * An answer is JSON from outside: what is missing in it or of the wrong kind
 * is passed over in silence.
 */
#ifndef JUDGE_H
#define JUDGE_H

#include <stdbool.h>
#include <stdint.h>

#include "finding.h"
#include "message.h"

struct cJSON;

/* What the token may do; known only if the API told. */
struct judge_token {
	bool is_known;
	bool may_manage; /* read the account: number and templates */
};

/*
 * The member "data" of GET /debug_token.  now_s is the time of day since 1970;
 * account_id that of the business account, or NULL.
 */
struct judge_token judge_token(const struct cJSON *data, int64_t now_s,
    const char *account_id, const struct findings *findings);

/* GET /{phone-number-id}, with all fields that preflight.c asks for. */
void judge_number(const struct cJSON *number, const struct findings *findings);

/* Its member health_status. */
void judge_health(const struct cJSON *health, const struct findings *findings);

/*
 * A part of the next: the template's component with buttons, or NULL, and the
 * components that are sent; setting is the one that made them.
 */
void judge_buttons(const struct cJSON *template, const struct cJSON *sent,
    const char *setting, const struct findings *findings);

/* One template of the account, of the message's name and language. */
void judge_template(const struct cJSON *template, const struct message *message,
    const struct findings *findings);

#endif
