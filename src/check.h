/* SPDX-License-Identifier: MIT */
/* The rules that hold for every setting by its kind, whatever it means. */
#ifndef CHECK_H
#define CHECK_H

#include "problem.h"
#include "setting.h"

/*
 * Checks every value that is set: valid UTF-8, no control characters but
 * newline and tab, neither of those where the kind is a single line, ids, the
 * words of a choice, booleans, durations.  Text that looks like code, with \n
 * or in quotes, is a warning.  Blanks around a single word, such as a token,
 * are dropped, with a warning.
 */
void check_settings(struct settings *settings, struct problems *problems);

#endif
