/* SPDX-License-Identifier: MIT */
/* Percent-encoding; see percent.h. */
#include "percent.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEX "0123456789abcdefABCDEF"

/* RFC 3986, 2.2 and 2.3: reserved and unreserved characters, and escapes. */
static bool
may_stand(const char *text)
{
	static const char allowed[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789-._~:/?#[]@!$&'()*+,;=";

	return *text == '%' ? strspn(text + 1, HEX) >= 2
	                    : strchr(allowed, *text) != NULL;
}

/* The unreserved characters alone. */
static bool
is_unreserved(const char *text)
{
	return isalnum((unsigned char)*text) || strchr("-._~", *text) != NULL;
}

/* A copy of text with all escaped that stays does not let stay. */
static char *
encode(const char *text, bool (*stays)(const char *text))
{
	char *result = malloc(3 * strlen(text) + 1);
	char *end = result;

	if (result == NULL)
		return NULL;
	for (; *text != '\0'; text++) {
		if (stays(text))
			*end++ = *text;
		else
			end += snprintf(end, 4, "%%%02X", (unsigned char)*text);
	}
	*end = '\0';
	return result;
}

bool
percent_is_encoded(const char *text)
{
	while (*text != '\0' && may_stand(text))
		text++;
	return *text == '\0';
}

char *
percent_encode(const char *text)
{
	return encode(text, may_stand);
}

char *
percent_quote(const char *text)
{
	return encode(text, is_unreserved);
}

void
percent_decode(char *text)
{
	char *end = text;

	for (; *text != '\0'; text++) {
		char code[3] = "";

		if (*text == '%' && strspn(text + 1, HEX) >= 2) {
			memcpy(code, text + 1, 2);
			*end++ = (char)strtol(code, NULL, 16);
			text += 2;
		} else
			*end++ = *text;
	}
	*end = '\0';
}
