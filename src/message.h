/* SPDX-License-Identifier: MIT */
/*
 * What to send: one message, complete and checked against Meta's limits.
 * "Characters" in them are read as Unicode code points.
 */
#ifndef MESSAGE_H
#define MESSAGE_H

#include <stdbool.h>

#include "reading.h"
#include "template.h"

/* documentation/business-messaging/whatsapp/messages/text-messages */
#define TEXT_BODY_MAX 4096

enum message_type {
	MESSAGE_TEXT,
	MESSAGE_TEMPLATE
};

/* Zero-initialise; release with message_free(). */
struct message {
	enum message_type type;
	const char *text; /* with MESSAGE_TEXT */
	bool preview_url;
	struct template template; /* with MESSAGE_TEMPLATE */
};

/*
 * Makes the message that settings describe, or reports whatever stands
 * against it.  The message borrows from settings and is complete only if no
 * problem was reported.
 */
void message_build(struct reading *reading, struct message *message);

/* "text" or "template". */
const char *message_type_name(enum message_type type);

/* Releases what the message holds; idempotent. */
void message_free(struct message *message);

#endif
