/* SPDX-License-Identifier: MIT */
/* A sheet to write on; see sheet.h. */
#include "sheet.h"

#include <stdio.h>
#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd"
#define BETWEEN_CELLS " \xc2\xb7 "
#define EMPTY_CELL "\xe2\x80\x93"

static const char verbatim = CUE_VERBATIM;

/* The list at hand; NULL: none. */
static struct sheet_list *
innermost(struct sheet *sheet)
{
	size_t depth = sheet->lists;

	if (depth > SHEET_LISTS_MAX)
		depth = SHEET_LISTS_MAX;
	return depth == 0 ? NULL : &sheet->list[depth - 1];
}

/* Appends text; a byte that would be a cue is replaced. */
static void
add(struct sheet *sheet, const char *text, size_t size)
{
	size_t start = 0;

	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)text[i];

		if ((c >= 0x20 && c != 0x7f) || c == '\n' || c == '\t')
			continue;
		buffer_add(&sheet->proof, text + start, i - start);
		buffer_add_string(&sheet->proof, REPLACEMENT);
		start = i + 1;
	}
	buffer_add(&sheet->proof, text + start, size - start);
}

/* What stands before a line: the quote's mark, blanks, a bullet. */
static void
add_prefix(struct sheet *sheet)
{
	size_t lists = sheet->quotes > 0 ? sheet->lists - sheet->lists_outside
	                                 : sheet->lists;
	size_t blanks =
	    lists > sheet->bullets ? 2 * (lists - sheet->bullets) : 0;

	if (blanks > SHEET_INDENT_MAX)
		blanks = SHEET_INDENT_MAX;
	buffer_add(&sheet->proof, &verbatim, 1);
	if (sheet->quotes > 0)
		buffer_add_string(&sheet->proof, "> ");
	buffer_add(&sheet->proof, "        ", blanks);
	buffer_add_string(&sheet->proof, sheet->bullet);
	buffer_add(&sheet->proof, &verbatim, 1);
	sheet->bullet[0] = '\0';
	sheet->bullets = 0;
}

/* Appends the line ends that are due; none at the top of the sheet. */
static void
add_gap(struct sheet *sheet)
{
	if (sheet->has_lines)
		buffer_add(&sheet->proof, "\n\n", sheet->gap);
	sheet->gap = 0;
	sheet->has_lines = true;
	sheet->is_in_line = true;
}

static void
begin_line(struct sheet *sheet)
{
	if (sheet->is_in_line)
		return;
	add_gap(sheet);
	if (sheet->quotes > 0 || sheet->lists > 0 || sheet->bullet[0] != '\0')
		add_prefix(sheet);
}

/* Writes what belongs to no cell's formatting. */
static void
add_aside(struct sheet *sheet, const char *text)
{
	buffer_add(&sheet->proof, &verbatim, 1);
	buffer_add_string(&sheet->proof, text);
	buffer_add(&sheet->proof, &verbatim, 1);
}

/* Fills the cells before this one that had nothing in them. */
static void
begin_cell_text(struct sheet *sheet)
{
	while (sheet->filled + 1 < sheet->column) {
		if (sheet->filled++ > 0)
			add_aside(sheet, BETWEEN_CELLS);
		add_aside(sheet, EMPTY_CELL);
	}
	if (sheet->filled++ > 0)
		add_aside(sheet, BETWEEN_CELLS);
}

/* Writes whatever is due before text. */
static void
begin_text(struct sheet *sheet)
{
	begin_line(sheet);
	if (sheet->filled < sheet->column)
		begin_cell_text(sheet);
}

void
sheet_text(struct sheet *sheet, const char *text, size_t size)
{
	if (!sheet->is_in_line)
		while (size > 0 && (*text == ' ' || *text == '\t')) {
			text++;
			size--;
		}
	if (size == 0)
		return;
	begin_text(sheet);
	add(sheet, text, size);
}

void
sheet_verbatim(struct sheet *sheet, const char *text, size_t size)
{
	begin_text(sheet);
	buffer_add(&sheet->proof, &verbatim, 1);
	add(sheet, text, size);
	buffer_add(&sheet->proof, &verbatim, 1);
}

static bool
holds(const char *text, size_t size, const char *part)
{
	return size > 0 && memmem(text, size, part, strlen(part)) != NULL;
}

/* Whether backticks at its edges would lengthen a fence around the code. */
static bool
can_be_fenced(const char *text, size_t size)
{
	return size > 0 && text[0] != '`' && text[size - 1] != '`' &&
	    !holds(text, size, "```");
}

static void
add_code(struct sheet *sheet, const char *fence, const char *text, size_t size)
{
	buffer_add(&sheet->proof, &verbatim, 1);
	buffer_add_string(&sheet->proof, fence);
	add(sheet, text, size);
	buffer_add_string(&sheet->proof, fence);
	buffer_add(&sheet->proof, &verbatim, 1);
}

