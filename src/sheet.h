/* SPDX-License-Identifier: MIT */
/*
 * A sheet on which the parts of a document are written from top to bottom, as
 * the proof of a WhatsApp message (marks.h): lines, what stands before them,
 * and the gaps between.  Knows nothing of Markdown.
 *
 * Quotes and lists may nest as deep as they like.  WhatsApp shows one level of
 * quote, and list items only where a line begins with their bullet; a deeper
 * item is indented by blanks.
 */
#ifndef SHEET_H
#define SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"
#include "marks.h"

/* Deeper lists are set like the last of these. */
#define SHEET_LISTS_MAX 16

/* Blanks before a line; a bound, since a line can be as deep as it is long. */
#define SHEET_INDENT_MAX 8

struct sheet_list {
	unsigned number; /* of the next item; with bullets unused */
	bool has_numbers, is_tight;
};

/* Zero-initialise; release with sheet_free(). */
struct sheet {
	struct buffer proof;
	unsigned marks[CUE_VERBATIM]; /* how often each is on */
	unsigned gap;                 /* line ends due before the next text */
	bool is_in_line, has_lines;
	size_t quotes;
	size_t lists; /* how many are open, beyond SHEET_LISTS_MAX too */
	size_t lists_outside; /* of the outermost quote */
	struct sheet_list list[SHEET_LISTS_MAX];
	char bullet[16]; /* due before the next text; "": none */
	size_t bullets;  /* how many items it begins */
	size_t column;   /* of a row of cells; counts from 1; 0: none */
	size_t filled;   /* columns written */
};

/*
 * Appends text, with control characters made U+FFFD, after whatever is due
 * before it.
 */
void sheet_text(struct sheet *sheet, const char *text, size_t size);

/* The same for what stays as it is: an address, or code with its marks. */
void sheet_verbatim(struct sheet *sheet, const char *text, size_t size);

/*
 * Code on one line, or a block of it, unchanged.  Where the code itself holds
 * marks that would end it early, it stands without any.
 */
void sheet_code(struct sheet *sheet, const char *text, size_t size);
void sheet_code_block(struct sheet *sheet, const char *text, size_t size);

/* Switches formatting on or off; counts, so that it may nest in itself. */
void sheet_mark(struct sheet *sheet, enum cue cue, bool is_on);

/* Ends the line if there is one; the next text follows after lines ends. */
void sheet_break(struct sheet *sheet, unsigned lines);

/* Ends a paragraph or the like: a gap, or none inside a tight list. */
void sheet_end_block(struct sheet *sheet);

/* Begins or ends a quote. */
void sheet_quote(struct sheet *sheet, bool is_begin);

/*
 * Begins a list, ends it, begins an item, ends it; bullet NULL: the list's
 * own.  An item that holds nothing is a line with its bullet alone.
 */
void sheet_begin_list(struct sheet *sheet, struct sheet_list list);
void sheet_end_list(struct sheet *sheet);
void sheet_begin_item(struct sheet *sheet, const char *bullet);
void sheet_end_item(struct sheet *sheet);

/*
 * Begins a row of cells, a cell of it, ends the row.  A cell that holds
 * nothing is a dash, at the end of the row nothing.  sheet_move_to_cell()
 * passes over cells up to this column, if it is ahead.
 */
void sheet_begin_row(struct sheet *sheet, const char *bullet);
void sheet_begin_cell(struct sheet *sheet);
void sheet_move_to_cell(struct sheet *sheet, size_t column);
void sheet_end_row(struct sheet *sheet);

/*
 * Begins a link and gives the place of its text, with which sheet_end_link()
 * adds its address: "text (address)", or the address alone if the text says
 * no other.
 */
size_t sheet_begin_link(struct sheet *sheet);
void sheet_end_link(
    struct sheet *sheet, size_t place, const char *address, size_t size);

/* Releases the sheet; idempotent. */
void sheet_free(struct sheet *sheet);

#endif
