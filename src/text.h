/* SPDX-License-Identifier: MIT */
/* Pure functions on UTF-8 text: validity, length, lines, what may be printed. */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Length in bytes, 1 to 4, of the code point that text starts with, which
 * goes to *ret_point if that is not NULL.  0: no valid UTF-8 here (RFC 3629:
 * no surrogates, no overlong forms), or the end of the text.
 */
size_t text_decode(const char *text, uint32_t *ret_point);

/*
 * Number of code points.  Meta's limits speak of characters; code points are
 * the reading that never refuses what the API may take.  Bytes that are no
 * UTF-8 count one each.
 */
size_t text_length(const char *text);

/*
 * Makes text fit to print: bytes that are no UTF-8 become U+FFFD, what moves
 * the cursor or turns the direction of writing a space, and "##" gets a
 * backslash inside, since runners take "##[command]" (actions/runner,
 * ActionCommand.cs) or "##vso[command]" anywhere in a line for a command.  NULL: out of memory.
 * The caller frees the result.
 */
char *text_printable(const char *text);

/*
 * Takes an incomplete code point off the end of text, which snprintf() may
 * have cut.
 */
void text_end_whole(char *text);

/* Whether a code point is a control character (Unicode's category Cc). */
bool text_is_control(uint32_t point);

/* Cuts text, which may be NULL, to at most max bytes of whole code points. */
void text_cut(char *text, size_t max);

/*
 * A copy of text with every occurrence of secret, if that is neither NULL nor
 * empty, replaced.  NULL: out of memory.  The caller frees the result.
 */
char *text_replace(
    const char *text, const char *secret, const char *replacement);

/*
 * Makes each run of blanks one space, in place: newlines, tabs and spaces,
 * those of Unicode left alone.  None stays at either end.
 */
void text_collapse(char *text);

/* The lines of a text; zero-initialise, release with lines_free(). */
struct lines {
	char **items; /* point into storage */
	size_t count;
	char *storage;
};

/*
 * Splits text at newlines; one newline at the end starts no further line.
 * False: out of memory, lines untouched.
 */
bool lines_split(const char *text, struct lines *ret_lines);

/* Releases the lines; idempotent. */
void lines_free(struct lines *lines);

#endif
