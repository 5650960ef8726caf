/* SPDX-License-Identifier: MIT */
/* Percent-encoding of text in URLs (RFC 3986, 2.1). */
#ifndef PERCENT_H
#define PERCENT_H

#include <stdbool.h>

/* Whether every byte may stand in a URL, and each % begins an escape. */
bool percent_is_encoded(const char *text);

/*
 * A copy of text in which every byte that may not stand in a URL is escaped;
 * what is escaped already stays as it is, so that encoding twice changes
 * nothing.  NULL: out of memory.  The caller frees it.
 */
char *percent_encode(const char *text);

/*
 * A copy of text in which every byte but letters, digits and -._~ is escaped,
 * so that it may be a value in a query.  NULL: out of memory.  The caller frees
 * it.
 */
char *percent_quote(const char *text);

/* Decodes what is escaped in text, in place. */
void percent_decode(char *text);

#endif
