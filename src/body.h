/* SPDX-License-Identifier: MIT */
/* The text of a message, made what text_format and text_overflow ask for. */
#ifndef BODY_H
#define BODY_H

#include "reading.h"

/*
 * Takes a setting of KIND_TEXT and gives its text, formatted and of at most
 * max code points, which is at least SHORTEN_MIN.  What is wrong with it, such
 * as that nobody would see any of it, is reported, and that it was cut is a
 * warning.  Where the text differs from the setting's it is allocated, and
 * *ret_owned becomes it too, which the caller frees; else *ret_owned becomes
 * NULL.  NULL: there is no text to send.
 */
const char *body_take(
    struct reading *reading, enum setting id, size_t max, char **ret_owned);

#endif
