/* SPDX-License-Identifier: MIT */
/* The pieces of HTML inside Markdown; see html.h. */
#include "html.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define BLANKS " \t\n\r\f"

/* No entity that html_entity() knows is longer. */
#define ENTITY_MAX 10

/* A slice of text that ends before the first byte of stops. */
static struct html_slice
slice_until(const char *text, const char *end, const char *stops)
{
	const char *stop = text;

	while (stop < end && (*stop == '\0' || strchr(stops, *stop) == NULL))
		stop++;
	return (struct html_slice){ text, (size_t)(stop - text) };
}

static const char *
skip_blanks(const char *text, const char *end)
{
	while (text < end && *text != '\0' && strchr(BLANKS, *text) != NULL)
		text++;
	return text;
}

/* What follows the attribute at *text, whose name and value it takes. */
static const char *
take_attribute(const char *text, const char *end, struct html_slice *ret_name,
    struct html_slice *ret_value)
{
	*ret_name = slice_until(text, end, BLANKS "=/<>");
	*ret_value = (struct html_slice){ text, 0 };
	text = skip_blanks(text + ret_name->size, end);
	if (text == end || *text != '=')
		return text;
	text = skip_blanks(text + 1, end);
	if (text < end && (*text == '"' || *text == '\'')) {
		const char quote[2] = { *text, '\0' };

		*ret_value = slice_until(text + 1, end, quote);
		text = ret_value->text + ret_value->size;
		return text < end ? text + 1 : end;
	}
	*ret_value = slice_until(text, end, BLANKS "<>");
	return ret_value->text + ret_value->size;
}

/* The end of the tag whose attributes begin at text; NULL: it does not end. */
static const char *
tag_end(const char *text, const char *end)
{
	struct html_slice name, value;

	while (text < end && *text != '>' && *text != '<') {
		const char *next = take_attribute(text, end, &name, &value);

		text = next > text ? next : text + 1;
	}
	return text < end && *text == '>' ? text + 1 : NULL;
}

/* A piece that ends with this string, or never. */
static struct html_piece
hidden_until(const char *text, size_t size, const char *last)
{
	const char *found = memmem(text, size, last, strlen(last));

	if (found != NULL)
		size = (size_t)(found - text) + strlen(last);
	return (
	    struct html_piece){ .kind = HTML_HIDDEN, .source = { text, size } };
}

/* The tag that begins at text, or else its first character. */
static struct html_piece
tag(const char *text, const char *end)
{
	struct html_piece piece = { .kind = HTML_TEXT, .source = { text, 1 } };
	const char *name = text + 1;

	if (name < end && *name == '/')
		name++;
	if (name == end || !isalpha((unsigned char)*name))
		return piece;
	piece.name = slice_until(name, end, BLANKS "/<>");
	end = tag_end(name + piece.name.size, end);
	if (end == NULL)
		return piece;
	piece.kind = name == text + 1 ? HTML_BEGIN : HTML_END;
	piece.source.size = (size_t)(end - text);
	return piece;
}

struct html_piece
html_next(const char *text, size_t size)
{
	struct html_slice before = slice_until(text, text + size, "<");

	if (before.size > 0)
		return (
		    struct html_piece){ .kind = HTML_TEXT, .source = before };
	if (size >= 4 && memcmp(text, "<!--", 4) == 0)
		return hidden_until(text, size, "-->");
	if (size >= 2 && (text[1] == '!' || text[1] == '?'))
		return hidden_until(text, size, ">");
	return tag(text, text + size);
}

static bool
equals(struct html_slice slice, const char *name)
{
	return slice.size == strlen(name) &&
	    strncasecmp(slice.text, name, slice.size) == 0;
}

bool
html_is(const struct html_piece *piece, const char *name)
{
	return equals(piece->name, name);
}

