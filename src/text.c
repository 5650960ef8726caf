/* SPDX-License-Identifier: MIT */
/* UTF-8 text; see text.h. */
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* How a code point is written, by the number of bytes less one. */
static const struct {
	unsigned char mask, lead; /* of the first byte */
	uint32_t least;           /* smallest point that needs so many */
} forms[] = { { 0x80, 0x00, 0x01 }, { 0xe0, 0xc0, 0x80 }, { 0xf0, 0xe0, 0x800 },
	{ 0xf8, 0xf0, 0x10000 } };

#define FORMS (sizeof(forms) / sizeof(forms[0]))

static bool
is_scalar(uint32_t point)
{
	return point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
}

size_t
text_decode(const char *text, uint32_t *ret_point)
{
	const unsigned char *bytes = (const unsigned char *)text;
	uint32_t point;
	size_t extra = 0;

	while (extra < FORMS &&
	    (bytes[0] & forms[extra].mask) != forms[extra].lead)
		extra++;
	if (extra == FORMS)
		return 0;
	point = bytes[0] & (unsigned char)~forms[extra].mask;
	for (size_t i = 1; i <= extra; i++) {
		if ((bytes[i] & 0xc0) != 0x80)
			return 0;
		point = point << 6 | (bytes[i] & 0x3f);
	}
	if (point < forms[extra].least || !is_scalar(point))
		return 0;
	if (ret_point != NULL)
		*ret_point = point;
	return extra + 1;
}

size_t
text_length(const char *text)
{
	size_t length = 0;

	while (*text != '\0') {
		size_t size = text_decode(text, NULL);

		text += size == 0 ? 1 : size;
		length++;
	}
	return length;
}

/* Appends bytes to *end, which the caller has made long enough. */
static void
append(char **end, const char *bytes, size_t size)
{
	memcpy(*end, bytes, size);
	*end += size;
}

bool
text_is_control(uint32_t point)
{
	return point < 0x20 || (point >= 0x7f && point < 0xa0);
}

/* Controls, line ends, and what turns the direction of writing. */
static bool
disturbs(uint32_t point)
{
	return text_is_control(point) || (point >= 0x2028 && point <= 0x202e) ||
	    (point >= 0x2066 && point <= 0x2069);
}

/* Appends the printable form of the code point at text; returns its size. */
static size_t
append_printable(char **end, const char *text)
{
	uint32_t point = 0;
	size_t size = text_decode(text, &point);

	if (size == 0) {
		append(end, "\xef\xbf\xbd", 3);
		return 1;
	}
	if (strncmp(text, "##", 2) == 0)
		append(end, "#\\", 2);
	else if (disturbs(point))
		append(end, " ", 1);
	else
		append(end, text, size);
	return size;
}

char *
text_printable(const char *text)
{
	/* at worst each byte becomes the three of U+FFFD */
	char *result = malloc(3 * strlen(text) + 1);
	char *end = result;

	if (result == NULL)
		return NULL;
	while (*text != '\0')
		text += append_printable(&end, text);
	*end = '\0';
	return result;
}

void
text_end_whole(char *text)
{
	size_t length = strlen(text);
	size_t start = length;

	while (start > 0 && length - start < FORMS &&
	    ((unsigned char)text[start - 1] & 0xc0) == 0x80)
		start--;
	if (start > 0 && text_decode(text + start - 1, NULL) == 0)
		text[start - 1] = '\0';
}

void
text_cut(char *text, size_t max)
{
	if (text != NULL && strlen(text) > max) {
		text[max] = '\0';
		text_end_whole(text);
	}
}

char *
text_replace(const char *text, const char *secret, const char *replacement)
{
	size_t size = strlen(text) + 1;
	const char *found;
	char *result, *end;

	if (secret == NULL || *secret == '\0')
		return strdup(text);
	for (found = strstr(text, secret); found != NULL;
	     found = strstr(found + strlen(secret), secret))
		size += strlen(replacement);
	result = end = malloc(size);
	if (result == NULL)
		return NULL;
	while ((found = strstr(text, secret)) != NULL) {
		append(&end, text, (size_t)(found - text));
		append(&end, replacement, strlen(replacement));
		text = found + strlen(secret);
	}
	append(&end, text, strlen(text) + 1);
	return result;
}

void
text_collapse(char *text)
{
	char *end = text;
	const char *from = text;

	while (*from != '\0') {
		size_t blanks = strspn(from, " \t\n");

		from += blanks;
		if (blanks > 0 && end > text && *from != '\0')
			*end++ = ' ';
		if (*from != '\0')
			*end++ = *from++;
	}
	*end = '\0';
}

bool
lines_split(const char *text, struct lines *ret_lines)
{
	struct lines lines = { .count = 1, .storage = strdup(text) };
	char *next;

	if (lines.storage == NULL)
		return false;
	next = lines.storage + strlen(lines.storage);
	if (next > lines.storage && next[-1] == '\n')
		next[-1] = '\0';
	for (const char *c = lines.storage; *c != '\0'; c++)
		lines.count += *c == '\n';
	lines.items = calloc(lines.count, sizeof(*lines.items));
	if (lines.items == NULL) {
		free(lines.storage);
		return false;
	}
	next = lines.storage;
	for (size_t i = 0; i < lines.count; i++)
		lines.items[i] = strsep(&next, "\n");
	*ret_lines = lines;
	return true;
}

void
lines_free(struct lines *lines)
{
	free(lines->items);
	free(lines->storage);
	*lines = (struct lines){ 0 };
}
