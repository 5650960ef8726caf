/* SPDX-License-Identifier: MIT */
/*
 * The pieces of HTML inside Markdown: tags, comments and the text between.
 * Judges nothing and never fails; what is no tag is text.
 */
#ifndef HTML_H
#define HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"

enum html_kind {
	HTML_TEXT,
	HTML_BEGIN, /* <tag>, also <tag/> */
	HTML_END,   /* </tag> */
	HTML_HIDDEN /* a comment, declaration or instruction */
};

/* A part of the source. */
struct html_slice {
	const char *text;
	size_t size;
};

struct html_piece {
	enum html_kind kind;
	struct html_slice source; /* all of it */
	struct html_slice name;   /* of a tag */
};

/* The piece that the size bytes at text, of which there is one, begin with. */
struct html_piece html_next(const char *text, size_t size);

/* Whether it is a tag of this name, in any case of letters. */
bool html_is(const struct html_piece *piece, const char *name);

/* Whether it is a tag of an element that HTML has, or has had. */
bool html_is_known(const struct html_piece *piece);

/* The value of a tag's attribute; size 0: it has none. */
struct html_slice html_attribute(
    const struct html_piece *piece, const char *wanted);

/* Appends text in which each entity is the character that it stands for. */
void html_decode(struct html_slice source, struct buffer *out);

#define HTML_CHARACTER_SIZE 5

/*
 * Writes the character that an entity such as "&amp;" or "&#65;" stands for,
 * terminated.  False: a name that release notes do not use; let it stand.
 */
bool html_entity(
    const char *text, size_t size, char ret_text[HTML_CHARACTER_SIZE]);

#endif
