/* SPDX-License-Identifier: MIT */
/*
 * GitHub's Markdown made text for WhatsApp.
 *
 * What a reader would see of the Markdown is in the result, and what stands
 * inside code is in it unchanged:
 *
 *	heading		a line in bold
 *	bold, italic, strike, code
 *			the same, where WhatsApp can show it (marks.h)
 *	link, image	text (address); the address alone if that is the text;
 *			the text alone if it leads to a part of the document
 *	list		"- " or "1. ", deeper ones indented
 *	task		"U+2610 " or "U+2611 "
 *	quote		"> ", one level; [!NOTE] and the like a line in bold
 *	table		a row is a line, its cells split by a middle dot, the
 *			header in bold
 *	rule		three dashes
 *	HTML		tags go, what stands between them stays; b, i, s, a,
 *			img, br, code, pre, summary, headings, lists and tables
 *			mean what they mean; comments go; a tag of no element
 *			of HTML is text, as the T of Vec<T>
 *
 * Newlines are kept, as GitHub does in releases.
 */
#ifndef MARKDOWN_H
#define MARKDOWN_H

#include <stdbool.h>

/*
 * NULL: out of memory, or *ret_is_too_long: the result would be longer than
 * BUFFER_MAX.  The caller frees it.  Takes time linear in what it reads and
 * writes.
 */
char *markdown_render(const char *text, bool *ret_is_too_long);

#endif