void
sheet_code(struct sheet *sheet, const char *text, size_t size)
{
	const char *fence = "`";

	if (holds(text, size, "`") || holds(text, size, "\n"))
		fence = can_be_fenced(text, size) ? "```" : "";
	begin_text(sheet);
	add_code(sheet, fence, text, size);
}

void
sheet_code_block(struct sheet *sheet, const char *text, size_t size)
{
	while (size > 0 && text[size - 1] == '\n')
		size--;
	if (size == 0)
		return;
	/* a quote's mark or blanks would be part of the code's first line */
	if (sheet->bullet[0] != '\0')
		begin_line(sheet);
	else
		add_gap(sheet);
	add_code(sheet, can_be_fenced(text, size) ? "```" : "", text, size);
}

void
sheet_mark(struct sheet *sheet, enum cue cue, bool is_on)
{
	unsigned *count = &sheet->marks[cue];
	char byte = (char)cue;

	if (*count == (is_on ? 0 : 1))
		buffer_add(&sheet->proof, &byte, 1);
	if (is_on)
		++*count;
	else
		--*count;
}

void
sheet_break(struct sheet *sheet, unsigned lines)
{
	sheet->is_in_line = false;
	if (sheet->gap < lines)
		sheet->gap = lines;
}

void
sheet_end_block(struct sheet *sheet)
{
	struct sheet_list *list = innermost(sheet);

	sheet_break(sheet, list != NULL && list->is_tight ? 1 : 2);
}

void
sheet_quote(struct sheet *sheet, bool is_begin)
{
	sheet_end_block(sheet);
	if (is_begin && sheet->quotes++ == 0)
		sheet->lists_outside = sheet->lists;
	if (!is_begin)
		sheet->quotes--;
}

void
sheet_begin_list(struct sheet *sheet, struct sheet_list list)
{
	sheet_break(sheet, 1);
	sheet->lists++;
	*innermost(sheet) = list;
}

void
sheet_end_list(struct sheet *sheet)
{
	sheet->lists--;
	sheet_break(sheet, sheet->lists == 0 ? 2 : 1);
}

void
sheet_begin_item(struct sheet *sheet, const char *bullet)
{
	struct sheet_list *list = innermost(sheet);
	size_t length = strlen(sheet->bullet);

	sheet_end_block(sheet);
	/* an item may begin with a list: both bullets stand on one line */
	sheet->bullets++;
	if (length >= sizeof(sheet->bullet) / 2)
		length = 0;
	if (bullet == NULL && list->has_numbers)
		snprintf(sheet->bullet + length, sizeof(sheet->bullet) - length,
		    "%u. ", list->number++);
	else
		snprintf(sheet->bullet + length, sizeof(sheet->bullet) - length,
		    "%s", bullet == NULL ? "- " : bullet);
}

void
sheet_end_item(struct sheet *sheet)
{
	size_t length = strlen(sheet->bullet);

	if (length > 0) {
		sheet->bullet[length - 1] = '\0'; /* the blank after it */
		begin_line(sheet);
	}
	sheet_break(sheet, 1);
}

void
sheet_begin_row(struct sheet *sheet, const char *bullet)
{
	sheet_break(sheet, 1);
	snprintf(sheet->bullet, sizeof(sheet->bullet), "%s", bullet);
	sheet->column = 0;
	sheet->filled = 0;
}

void
sheet_begin_cell(struct sheet *sheet)
{
	sheet->column++;
}

void
sheet_move_to_cell(struct sheet *sheet, size_t column)
{
	if (column > sheet->column)
		sheet->column = column;
}

void
sheet_end_row(struct sheet *sheet)
{
	sheet->bullet[0] = '\0';
	sheet->column = 0;
	sheet->filled = 0;
	sheet_break(sheet, 1);
}

size_t
sheet_begin_link(struct sheet *sheet)
{
	begin_text(sheet);
	return sheet->proof.size;
}

void
sheet_end_link(
    struct sheet *sheet, size_t place, const char *address, size_t size)
{
	struct buffer *proof = &sheet->proof;
	size_t length = proof->size - place;
	size_t skipped = 0;

	if (proof->has_failed)
		return;
	if (length < size && strncmp(address, "mailto:", 7) == 0)
		skipped = 7;
	if (length > 0 && length == size - skipped &&
	    memcmp(proof->text + place, address + skipped, length) == 0) {
		proof->size = place;
		length = 0;
	}
	if (length == 0) {
		sheet_verbatim(sheet, address + skipped, size - skipped);
		return;
	}
	sheet_text(sheet, " ", 1);
	buffer_add(proof, &verbatim, 1);
	buffer_add_string(proof, "(");
	add(sheet, address, size);
	buffer_add_string(proof, ")");
	buffer_add(proof, &verbatim, 1);
}

void
sheet_free(struct sheet *sheet)
{
	buffer_free(&sheet->proof);
	*sheet = (struct sheet){ 0 };
}
