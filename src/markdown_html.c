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
	ACTION_CODE,
	ACTION_CODE_BLOCK,
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
	{ "code", ACTION_CODE }, { "dd", ACTION_BREAK },
	{ "del", ACTION_STRIKE }, { "details", ACTION_BLOCK },
	{ "div", ACTION_BREAK }, { "dt", ACTION_BREAK },
	{ "em", ACTION_ITALIC }, { "h1", ACTION_TITLE }, { "h2", ACTION_TITLE },
	{ "h3", ACTION_TITLE }, { "h4", ACTION_TITLE }, { "h5", ACTION_TITLE },
	{ "h6", ACTION_TITLE }, { "hr", ACTION_BLOCK }, { "i", ACTION_ITALIC },
	{ "li", ACTION_ITEM }, { "ol", ACTION_BREAK }, { "p", ACTION_BLOCK },
	{ "pre", ACTION_CODE_BLOCK }, { "s", ACTION_STRIKE },
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

/* Text as it is, its lines kept. */
static void
add_lines(struct sheet *sheet, const char *text, size_t size)
{
	size_t start = 0;

	while (start < size) {
		const char *line = text + start;
		const char *end = memchr(line, '\n', size - start);
		size_t length =
		    end == NULL ? size - start : (size_t)(end - line);

		sheet_text(sheet, line, length);
		if (end != NULL)
			sheet_break(sheet, 1);
		start += length + 1;
	}
}

/* Text between tags. */
static void
add_text(struct sheet *sheet, struct html_slice source)
{
	struct buffer text = { 0 };

	html_decode(source, &text);
	sheet->proof.has_failed |= text.has_failed;
	add_lines(sheet, text.text, text.size);
	buffer_free(&text);
}

static void
begin_code(struct markdown_html *html, struct sheet *sheet, enum action action)
{
	if (action == ACTION_CODE_BLOCK)
		sheet_end_block(sheet);
	html->code_tag = action == ACTION_CODE ? "code" : "pre";
}

static void
end_code(struct markdown_html *html, struct sheet *sheet)
{
	struct buffer *code = &html->code;
	bool is_block;

	if (html->code_tag == NULL)
		return;
	is_block = strcmp(html->code_tag, "pre") == 0;
	html->code_tag = NULL;
	sheet->proof.has_failed |= code->has_failed;
	if (is_block && code->size > 0 && code->text[0] == '\n')
		sheet_code_block(sheet, code->text + 1, code->size - 1);
	else if (is_block)
		sheet_code_block(sheet, code->text, code->size);
	else if (code->size > 0)
		sheet_code(sheet, code->text, code->size);
	if (is_block)
		sheet_end_block(sheet);
	code->size = 0;
}

/* A piece inside code: of tags only its own end and br mean anything. */
static void
add_to_code(struct markdown_html *html, struct sheet *sheet,
    const struct html_piece *piece)
{
	bool is_tag = piece->kind == HTML_BEGIN || piece->kind == HTML_END;

	if (piece->kind == HTML_TEXT)
		html_decode(piece->source, &html->code);
	else if (is_tag && !html_is_known(piece))
		buffer_add(&html->code, piece->source.text, piece->source.size);
	else if (piece->kind == HTML_BEGIN && html_is(piece, "br"))
		buffer_add_string(&html->code, "\n");
	else if (piece->kind == HTML_END && html_is(piece, html->code_tag))
		end_code(html, sheet);
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
	if (action == ACTION_CODE || action == ACTION_CODE_BLOCK)
		begin_code(html, sheet, action);
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

static void
add_piece(struct markdown_html *html, struct sheet *sheet,
    const struct html_piece *piece)
{
	bool is_tag = piece->kind == HTML_BEGIN || piece->kind == HTML_END;

	if (html->code_tag != NULL)
		add_to_code(html, sheet, piece);
	else if (is_tag && !html_is_known(piece))
		add_lines(sheet, piece->source.text, piece->source.size);
	else if (piece->kind == HTML_TEXT)
		add_text(sheet, piece->source);
	else if (piece->kind == HTML_BEGIN)
		add_begin(html, sheet, piece);
	else if (piece->kind == HTML_END)
		add_end(html, sheet, piece);
}

bool
markdown_html_takes(struct markdown_html *html, const char *text, size_t size)
{
	if (html->code_tag != NULL)
		buffer_add(&html->code, text, size);
	return html->code_tag != NULL;
}

void
markdown_html_flush(struct markdown_html *html, struct sheet *sheet)
{
	const char *text = html->source.text;
	size_t left = html->source.size;

	while (left > 0) {
		struct html_piece piece = html_next(text, left);

		add_piece(html, sheet, &piece);
		text += piece.source.size;
		left -= piece.source.size;
	}
	html->source.size = 0;
}

void
markdown_html_close(struct markdown_html *html, struct sheet *sheet)
{
	end_code(html, sheet);
	end_link(html, sheet);
	for (enum cue cue = CUE_BOLD; cue <= CUE_STRIKE; cue++)
		while (html->marks[cue] > 0)
			switch_mark(html, sheet, cue, false);
}

void
markdown_html_free(struct markdown_html *html)
{
	buffer_free(&html->address);
	buffer_free(&html->code);
	buffer_free(&html->source);
	*html = (struct markdown_html){ 0 };
}
