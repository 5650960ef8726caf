/* SPDX-License-Identifier: MIT */
/* The text of a message; see body.h. */
#include "body.h"

#include <stdint.h>
#include <stdlib.h>

#include "buffer.h"
#include "markdown.h"
#include "shorten.h"
#include "text.h"

/* What Markdown says, as WhatsApp's text; NULL: a problem was reported. */
static char *
format(const struct reading *reading, const char *markdown)
{
	bool is_too_long = false;
	char *text = markdown_render(markdown, &is_too_long);

	if (text == NULL && is_too_long)
		reading_fail(reading, "too_long",
		    "would have more than %d bytes once formatted: shorten it",
		    BUFFER_MAX);
	else if (text == NULL)
		reading->problems->incomplete = true;
	return text;
}

/* Whether nobody would see the character. */
static bool
is_blank(uint32_t point)
{
	/* Unicode's White_Space, and what has no width of its own */
	static const struct {
		uint32_t first, last;
	} blanks[] = { { 0, 0x20 }, { 0x7f, 0xa0 }, { 0xad, 0xad },
		{ 0x1680, 0x1680 }, { 0x180e, 0x180e }, { 0x2000, 0x200f },
		{ 0x2028, 0x202f }, { 0x205f, 0x206f }, { 0x2800, 0x2800 },
		{ 0x3000, 0x3000 }, { 0x3164, 0x3164 }, { 0xfe00, 0xfe0f },
		{ 0xfeff, 0xfeff } };

	for (size_t i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++)
		if (point >= blanks[i].first && point <= blanks[i].last)
			return true;
	return false;
}

/* Reports a text in which there is nothing to see. */
static bool
has_visible(const struct reading *reading, const char *text)
{
	uint32_t point;

	while (*text != '\0') {
		size_t size = text_decode(text, &point);

		if (size == 0 || !is_blank(point))
			return true;
		text += size;
	}
	reading_fail(reading, "blank",
	    "holds nothing that would be seen, such as blanks or a comment "
	    "alone, and WhatsApp takes no empty text");
	return false;
}

/* Cuts what is too long, with a warning; NULL: out of memory. */
static char *
cut_off(const struct reading *reading, const char *text, size_t max)
{
	size_t cut = 0;
	char *shortened = shorten(text, max, &cut);

	if (shortened == NULL)
		reading->problems->incomplete = true;
	else if (cut > 0)
		reading_warn(reading, "truncated",
		    "has %zu characters, of which the last %zu were cut off, "
		    "since at most %zu are allowed; put a link to the whole "
		    "first",
		    text_length(text), cut, max);
	return shortened;
}

const char *
body_take(
    struct reading *reading, enum setting id, size_t max, char **ret_owned)
{
	bool has_markdown =
	    reading_take_choice(reading, SETTING_TEXT_FORMAT) == 1;
	bool may_cut = reading_take_choice(reading, SETTING_TEXT_OVERFLOW) == 1;
	const char *text = reading_take(reading, id);
	char *formatted;
	bool is_visible;

	*ret_owned = NULL;
	if (text != NULL && has_markdown)
		text = *ret_owned = format(reading, text);
	if (text == NULL)
		return NULL;
	formatted = *ret_owned;
	is_visible = has_visible(reading, text);
	if (is_visible && text_length(text) <= max)
		return text;
	*ret_owned = NULL;
	if (is_visible && may_cut)
		*ret_owned = cut_off(reading, text, max);
	else if (is_visible)
		reading_fail(reading, "too_long",
		    "has %zu characters; at most %zu are allowed: shorten it, "
		    "or set text_overflow=truncate",
		    text_length(text), max);
	free(formatted);
	return *ret_owned;
}
