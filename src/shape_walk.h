/* SPDX-License-Identifier: MIT */
/* The walk of shape.c over a document, shared with its parts. */
#ifndef SHAPE_WALK_H
#define SHAPE_WALK_H

#include "shape.h"

/* Where the walk is, and to whom faults go. */
struct shape_walk {
	const struct shape_sink *sink;
	struct shape_place place;
};

/* The walk one step down; name is NULL for an item of an array. */
struct shape_walk shape_step(const struct shape_walk *walk, const cJSON *node,
    const char *name, int index);

/* Reports a fault of the node at hand. */
void shape_fail(const struct shape_walk *walk, const char *rule,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same as a warning. */
void shape_warn(const struct shape_walk *walk, const char *rule,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Whether text is one of the words up to the next comma, in any case. */
bool shape_is_among(const char *text, const char *words);

/* Checks a string, word, number or boolean. */
void shape_check_value(
    const struct shape_walk *walk, const struct shape_rule *rule);

/* Checks what has to hold between the items of a list. */
void shape_check_items(
    const struct shape_walk *walk, const struct shape_between *between);

#endif
