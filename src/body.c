/* SPDX-License-Identifier: MIT */
/* The text of a message; see body.h. */
#include "body.h"

#include <stdlib.h>

#include "buffer.h"
#include "markdown.h"
#include "shorten.h"
#include "text.h"

/* What Markdown says, as WhatsApp's text; NULL: a problem was reported. */
static char *
format(const struct reading *reading, const char *markdown)
{
	char *text = markdown_render(markdown);

	if (text == NULL)
		reading_fail(reading, "too_long",
		    "cannot be formatted: the text would have more than %d "
		    "bytes, or there is no memory for it",
		    BUFFER_MAX);
	if (text == NULL || *text != '\0')
		return text;
	free(text);
	reading_fail(reading, "blank",
	    "holds nothing that would be seen, such as a comment alone, and "
	    "WhatsApp takes no empty text");
	return NULL;
}

/* Cuts what is too long, with a warning; NULL: out of memory. */
static char *
cut_off(const struct reading *reading, const char *text, size_t max)
{
	size_t cut = 0;
	char *shortened = shorten(text, max, &cut);

	if (shortened == NULL)
		reading->problems->incomplete = true;
	else
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

	*ret_owned = NULL;
	if (text != NULL && has_markdown)
		text = *ret_owned = format(reading, text);
	if (text == NULL || text_length(text) <= max)
		return text;
	formatted = *ret_owned;
	*ret_owned = NULL;
	if (may_cut)
		*ret_owned = cut_off(reading, text, max);
	else
		reading_fail(reading, "too_long",
		    "has %zu characters; at most %zu are allowed: shorten it, "
		    "or set text_overflow=truncate",
		    text_length(text), max);
	free(formatted);
	return *ret_owned;
}
