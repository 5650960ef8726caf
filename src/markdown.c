/* SPDX-License-Identifier: MIT */
/*
 * Markdown made text for WhatsApp; see markdown.h.  md4c parses and tells of
 * each part as it begins and ends; here it is written on a sheet.
 */
#include "markdown.h"

#include <md4c.h>
#include <string.h>

#include "markdown_html.h"
#include "sheet.h"

/* Images may stand inside of links and of each other's text. */
#define LINKS_MAX 8

struct renderer {
	const char *source;
	struct sheet sheet;
	struct markdown_html html;
	struct buffer code;       /* of the span or block at hand */
	size_t places[LINKS_MAX]; /* of the texts of links at hand */
	size_t links, links_begun;
	const char *row_end; /* of what was read of a row; NULL: nothing */
	size_t column;       /* in which that stands */
	bool is_autolink;    /* the text at hand is an address */
	bool is_quoting;     /* a quote has begun that holds nothing yet */
	bool is_alert;       /* a quote holds the name of an alert alone */
	bool is_in_head;     /* of a table */
	bool is_in_row;
};

/* Whether something is missing; what was lost must not go unnoticed. */
static bool
has_failed(const struct renderer *renderer)
{
	return renderer->sheet.proof.has_failed || renderer->code.has_failed ||
	    renderer->html.source.has_failed ||
	    renderer->html.code.has_failed || renderer->html.address.has_failed;
}

/* The first line of a quote that GitHub shows as a coloured box. */
static const struct {
	const char *source, *name;
} alerts[] = { { "[!NOTE]", "Note" }, { "[!TIP]", "Tip" },
	{ "[!IMPORTANT]", "Important" }, { "[!WARNING]", "Warning" },
	{ "[!CAUTION]", "Caution" } };

static bool
add_alert(struct sheet *sheet, const char *text, size_t size)
{
	for (size_t i = 0; i < sizeof(alerts) / sizeof(alerts[0]); i++) {
		if (size != strlen(alerts[i].source) ||
		    strncasecmp(text, alerts[i].source, size) != 0)
			continue;
		sheet_mark(sheet, CUE_BOLD, true);
		sheet_text(sheet, alerts[i].name, strlen(alerts[i].name));
		sheet_mark(sheet, CUE_BOLD, false);
		return true;
	}
	return false;
}

static void
add_text(struct renderer *renderer, const char *text, size_t size)
{
	if (markdown_html_takes(&renderer->html, text, size))
		return;
	renderer->is_alert =
	    renderer->is_quoting && add_alert(&renderer->sheet, text, size);
	renderer->is_quoting = false;
	if (renderer->is_autolink)
		sheet_verbatim(&renderer->sheet, text, size);
	else if (!renderer->is_alert)
		sheet_text(&renderer->sheet, text, size);
}

static void
add_entity(struct renderer *renderer, const char *text, size_t size)
{
	char character[HTML_CHARACTER_SIZE];

	if (html_entity(text, size, character))
		add_text(renderer, character, strlen(character));
	else
		add_text(renderer, text, size);
}

/* Code; in a table it cannot hold a bar but after a backslash. */
static void
add_code(struct renderer *renderer, const char *text, size_t size)
{
	size_t start = 0;

	for (size_t i = 0; renderer->is_in_row && i + 1 < size; i++)
		if (text[i] == '\\' && text[i + 1] == '|') {
			buffer_add(&renderer->code, text + start, i - start);
			start = i + 1;
		}
	buffer_add(&renderer->code, text + start, size - start);
}

/*
 * Finds the column of a text by the bars before it on its line.  md4c tells
 * nothing of a cell without even a blank between its bars.
 */
static void
find_column(struct renderer *renderer, const char *text, size_t size)
{
	const char *p = text;
	size_t bars = 0;

	while (p != renderer->row_end && p > renderer->source && p[-1] != '\n')
		bars += *--p == '|';
	renderer->column += bars;
	if (renderer->column == 0) /* the row has no bar in front */
		renderer->column = 1;
	renderer->row_end = text + size;
	sheet_move_to_cell(&renderer->sheet, renderer->column);
}

/* The place of a link is where its text begins. */
static void
begin_links(struct renderer *renderer)
{
	for (; renderer->links_begun < renderer->links; renderer->links_begun++)
		if (renderer->links_begun < LINKS_MAX)
			renderer->places[renderer->links_begun] =
			    sheet_begin_link(&renderer->sheet);
}

/* Does what is due before text. */
static void
begin_text(
    struct renderer *renderer, MD_TEXTTYPE type, const char *text, size_t size)
{
	if (type != MD_TEXT_HTML)
		markdown_html_flush(&renderer->html, &renderer->sheet);
	if (renderer->is_in_row && type != MD_TEXT_NULLCHAR)
		find_column(renderer, text, size);
	begin_links(renderer);
}

