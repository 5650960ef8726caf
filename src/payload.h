/* SPDX-License-Identifier: MIT */
/* Writes the JSON that goes to the API, and nothing else does. */
#ifndef PAYLOAD_H
#define PAYLOAD_H

#include "request.h"

/*
 * The body of POST /messages for a complete request, addressed to the text
 * to: the recipient, or what stands for it where the body is shown.
 * NULL: out of memory.  The caller frees it.
 */
char *payload_write(const struct request *request, const char *to);

#endif
