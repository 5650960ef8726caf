/* SPDX-License-Identifier: MIT */
/*
 * A template message: its name, language and parameters, checked against
 * Meta's limits.  The limits are from the pages under
 * documentation/business-messaging/whatsapp/ named beside each.
 */
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include "reading.h"
#include "text.h"

#define TEMPLATE_NAME_MAX 512    /* templates/components */
#define TEMPLATE_HEADER_MAX 60   /* templates/components */
#define TEMPLATE_BODY_MAX 1024   /* templates/components: hydrated body */
#define BUTTON_URL_MAX 2000      /* templates/components */
#define BUTTON_PAYLOAD_MAX 256   /* messages/interactive-reply-buttons */
#define BUTTON_COUPON_MAX 20     /* templates/marketing-templates/coupon */
#define BUTTONS_MAX 10           /* templates/components */
#define PARAMETERS_MAX 1024      /* as many as the body has characters */
#define TEMPLATE_LANGUAGE_SIZE 8 /* room for "fil" and "en_US" */

struct parameter {
	const char *name; /* NULL: positional */
	const char *text;
};

enum button_subtype {
	BUTTON_URL,
	BUTTON_QUICK_REPLY,
	BUTTON_COPY_CODE
};

struct button {
	int index; /* 0 to 9, the position among the template's buttons */
	enum button_subtype subtype;
	const char *value;
};

/* Zero-initialise; release with template_free(). */
struct template
{
	const char *name; /* NULL: unset, or there is a problem with it */
	char language[TEMPLATE_LANGUAGE_SIZE];
	struct parameter *header; /* at most one */
	size_t header_count;
	struct parameter *body;
	size_t body_count;
	struct button *buttons;
	size_t button_count;
	struct lines header_lines, body_lines, button_lines; /* storage */
};

/*
 * Makes the template that the template_* settings describe, or reports what
 * stands against it.  It borrows from settings and is complete only if no
 * problem was reported.
 */
void template_build(struct reading *reading, struct template *template);

/* "url", "quick_reply" or "copy_code". */
const char *button_subtype_name(enum button_subtype subtype);

/* Releases what the template holds; idempotent. */
void template_free(struct template *template);

#endif
