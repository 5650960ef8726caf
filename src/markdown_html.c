/* SPDX-License-Identifier: MIT */
/* HTML inside Markdown; see markdown_html.h. */
#include "markdown_html.h"

#include <string.h>

/* What a tag does on the sheet. */
enum action {
	ACTION_NONE,
	ACTION_BREAK, /* ends the line */
	ACTION_BLOCK, /* stands on lines of its own */
	ACTION_TITLE, /* a line in bold */
	ACTION_ITEM,
	ACTION_ROW,
	ACTION_CELL,
	ACTION_HEAD, /* a cell in bold */
	ACTION_LINK,
	ACTION_BOLD,
	ACTION_ITALIC,
	ACTION_STRIKE
};

/* Every other tag does nothing, except that it may have a source. */
static const struct {
	const char *name;
	enum action action;
} actions[] = { { "a", ACTION_LINK }, { "b", ACTION_BOLD },
	{ "blockquote", ACTION_BLOCK }, { "br", ACTION_BREAK },
	{ "dd", ACTION_BREAK }, { "del", ACTION_STRIKE },
	{ "details", ACTION_BLOCK }, { "div", ACTION_BREAK },
	{ "dt", ACTION_BREAK }, { "em", ACTION_ITALIC }, { "h1", ACTION_TITLE },
	{ "h2", ACTION_TITLE }, { "h3", ACTION_TITLE }, { "h4", ACTION_TITLE },
	{ "h5", ACTION_TITLE }, { "h6", ACTION_TITLE }, { "hr", ACTION_BLOCK },
	{ "i", ACTION_ITALIC }, { "li", ACTION_ITEM }, { "ol", ACTION_BREAK },
	{ "p", ACTION_BLOCK }, { "pre", ACTION_BLOCK }, { "s", ACTION_STRIKE },
	{ "strike", ACTION_STRIKE }, { "strong", ACTION_BOLD },
	{ "summary", ACTION_TITLE }, { "table", ACTION_BLOCK },
	{ "td", ACTION_CELL }, { "th", ACTION_HEAD }, { "tr", ACTION_ROW },
	{ "ul", ACTION_BREAK } };

static enum action
action_of(const struct html_piece *piece)
{
	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		if (html_is(piece, actions[i].name))
			return actions[i].action;
	return ACTION_NONE;
}

static void
switch_mark(
    struct markdown_html *html, struct sheet *sheet, enum cue cue, bool is_on)
{
	if (!is_on && html->marks[cue] == 0)
		return;
	if (is_on)
		html->marks[cue]++;
	else
		html->marks[cue]--;
	sheet_mark(sheet, cue, is_on);
}

/* Text between tags; its lines are kept. */
static void
add_text(struct sheet *sheet, struct html_slice source)
{
	struct buffer text = { 0 };
	size_t start = 0;

	html_decode(source, &text);
	sheet->proof.has_failed |= text.has_failed;
	while (start < text.size) {
		const char *line = text.text + start;
		const char *end = memchr(line, '\n', text.size - start);
		size_t size =
		    end == NULL ? text.size - start : (size_t)(end - line);

		sheet_text(sheet, line, size);
		if (end != NULL)
			sheet_break(sheet, 1);
		start += size + 1;
	}
	buffer_free(&text);
}

static void
end_link(struct markdown_html *html, struct sheet *sheet)
{
	if (!html->is_linking)
		return;
	sheet_end_link(
	    sheet, html->place, html->address.text, html->address.size);
	html->is_linking = false;
}

static void
begin_link(
    struct markdown_html *html, struct sheet *sheet, struct html_slice address)
{
	end_link(html, sheet);
	if (address.size == 0 || address.text[0] == '#')
		return;
	html->address.size = 0;
	html_decode(address, &html->address);
	html->place = sheet_begin_link(sheet);
	html->is_linking = true;
	sheet->proof.has_failed |= html->address.has_failed;
}

/* An image, or whatever else has a source, as "alternative text (address)". */
static void
add_source(struct sheet *sheet, const struct html_piece *piece)
{
	struct html_slice source = html_attribute(piece, "src");
	struct buffer address = { 0 };
	size_t place;

	if (source.size == 0)
		return;
	html_decode(source, &address);
	place = sheet_begin_link(sheet);
	add_text(sheet, html_attribute(piece, "alt"));
	sheet_end_link(sheet, place, address.text, address.size);
	sheet->proof.has_failed |= address.has_failed;
	buffer_free(&address);
}

static void
add_title(struct markdown_html *html, struct sheet *sheet, bool is_begin)
{
	if (is_begin)
		sheet_break(sheet, 2);
	switch_mark(html, sheet, CUE_BOLD, is_begin);
	if (!is_begin)
		sheet_break(sheet, 1);
}

/* What both the beginning and the end of an element do. */
static void
add_edge(struct markdown_html *html, struct sheet *sheet, enum action action,
    bool is_begin)
{
	if (action == ACTION_BREAK)
		sheet_break(sheet, 1);
	if (action == ACTION_BLOCK)
		sheet_end_block(sheet);
	if (action == ACTION_TITLE)
		add_title(html, sheet, is_begin);
	if (action == ACTION_HEAD)
		switch_mark(html, sheet, CUE_BOLD, is_begin);
	if (action >= ACTION_BOLD)
		switch_mark(html, sheet,
		    CUE_BOLD + (enum cue)(action - ACTION_BOLD), is_begin);
}

static void
add_begin(struct markdown_html *html, struct sheet *sheet,
    const struct html_piece *piece)
{
	enum action action = action_of(piece);

	add_edge(html, sheet, action, true);
	if (action == ACTION_ITEM || action == ACTION_ROW)
		sheet_begin_row(sheet, "- ");
	if (action == ACTION_CELL || action == ACTION_HEAD)
		sheet_begin_cell(sheet);
	if (action == ACTION_LINK)
		begin_link(html, sheet, html_attribute(piece, "href"));
	add_source(sheet, piece);
}

static void
add_end(struct markdown_html *html, struct sheet *sheet,
    const struct html_piece *piece)
{
	enum action action = action_of(piece);

	add_edge(html, sheet, action, false);
	if (action == ACTION_ITEM || action == ACTION_ROW)
		sheet_end_row(sheet);
	if (action == ACTION_LINK)
		end_link(html, sheet);
}

void
markdown_html_flush(struct markdown_html *html, struct sheet *sheet)
{
	const char *text = html->source.text;
	size_t left = html->source.size;

	while (left > 0) {
		struct html_piece piece = html_next(text, left);

		if (piece.kind == HTML_TEXT)
			add_text(sheet, piece.source);
		if (piece.kind == HTML_BEGIN)
			add_begin(html, sheet, &piece);
		if (piece.kind == HTML_END)
			add_end(html, sheet, &piece);
		text += piece.source.size;
		left -= piece.source.size;
	}
	html->source.size = 0;
}

void
markdown_html_close(struct markdown_html *html, struct sheet *sheet)
{
	end_link(html, sheet);
	for (enum cue cue = CUE_BOLD; cue <= CUE_STRIKE; cue++)
		while (html->marks[cue] > 0)
			switch_mark(html, sheet, cue, false);
}

void
markdown_html_free(struct markdown_html *html)
{
	buffer_free(&html->address);
	buffer_free(&html->source);
	*html = (struct markdown_html){ 0 };
}
