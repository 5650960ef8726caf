/* SPDX-License-Identifier: MIT */
/* Writes the JSON that goes to the API, and nothing else does. */
#ifndef PAYLOAD_H
#define PAYLOAD_H

#include "request.h"

/*
 * The body of POST /messages for a complete request.  NULL: out of memory.  The
 * caller frees it.
 */
char *payload_write(const struct request *request);

/*
 * The same as everybody may read it: the recipient is masked wherever it stands,
 * and where none is set a word stands for it.
 */
char *payload_show(const struct request *request);

#endif
