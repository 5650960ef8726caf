/* SPDX-License-Identifier: MIT */
/*
 * What to send: one message, complete and checked against Meta's limits,
 * whichever settings it was made of.
 */
#ifndef MESSAGE_H
#define MESSAGE_H

#include <stdbool.h>

#include "media_file.h"
#include "reading.h"

struct cJSON;

/* Which settings a template's parameters came from. */
struct message_settings {
	const char *header, *body, *buttons, *parameter_format;
};

/* Zero-initialise; release with message_free(). */
struct message {
	/*
	 * The object that goes to the API, less what tells to whom: "type",
	 * the member that the type names, and what else was asked for.
	 */
	struct cJSON *content;
	const char *type; /* of the API's types; in content; or NULL */
	struct message_settings settings;
	struct media_file file; /* to be uploaded first; none: zero */
	struct cJSON *file_id;  /* where its id goes, in content; or NULL */
};

/*
 * Makes the message that settings describe, or reports whatever stands
 * against it.  The message is complete only if no problem was reported.
 */
void message_build(struct reading *reading, struct message *message);

/* Whether any text or name in it holds text. */
bool message_holds(const struct message *message, const char *text);

/* Whether there is a file to upload before the message can go out. */
bool message_has_file(const struct message *message);

/* Fills the id of the uploaded file in.  False: out of memory. */
bool message_set_file_id(struct message *message, const char *id);

/* Releases what the message holds; idempotent. */
void message_free(struct message *message);

#endif
