/* SPDX-License-Identifier: MIT */
/* Reads the text of one value; see value.h. */
#include "value.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DIGITS "0123456789"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

#define SECONDS_MAX 86400

int
value_choice(const char *text, const char *words)
{
	size_t length = strlen(text);

	for (int index = 0;; index++) {
		size_t size = strcspn(words, "|");

		if (size == length && memcmp(words, text, size) == 0)
			return index;
		if (words[size] == '\0')
			return -1;
		words += size + 1;
	}
}

bool
value_boolean(const char *text, bool *ret_flag)
{
	static const char *const words[] = { "false", "true", "0", "1", "no",
		"yes", "off", "on" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcasecmp(text, words[i]) == 0) {
			*ret_flag = i % 2 == 1;
			return true;
		}
	}
	return false;
}

bool
value_seconds(const char *text, int64_t *ret_ms)
{
	size_t whole = strspn(text, DIGITS);
	size_t part = 0;
	int64_t ms;

	if (text[whole] == '.')
		part = strspn(text + whole + 1, DIGITS);
	if (whole == 0 || whole > 5 ||
	    text[whole + (part > 0 ? part + 1 : 0)] != '\0')
		return false;
	ms = strtol(text, NULL, 10) * 1000;
	for (size_t i = 0, unit = 100; i < part && unit > 0; i++, unit /= 10)
		ms += (text[whole + 1 + i] - '0') * (int64_t)unit;
	if (ms < 1 || ms > SECONDS_MAX * (int64_t)1000)
		return false;
	*ret_ms = ms;
	return true;
}

bool
value_digits(const char *text, size_t min, size_t max)
{
	size_t length = strspn(text, DIGITS);

	return text[length] == '\0' && length >= min && length <= max;
}

bool
value_is_name(const char *text)
{
	return *text != '\0' && text[strspn(text, LOWER DIGITS "_")] == '\0';
}

bool
value_is_exponent(const char *text)
{
	size_t length = strspn(text, DIGITS ".");

	return length > 0 && (text[length] == 'e' || text[length] == 'E') &&
	    value_digits(text + length + 1 + (text[length + 1] == '+'), 1, 3);
}

bool
value_is_visible(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text <= ' ' || *text >= 0x7f)
			return false;
	return true;
}

/* Whether length bytes of host name a loopback address. */
static bool
is_loopback(const char *host, size_t length)
{
	char name[16];
	struct in_addr address;

	if (length == 5 && memcmp(host, "[::1]", length) == 0)
		return true;
	if (length >= sizeof(name))
		return false;
	memcpy(name, host, length);
	name[length] = '\0';
	if (strcasecmp(name, "localhost") == 0)
		return true;
	return inet_pton(AF_INET, name, &address) == 1 &&
	    ntohl(address.s_addr) >> 24 == 127;
}

/* Length of the host that text starts with; 0: none. */
static size_t
host_length(const char *text)
{
	char name[INET6_ADDRSTRLEN];
	struct in6_addr address;
	size_t length;

	if (*text != '[') {
		length = strspn(text, LOWER UPPER DIGITS ".-");
		return *text == '.' || memmem(text, length, "..", 2) != NULL
		    ? 0
		    : length;
	}
	length = strcspn(text, "]");
	if (text[length] != ']' || length - 1 >= sizeof(name))
		return 0;
	memcpy(name, text + 1, length - 1);
	name[length - 1] = '\0';
	return inet_pton(AF_INET6, name, &address) == 1 ? length + 1 : 0;
}

/* Steps over ":port" if it is there; NULL: it is no port. */
static const char *
skip_port(const char *text)
{
	size_t digits;
	long port;

	if (*text != ':')
		return text;
	digits = strspn(text + 1, DIGITS);
	port = digits > 5 ? 0 : strtol(text + 1, NULL, 10);
	if (port < 1 || port > 65535)
		return NULL;
	return text + 1 + digits;
}

/* Whether length bytes are visible, and each % begins a character's code. */
static bool
is_encoded(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (text[i] <= ' ' || text[i] >= 0x7f)
			return false;
		if (text[i] == '%' &&
		    (strspn(text + i + 1, DIGITS "abcdefABCDEF") < 2 ||
		        text[i + 1] < '2'))
			return false;
	}
	return true;
}

/*
 * Length of "user:password@" if text starts with it; 0: there is none.  False:
 * libcurl could not read it.
 */
static bool
read_user(const char *text, size_t *ret_length)
{
	size_t length = strcspn(text, "@/\\?#");

	*ret_length = text[length] == '@' ? length + 1 : 0;
	return is_encoded(text, *ret_length);
}

bool
value_is_proxy(const char *text)
{
	static const char *const schemes[] = { "http://", "https://",
		"socks5h://" };
	const char *port;
	size_t length;

	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		if (strncasecmp(text, schemes[i], strlen(schemes[i])) == 0) {
			text += strlen(schemes[i]);
			break;
		}
	}
	if (!read_user(text, &length))
		return false;
	text += length;
	port = text + host_length(text);
	if (port == text || *port != ':')
		return false;
	port = skip_port(port);
	return port != NULL && (*port == '\0' || strcmp(port, "/") == 0);
}

/* Whether text is nothing or a path. */
static bool
is_path(const char *text)
{
	return (*text == '\0' || *text == '/') &&
	    text[strspn(text, LOWER UPPER DIGITS "/._~-")] == '\0';
}

/* Whether the last part of a path is v and a number. */
static bool
ends_in_version(const char *path)
{
	const char *last;
	size_t length = strlen(path);

	while (length > 0 && path[length - 1] == '/')
		length--;
	last = memrchr(path, '/', length);
	return last != NULL && last[1] == 'v' && last[2] >= '0' &&
	    last[2] <= '9' &&
	    strspn(last + 2, DIGITS ".") >= length - (size_t)(last + 2 - path);
}

enum value_url
value_base_url(const char *text)
{
	bool is_secure = strncasecmp(text, "https://", 8) == 0;
	const char *host = text + (is_secure ? 8 : 7);
	const char *path;
	size_t length;

	if (!is_secure && strncasecmp(text, "http://", 7) != 0)
		return URL_MALFORMED;
	length = host_length(host);
	path = skip_port(host + length);
	if (length == 0 || path == NULL || !is_path(path))
		return URL_MALFORMED;
	if (ends_in_version(path))
		return URL_VERSION;
	return is_secure || is_loopback(host, length) ? URL_FINE
	                                              : URL_NOT_SECURE;
}
