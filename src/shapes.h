/* SPDX-License-Identifier: MIT */
/*
 * What the Cloud API takes in a message: every member, limit and condition,
 * as tables for shape.h.  Each limit of Meta's stands here once, for settings
 * and for raw JSON alike; the pages named in the tables are those under
 * documentation/business-messaging/whatsapp/.  Where sources differ, only what
 * all of them refuse is a fault, and the rest a warning.
 */
#ifndef SHAPES_H
#define SHAPES_H

#include "shape.h"

/* A whole message, less what tells to whom it goes. */
extern const struct shape_rule shape_message[];

/* The value of its member "template", and each item of its components. */
extern const struct shape_rule shape_template[];
extern const struct shape_rule shape_component[];

/* As many as a body has characters (templates/components). */
#define TEMPLATE_PARAMETERS_MAX 1024

/* A message of the interactive type, and how Direct Send changes it. */
extern const struct shape_rule shape_interactive[];
extern const struct shape_rule shape_interactive_direct[];

/* Parts that they share. */
extern const struct shape_rule shape_media[];    /* id or link */
extern const struct shape_rule shape_document[]; /* with a filename */
extern const struct shape_rule shape_location[];
extern const struct shape_rule shape_products[]; /* sections of them */

#endif