static int
on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data)
{
	struct renderer *renderer = data;

	begin_text(renderer, type, text, size);
	switch (type) {
	case MD_TEXT_BR:
	case MD_TEXT_SOFTBR:
		if (!markdown_html_takes(&renderer->html, "\n", 1))
			sheet_break(&renderer->sheet, 1);
		break;
	case MD_TEXT_ENTITY:
		add_entity(renderer, text, size);
		break;
	case MD_TEXT_CODE:
		add_code(renderer, text, size);
		break;
	case MD_TEXT_HTML:
		buffer_add(&renderer->html.source, text, size);
		break;
	default: /* a NUL cannot be, and is not known to be in code */
		add_text(renderer, text, size);
		break;
	}
	return has_failed(renderer);
}

/* Adds an attribute, such as an address, with its entities resolved. */
static void
add_attribute(struct buffer *buffer, const MD_ATTRIBUTE *attribute)
{
	for (size_t i = 0; attribute->size > 0 &&
	     attribute->substr_offsets[i] < attribute->size;
	     i++) {
		const char *text =
		    attribute->text + attribute->substr_offsets[i];
		size_t size = attribute->substr_offsets[i + 1] -
		    attribute->substr_offsets[i];
		char character[HTML_CHARACTER_SIZE];

		if (attribute->substr_types[i] == MD_TEXT_ENTITY &&
		    html_entity(text, size, character))
			buffer_add_string(buffer, character);
		else
			buffer_add(buffer, text, size);
	}
}

static void
end_link(struct renderer *renderer, const MD_ATTRIBUTE *attribute)
{
	struct buffer address = { 0 };
	size_t place;

	begin_links(renderer);
	renderer->links_begun--;
	place = --renderer->links < LINKS_MAX
	    ? renderer->places[renderer->links]
	    : renderer->sheet.proof.size;
	add_attribute(&address, attribute);
	if (address.size > 0 && address.text[0] != '#')
		sheet_end_link(
		    &renderer->sheet, place, address.text, address.size);
	renderer->sheet.proof.has_failed |= address.has_failed;
	buffer_free(&address);
}

static int
on_enter_span(MD_SPANTYPE type, void *detail, void *data)
{
	struct renderer *renderer = data;

	markdown_html_flush(&renderer->html, &renderer->sheet);
	renderer->is_quoting = false;
	if (type == MD_SPAN_EM)
		sheet_mark(&renderer->sheet, CUE_ITALIC, true);
	if (type == MD_SPAN_STRONG)
		sheet_mark(&renderer->sheet, CUE_BOLD, true);
	if (type == MD_SPAN_DEL)
		sheet_mark(&renderer->sheet, CUE_STRIKE, true);
	if (type == MD_SPAN_A)
		renderer->is_autolink =
		    ((const MD_SPAN_A_DETAIL *)detail)->is_autolink;
	if (type == MD_SPAN_IMG ||
	    (type == MD_SPAN_A && !renderer->is_autolink))
		renderer->links++;
	return has_failed(renderer);
}

static int
on_leave_span(MD_SPANTYPE type, void *detail, void *data)
{
	struct renderer *renderer = data;

	markdown_html_flush(&renderer->html, &renderer->sheet);
	if (type == MD_SPAN_EM)
		sheet_mark(&renderer->sheet, CUE_ITALIC, false);
	if (type == MD_SPAN_STRONG)
		sheet_mark(&renderer->sheet, CUE_BOLD, false);
	if (type == MD_SPAN_DEL)
		sheet_mark(&renderer->sheet, CUE_STRIKE, false);
	if (type == MD_SPAN_IMG)
		end_link(renderer, &((const MD_SPAN_IMG_DETAIL *)detail)->src);
	if (type == MD_SPAN_A && !renderer->is_autolink)
		end_link(renderer, &((const MD_SPAN_A_DETAIL *)detail)->href);
	if (type == MD_SPAN_A)
		renderer->is_autolink = false;
	if (type == MD_SPAN_CODE) {
		sheet_code(
		    &renderer->sheet, renderer->code.text, renderer->code.size);
		renderer->code.size = 0;
	}
	return has_failed(renderer);
}

static void
begin_item(struct sheet *sheet, const MD_BLOCK_LI_DETAIL *detail)
{
	const char *bullet = NULL;

	if (detail->is_task)
		bullet = detail->task_mark == ' ' ? "\xe2\x98\x90 "
		                                  : "\xe2\x98\x91 ";
	sheet_begin_item(sheet, bullet);
}

