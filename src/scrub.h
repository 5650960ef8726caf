/* SPDX-License-Identifier: MIT */
/*
 * Takes what is private out of text: the API, or whoever answered in its name,
 * may repeat what they were told, and so may a problem.
 */
#ifndef SCRUB_H
#define SCRUB_H

#include "reply.h"
#include "request.h"

/*
 * Replaces in *text, which the caller owns and may be NULL, the access token,
 * plain or as in a URL; the app secret and its proof; the proxy's address and password, also in the base64
 * of HTTP's Basic scheme; the recipient, with or without its + or country; and
 * the ids of messages, which hold its number.
 * Where memory does not suffice, *text becomes NULL: no text is better than one
 * that tells a secret.
 */
void scrub_text(const struct request *request, char **text);

/*
 * The same for all problems: a path through raw JSON, or the name of an unknown
 * variable, may hold what was put in the wrong place.  After that a path is cut
 * to 255 bytes.  Where memory does not suffice, the problems are forgotten.
 */
void scrub_problems(const struct request *request, struct problems *problems);

/*
 * The same for all texts of a reply.  The message id only loses the secrets:
 * it holds the number in base64, and must stay what it is.
 */
void scrub_reply(const struct request *request, struct reply *reply);

#endif
