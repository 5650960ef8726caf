/* SPDX-License-Identifier: MIT */
/* Takes private things out of text; see scrub.h. */
#include "scrub.h"

#include <ctype.h>
#include <mbedtls/base64.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "memory.h"
#include "percent.h"
#include "text.h"

#define SECRET_SHOWN "***"
#define POSITION_MAX 255 /* longer than any path in a message of Meta's */
#define ID_START "wamid."
#define ID_LETTERS \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-"

/* Replaces a secret in *text; NULL: it could not be had, so *text goes. */
static void
replace(char **text, const char *secret, const char *shown)
{
	char *clean = NULL;

	if (*text == NULL)
		return;
	if (secret != NULL)
		clean = text_replace(*text, secret, shown);
	memory_free(*text);
	*text = clean;
}

/*
 * The credentials of HTTP's Basic scheme (RFC 7617), without the padding, which
 * may be written in several ways.  NULL: out of memory.
 */
static char *
basic(const char *user, const char *password)
{
	size_t size = strlen(user) + strlen(":") + strlen(password) + 1;
	size_t encoded_size = 4 * ((size + 2) / 3) + 1;
	char *pair = malloc(size);
	char *encoded = malloc(encoded_size);
	size_t length = 0;

	if (pair == NULL || encoded == NULL) {
		free(pair);
		free(encoded);
		return NULL;
	}
	snprintf(pair, size, "%s:%s", user, password);
	mbedtls_base64_encode((unsigned char *)encoded, encoded_size, &length,
	    (const unsigned char *)pair, size - 1);
	memory_free(pair);
	encoded[strcspn(encoded, "=")] = '\0';
	return encoded;
}

/* Takes out the password of a proxy, as it was written and as it is sent. */
static void
replace_password(char **text, char *user, char *password)
{
	char *encoded = NULL;

	replace(text, password, SECRET_SHOWN);
	if (user != NULL && password != NULL) {
		percent_decode(user);
		percent_decode(password);
		encoded = basic(user, password);
	}
	replace(text, password, SECRET_SHOWN);
	replace(text, encoded, SECRET_SHOWN);
	memory_free(encoded);
}

static void
replace_proxy(char **text, const char *proxy)
{
	const char *at = strrchr(proxy, '@');
	const char *start = strstr(proxy, "://") + strlen("://");
	const char *colon = strchr(start, ':');
	char *user, *password;

	replace(text, proxy, SECRET_SHOWN);
	if (at == NULL || colon == NULL || colon > at)
		return;
	user = strndup(start, (size_t)(colon - start));
	password = strndup(colon + 1, (size_t)(at - colon - 1));
	replace_password(text, user, password);
	memory_free(user);
	memory_free(password);
}

/* Takes out all that lets anybody send. */
static void
replace_secrets(const struct request *request, char **text)
{
	const char *token = request->endpoint.token;
	char *encoded = percent_quote(token == NULL ? "" : token);

	replace(text, token == NULL ? "" : token, SECRET_SHOWN);
	replace(text, encoded, SECRET_SHOWN);
	replace(text, request->endpoint.proof, SECRET_SHOWN);
	if (request->endpoint.app_secret != NULL)
		replace(text, request->endpoint.app_secret, SECRET_SHOWN);
	if (request->endpoint.proxy != NULL)
		replace_proxy(text, request->endpoint.proxy);
	memory_free(encoded);
}

/* Hides the ids of messages, which hold the recipient's number in base64. */
static void
hide_ids(char *text)
{
	while ((text = strstr(text, ID_START)) != NULL) {
		size_t length;

		text += strlen(ID_START);
		length = strspn(text, ID_LETTERS);
		if (length <= strlen(SECRET_SHOWN))
			continue;
		memset(text, '*', strlen(SECRET_SHOWN));
		memmove(text + strlen(SECRET_SHOWN), text + length,
		    strlen(text + length) + 1);
	}
}

void
scrub_text(const struct request *request, char **text)
{
	char *covered;

	if (*text == NULL)
		return;
	replace_secrets(request, text);
	covered =
	    *text == NULL ? NULL : recipient_cover(&request->recipient, *text);
	memory_free(*text);
	*text = covered;
	if (covered != NULL)
		hide_ids(covered);
}

/* Scrubs a text that a problem owns; false: memory did not suffice. */
static bool
scrub_owned(const struct request *request, const char **text)
{
	char *owned = (char *)*text;
	bool had_text = owned != NULL;

	scrub_text(request, &owned);
	*text = owned;
	return owned != NULL || !had_text;
}

/* The same in lower case, as names of variables are told. */
static void
replace_lower(char **text, const char *secret)
{
	char *lower;

	if (secret == NULL || *secret == '\0')
		return;
	lower = strdup(secret);
	for (char *c = lower; c != NULL && *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	replace(text, lower, SECRET_SHOWN);
	memory_free(lower);
}

/* Scrubs the name of a setting, which may be unknown and hold anything. */
static bool
scrub_name(const struct request *request, const char **name)
{
	const char *id = strrchr(request->recipient.text, '.');
	char *owned;

	if (*name == NULL)
		return true;
	if (!scrub_owned(request, name))
		return false;
	owned = (char *)*name;
	replace_lower(&owned, request->endpoint.token);
	replace_lower(&owned, request->endpoint.app_secret);
	replace_lower(&owned, id != NULL ? id + 1 : request->recipient.text);
	*name = owned;
	return owned != NULL;
}

void
scrub_problems(const struct request *request, struct problems *problems)
{
	for (size_t i = 0; i < problems->count; i++) {
		struct problem *problem = &problems->items[i];

		if (!scrub_name(request, &problem->setting) ||
		    !scrub_owned(request, &problem->source) ||
		    !scrub_owned(request, &problem->message) ||
		    !scrub_owned(request, &problem->position)) {
			problems_forget(problems);
			return;
		}
		/* only now: a part of a secret would not be known */
		text_cut((char *)problem->position, POSITION_MAX);
	}
}

/*
 * Takes what is private out of every text of an answer; cJSON has bounded how
 * deep that goes.  False: memory did not suffice.
 */
static bool /* NOLINTNEXTLINE(misc-no-recursion): so deep cJSON lets it be */
scrub_json(const struct request *request, cJSON *node)
{
	for (; node != NULL; node = node->next) {
		if (cJSON_IsString(node)) {
			scrub_text(request, &node->valuestring);
			if (node->valuestring == NULL)
				return false;
		}
		if (!scrub_json(request, node->child))
			return false;
	}
	return true;
}

void
scrub_reply(const struct request *request, struct reply *reply)
{
	replace_secrets(request, &reply->message_id);
	if (!scrub_json(request, reply->answer)) {
		cJSON_Delete(reply->answer);
		reply->answer = NULL;
	}
	scrub_text(request, &reply->error.type);
	scrub_text(request, &reply->error.title);
	scrub_text(request, &reply->error.details);
	scrub_text(request, &reply->error.fbtrace_id);
}