/* Begins what is a container of other blocks. */
static void
enter_container(struct renderer *renderer, MD_BLOCKTYPE type, void *detail)
{
	struct sheet *sheet = &renderer->sheet;
	const MD_BLOCK_UL_DETAIL *bullets = detail;
	const MD_BLOCK_OL_DETAIL *numbers = detail;

	if (type == MD_BLOCK_QUOTE) {
		sheet_quote(sheet, true);
		renderer->is_quoting = true;
	}
	if (type == MD_BLOCK_UL)
		sheet_begin_list(sheet,
		    (struct sheet_list){ .is_tight = bullets->is_tight != 0 });
	if (type == MD_BLOCK_OL)
		sheet_begin_list(sheet,
		    (struct sheet_list){ .has_numbers = true,
		        .number = numbers->start,
		        .is_tight = numbers->is_tight != 0 });
	if (type == MD_BLOCK_LI)
		begin_item(sheet, detail);
	if (type == MD_BLOCK_THEAD || type == MD_BLOCK_TBODY)
		renderer->is_in_head = type == MD_BLOCK_THEAD;
	if (type == MD_BLOCK_TR) {
		sheet_begin_row(sheet, renderer->is_in_head ? "" : "- ");
		renderer->row_end = NULL;
		renderer->column = 0;
		renderer->is_in_row = true;
	}
}

static int
on_enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
	struct renderer *renderer = data;
	struct sheet *sheet = &renderer->sheet;

	markdown_html_flush(&renderer->html, sheet);
	enter_container(renderer, type, detail);
	if (type == MD_BLOCK_H)
		sheet_break(sheet, 2);
	if (type == MD_BLOCK_H || type == MD_BLOCK_TH)
		sheet_mark(sheet, CUE_BOLD, true);
	if (type == MD_BLOCK_TH || type == MD_BLOCK_TD)
		sheet_begin_cell(sheet);
	if (type == MD_BLOCK_HR)
		sheet_verbatim(
		    sheet, "\xe2\x80\x94\xe2\x80\x94\xe2\x80\x94", 9);
	if (type == MD_BLOCK_CODE || type == MD_BLOCK_TABLE)
		sheet_end_block(sheet);
	return has_failed(renderer);
}

static void
leave_code(struct renderer *renderer)
{
	sheet_code_block(
	    &renderer->sheet, renderer->code.text, renderer->code.size);
	renderer->code.size = 0;
	sheet_end_block(&renderer->sheet);
}

/* Ends what is a container of other blocks. */
static void
leave_container(struct renderer *renderer, MD_BLOCKTYPE type)
{
	struct sheet *sheet = &renderer->sheet;

	if (type == MD_BLOCK_QUOTE) {
		sheet_quote(sheet, false);
		renderer->is_quoting = false;
	}
	if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
		sheet_end_list(sheet);
	if (type == MD_BLOCK_LI)
		sheet_end_item(sheet);
	if (type == MD_BLOCK_TR) {
		sheet_end_row(sheet);
		renderer->is_in_row = false;
	}
	if (type == MD_BLOCK_TABLE)
		sheet_end_block(sheet);
}

static int
on_leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
	struct renderer *renderer = data;
	struct sheet *sheet = &renderer->sheet;

	(void)detail;
	markdown_html_flush(&renderer->html, sheet);
	markdown_html_close(&renderer->html, sheet);
	leave_container(renderer, type);
	if (type == MD_BLOCK_H || type == MD_BLOCK_TH)
		sheet_mark(sheet, CUE_BOLD, false);
	if (type == MD_BLOCK_H || renderer->is_alert)
		sheet_break(sheet, 1);
	else if (type == MD_BLOCK_P || type == MD_BLOCK_HR ||
	    type == MD_BLOCK_HTML)
		sheet_end_block(sheet);
	if (type == MD_BLOCK_CODE)
		leave_code(renderer);
	return has_failed(renderer);
}

char *
markdown_render(const char *text, bool *ret_is_too_long)
{
	static const MD_PARSER parser = { .flags = MD_DIALECT_GITHUB,
		.enter_block = on_enter_block,
		.leave_block = on_leave_block,
		.enter_span = on_enter_span,
		.leave_span = on_leave_span,
		.text = on_text };
	struct renderer renderer = { .source = text };
	const struct buffer *proof = &renderer.sheet.proof;
	char *result = NULL;

	*ret_is_too_long = false;
	if (md_parse(text, (MD_SIZE)strlen(text), &parser, &renderer) == 0 &&
	    !has_failed(&renderer))
		result =
		    marks_settle(proof->text, proof->size, ret_is_too_long);
	*ret_is_too_long |= proof->is_full || renderer.code.is_full ||
	    renderer.html.source.is_full;
	markdown_html_free(&renderer.html);
	buffer_free(&renderer.code);
	sheet_free(&renderer.sheet);
	return result;
}
