/* SPDX-License-Identifier: MIT */
/*
 * Which settings make a message together, and which do not: found from those
 * that are set, whatever their values are.
 */
#ifndef COMPOSITION_H
#define COMPOSITION_H

#include "reading.h"

/* How a message is made up. */
enum composition {
	COMPOSE_NOTHING,
	COMPOSE_TEXT,     /* text alone */
	COMPOSE_BUTTON,   /* text with a link button */
	COMPOSE_MEDIA,    /* one of media_*, text as its caption */
	COMPOSE_TEMPLATE, /* template_name and its parameters */
	COMPOSE_RAW       /* message */
};

/*
 * Finds how the message is made up, and reports each setting that has no part
 * in it, or lacks one that it needs.
 */
enum composition composition_find(struct reading *reading);

/* Whether no setting is set that makes a message. */
bool composition_is_empty(const struct settings *settings);

/* The setting that gives the media of a message; SETTING_COUNT: none does. */
enum setting composition_media(const struct settings *settings);

#endif
