/* SPDX-License-Identifier: MIT */
/* The endpoint that settings describe; see request_endpoint.h. */
#include "request_endpoint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "roots.h"
#include "value.h"

/* Default of timeout with media_file: 100 MB at 3 Mbit/s. */
#define TIMEOUT_WITH_FILE_MS (300 * 1000)

/* Graph API versions below this one die within months. */
#define API_VERSION_OLD 22

static const char *
take_token(struct reading *reading)
{
	/* one that is no good for another reason stays secret all the same */
	const char *token =
	    settings_get(reading->settings, SETTING_ACCESS_TOKEN);
	size_t length;

	if (reading_take(reading, SETTING_ACCESS_TOKEN) == NULL)
		return token;
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
	const char *secret =
	    settings_get(reading->settings, SETTING_APP_SECRET);

	if (secret != NULL && proof_is_secret(secret))
		endpoint->app_secret = secret;
	if (reading_take(reading, SETTING_APP_SECRET) == NULL)
		return;
	if (endpoint->app_secret == NULL) {
		reading_fail(reading, "app_secret",
		    "must be 32 digits from 0 to 9 and a to f, as App settings "
		    "> Basic shows them");
		return;
	}
	if (endpoint->token != NULL &&
	    !proof_make(secret, endpoint->token, endpoint->proof))
		reading->problems->incomplete = true;
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

	endpoint->phone_number_id =
	    reading_take(reading, SETTING_PHONE_NUMBER_ID);
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
	enum roots_fault verdict = ROOTS_FINE;
	enum file_fault fault;

	if (path == NULL)
		return;
	fault = file_read(path, SETTING_VALUE_MAX, &endpoint->roots);
	if (fault == FILE_OK)
		verdict = roots_judge(
		    endpoint->roots.content, endpoint->roots.length);
	if (fault == FILE_NO_MEMORY || verdict == ROOTS_NO_MEMORY)
		reading->problems->incomplete = true;
	else if (fault != FILE_OK)
		reading_fail_file(reading, file_rule(fault),
		    "the file it names %s", file_message(fault));
	else if (verdict == ROOTS_NO_PEM)
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
		    "and user:password@ before it if need be, whose "
		    "special characters are percent-encoded");
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

void
request_endpoint_read(struct reading *reading, struct endpoint *endpoint)
{
	endpoint->token = take_token(reading);
	read_app_secret(reading, endpoint);
	read_url(reading, endpoint);
	endpoint->timeout_ms = take_timeout_ms(reading);
	endpoint->connect_timeout_ms =
	    reading_take_ms(reading, SETTING_CONNECT_TIMEOUT);
	read_proxy(reading, endpoint);
	read_roots(reading, endpoint);
}