bool
html_is_known(const struct html_piece *piece)
{
	static const char *const names[] = { "a", "abbr", "acronym", "address",
		"applet", "area", "article", "aside", "audio", "b", "base",
		"basefont", "bdi", "bdo", "bgsound", "big", "blink",
		"blockquote", "body", "br", "button", "canvas", "caption",
		"center", "cite", "code", "col", "colgroup", "data", "datalist",
		"dd", "del", "details", "dfn", "dialog", "dir", "div", "dl",
		"dt", "em", "embed", "fieldset", "figcaption", "figure", "font",
		"footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4",
		"h5", "h6", "head", "header", "hgroup", "hr", "html", "i",
		"iframe", "img", "input", "ins", "kbd", "label", "legend", "li",
		"link", "main", "map", "mark", "marquee", "math", "menu",
		"meta", "meter", "nav", "nobr", "noembed", "noframes",
		"noscript", "object", "ol", "optgroup", "option", "output", "p",
		"param", "picture", "pre", "progress", "q", "rb", "rp", "rt",
		"rtc", "ruby", "s", "samp", "script", "search", "section",
		"select", "slot", "small", "source", "span", "strike", "strong",
		"style", "sub", "summary", "sup", "svg", "table", "tbody", "td",
		"template", "textarea", "tfoot", "th", "thead", "time", "title",
		"tr", "track", "tt", "u", "ul", "var", "video", "wbr" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (html_is(piece, names[i]))
			return true;
	return false;
}

struct html_slice
html_attribute(const struct html_piece *piece, const char *wanted)
{
	const char *text = piece->name.text + piece->name.size;
	const char *end = piece->source.text + piece->source.size;
	struct html_slice name, value;

	while (text < end) {
		const char *next = take_attribute(text, end, &name, &value);

		if (value.size > 0 && equals(name, wanted))
			return value;
		text = next > text ? next : text + 1;
	}
	return (struct html_slice){ text, 0 };
}

/* Writes a code point as UTF-8. */
static void
encode(uint32_t point, char *end)
{
	static const struct {
		uint32_t below;
		int bytes;
		unsigned char lead;
	} forms[] = { { 0x80, 1, 0 }, { 0x800, 2, 0xc0 }, { 0x10000, 3, 0xe0 },
		{ 0x110000, 4, 0xf0 } };
	size_t i = 0;

	if (point < 0x20 || point >= 0x110000 ||
	    (point >= 0x7f && point < 0xa0) ||
	    (point >= 0xd800 && point < 0xe000))
		point = 0xfffd;
	while (point >= forms[i].below)
		i++;
	for (int left = forms[i].bytes - 1; left >= 0; left--) {
		unsigned bits = point >> (6 * left);

		*end++ =
		    (char)(left == forms[i].bytes - 1 ? forms[i].lead | bits
		                                      : 0x80 | (bits & 0x3f));
	}
	*end = '\0';
}

/* The code point of a named entity; 0: not in this list. */
static uint32_t
named(struct html_slice name)
{
	static const struct {
		const char *name;
		uint32_t point;
	} entities[] = { { "amp", '&' }, { "lt", '<' }, { "gt", '>' },
		{ "quot", '"' }, { "apos", '\'' }, { "nbsp", ' ' },
		{ "copy", 0xa9 }, { "reg", 0xae }, { "middot", 0xb7 },
		{ "times", 0xd7 }, { "ndash", 0x2013 }, { "mdash", 0x2014 },
		{ "lsquo", 0x2018 }, { "rsquo", 0x2019 }, { "ldquo", 0x201c },
		{ "rdquo", 0x201d }, { "bull", 0x2022 }, { "hellip", 0x2026 },
		{ "trade", 0x2122 }, { "larr", 0x2190 }, { "rarr", 0x2192 } };

	for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++)
		if (name.size == strlen(entities[i].name) &&
		    memcmp(name.text, entities[i].name, name.size) == 0)
			return entities[i].point;
	return 0;
}

bool
html_entity(const char *text, size_t size, char ret_text[HTML_CHARACTER_SIZE])
{
	bool is_hex = size > 2 && (text[2] == 'x' || text[2] == 'X');
	const char *digits = text + (is_hex ? 3 : 2);
	char *rest = NULL;
	uint32_t point;

	if (size < 4)
		return false;
	if (text[1] == '#') {
		point = (uint32_t)strtoul(digits, &rest, is_hex ? 16 : 10);
		/* "&#issue;" and "&#x;" are no numbers */
		if (rest == digits || rest != text + size - 1)
			return false;
	} else {
		point = named((struct html_slice){ text + 1, size - 2 });
		if (point == 0)
			return false;
	}
	encode(point, ret_text);
	return true;
}

/* The size of what might be an entity at text, or 0. */
static size_t
entity_size(const char *text, size_t size)
{
	const char *end = NULL;

	if (*text == '&')
		end = memchr(text, ';', size < ENTITY_MAX ? size : ENTITY_MAX);
	return end == NULL ? 0 : (size_t)(end - text) + 1;
}

void
html_decode(struct html_slice source, struct buffer *out)
{
	const char *end = source.text + source.size;
	const char *text = source.text;
	char character[HTML_CHARACTER_SIZE];

	while (text < end) {
		size_t size = entity_size(text, (size_t)(end - text));

		if (size > 0 && html_entity(text, size, character))
			buffer_add_string(out, character);
		else {
			buffer_add(out, text, 1);
			size = 1;
		}
		text += size;
	}
}
