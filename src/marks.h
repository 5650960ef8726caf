/* SPDX-License-Identifier: MIT */
/*
 * WhatsApp's formatting marks: *bold*, _italic_, ~strike~, `code` and
 * ```code of several lines```, and where they take effect.
 *
 * WhatsApp publishes no grammar and has no escape character.  What is assumed
 * here is what clients and bridges have been seen to do: a mark opens before
 * anything but a blank where no letter or digit stands before it, and closes
 * after anything but a blank where no letter or digit follows, on the same
 * line.  So snake_case, 2*3*4 and "~/a and ~/b" are text.
 */
#ifndef MARKS_H
#define MARKS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A proof is text in which these bytes, which no text holds, say what the text
 * around them is meant to be.
 */
enum cue {
	CUE_BOLD = 1,  /* bold begins or ends */
	CUE_ITALIC,    /* italic begins or ends */
	CUE_STRIKE,    /* strike-through begins or ends */
	CUE_VERBATIM,  /* begins or ends what stays as it is, unformatted */
	CUE_CANCELLED, /* nothing */
	CUE_COUNT
};

/*
 * Turns a proof into text for WhatsApp.
 *
 * Formatting is written such that it takes effect: anew on each line, without
 * blanks inside, never around what is verbatim, such as a link, whose address
 * would swallow the mark.  Around a part of a word it cannot take effect and
 * shows as asterisks, which is what the author of 2*3*4 meant; around a text
 * that holds the same mark it is left out.  Characters of the text that would
 * be taken for marks get an invisible U+2060 (word joiner) before them.
 *
 * NULL: out of memory, or *ret_is_too_long: longer than BUFFER_MAX.  The
 * caller frees the result.
 */
char *marks_settle(const char *proof, size_t size, bool *ret_is_too_long);

/* The characters that may be marks on one line. */
#define MARKS "*_~`"
#define MARK_KINDS 4

/* The index in MARKS of the character at text, or -1. */
int mark_kind(char c);

/*
 * Whether a mark at p could open, or close, formatting on the line that
 * begins at start and ends before end.
 */
bool mark_may_open(const char *start, const char *p, const char *end);
bool mark_may_close(const char *start, const char *p, const char *end);

#endif
