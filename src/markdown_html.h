/* SPDX-License-Identifier: MIT */
/* What the HTML inside Markdown means for the sheet; part of markdown.h. */
#ifndef MARKDOWN_HTML_H
#define MARKDOWN_HTML_H

#include "buffer.h"
#include "html.h"
#include "sheet.h"

/* Zero-initialise; release with markdown_html_free(). */
struct markdown_html {
	struct buffer source;         /* not yet written */
	unsigned marks[CUE_VERBATIM]; /* that tags have switched on */
	bool is_linking;
	struct buffer address; /* of the link at hand */
	size_t place;          /* of its text */
	const char *code_tag;  /* "pre" or "code" while inside; else NULL */
	struct buffer code;    /* what stands in it */
};

/* Writes the source on the sheet and empties it. */
void markdown_html_flush(struct markdown_html *html, struct sheet *sheet);

/* Takes Markdown's text that stands inside HTML's code; false: it does not. */
bool markdown_html_takes(
    struct markdown_html *html, const char *text, size_t size);

/* Ends what tags have begun in a block that ends. */
void markdown_html_close(struct markdown_html *html, struct sheet *sheet);

/* Releases what it holds; idempotent. */
void markdown_html_free(struct markdown_html *html);

#endif
