/* SPDX-License-Identifier: MIT */
/* Short names for the columns of the tables in shapes_*.c. */
#ifndef SHAPES_TABLE_H
#define SHAPES_TABLE_H

#include "shapes.h"

/* One row, in braces, begins with one of these ... */
#define TEXT(n) .name = (n), .kind = SHAPE_TEXT, .min = 1
#define TEXT_OR_EMPTY(n) .name = (n), .kind = SHAPE_TEXT
#define WORD(n, w) .name = (n), .kind = SHAPE_WORD, .words = (w)
#define NUMBER(n, low, high) \
	.name = (n), .kind = SHAPE_NUMBER, .min = (low), .max = (high)
#define DECIMAL(n, low, high) \
	.name = (n), .kind = SHAPE_DECIMAL, .min = (low), .max = (high)
#define BOOLEAN(n) .name = (n), .kind = SHAPE_BOOLEAN
#define OBJECT(n, s) .name = (n), .kind = SHAPE_OBJECT, .shape = (s)
#define FREE_OBJECT(n) .name = (n), .kind = SHAPE_OBJECT
#define LIST(n, s, low, high) \
	.name = (n), .kind = SHAPE_LIST, .shape = (s), .min = (low), \
	.max = (high)
#define ANYTHING(n) .name = (n), .kind = SHAPE_ANY
#define NOTHING(n, why) .name = (n), .kind = SHAPE_NOTHING, .words = (why)
/* a word that others depend on, of a set that may grow */
#define TYPE(n, w) WORD(n, w), .flags = SHAPE_MUST | SHAPE_OPEN
/* the same where Meta's own samples write it in capitals, too */
#define TYPE_ANY_CASE(n, w) \
	WORD(n, w), .flags = SHAPE_MUST | SHAPE_OPEN | SHAPE_ANY_CASE

/* ... goes on with any of these ... */
#define MUST .flags = SHAPE_MUST
#define WHOLE .flags = SHAPE_WHOLE
#define MUST_WHOLE .flags = SHAPE_MUST | SHAPE_WHOLE
#define UP_TO(n) .max = (n)
#define DOUBTFUL(n) .doubtful = (n)
#define WHEN(condition) .when = (condition)
#define FORM(f) .form = FORM_##f
#define ONE_OF(letter) .one_of = (letter)
/* of a list; in braces of its own: members of struct shape_between */
#define BETWEEN(...) \
	.between = &(const struct shape_between) \
	{ \
		__VA_ARGS__ \
	}
#define UNIQUE(paths) .unique = (paths)
#define SAME(paths) .same = (paths)
#define JOINT(name) .joint = (name)
#define PARTED(name) .parted = (name)
#define SINGLE(words) .single = (words)
#define COUNTED(path, n) .counted = (path), .counted_max = (n)
#define ADDED(path, n) .added = (path), .added_doubtful = (n)

/* ... and the last row is one of these. */
#define END .kind = SHAPE_END
#define GO_ON(s) .kind = SHAPE_END, .shape = (s)

#endif
