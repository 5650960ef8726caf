/* SPDX-License-Identifier: MIT */
/* Cutting a text to what a message may hold. */
#ifndef SHORTEN_H
#define SHORTEN_H

#include <stddef.h>

/* Less cannot hold what is written after the cut. */
#define SHORTEN_MIN 16

/*
 * A copy of text of at most max code points, which is at least SHORTEN_MIN.
 * White space at its end is dropped if that is enough.  A
 * longer text ends in an ellipsis after its last whole line; if less than
 * three quarters of max would be left so, after its last whole word; and if
 * those, too, are too long, between two characters as people see them, never
 * inside an emoji, a flag or an accented letter.  Formatting that is open at
 * the cut (marks.h) is closed before the ellipsis.
 *
 * *ret_cut is how many code points of text are missing; 0 if it is but white
 * space.  NULL, *ret_cut
 * untouched: out of memory.  The caller frees the result.
 */
char *shorten(const char *text, size_t max, size_t *ret_cut);

#endif
