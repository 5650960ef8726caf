/* SPDX-License-Identifier: MIT */
/*
 * Reading meaning from settings: which one is at hand, and a short way to say
 * what is wrong with it.  Used by whatever builds a part of the request.
 */
#ifndef READING_H
#define READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "problem.h"
#include "setting.h"

struct reading {
	const struct settings *settings;
	struct problems *problems;
	enum setting id;      /* the setting at hand */
	size_t line;          /* the line of it at hand; 0: the whole value */
	const char *position; /* a finer place in it; NULL: that line */
};

/*
 * Takes the setting at hand and gives its value or fallback.  NULL: it has
 * neither, or a problem with it has been reported before.
 */
const char *reading_take(struct reading *reading, enum setting id);

/* The same for a boolean; false if there is no value to take. */
bool reading_take_flag(struct reading *reading, enum setting id);

/* The same for a choice: the word's index; 0 if there is none to take. */
int reading_take_choice(struct reading *reading, enum setting id);

/* The same for a duration, in milliseconds; 0 if there is none to take. */
int64_t reading_take_ms(struct reading *reading, enum setting id);

/* Reports a problem with the setting, or line, at hand. */
void reading_fail(const struct reading *reading, const char *rule,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/*
 * The same with the file that the setting at hand names: a problem of input
 * rather than of the setting.
 */
void reading_fail_file(const struct reading *reading, const char *rule,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same as a warning, which does not stop the run. */
void reading_warn(const struct reading *reading, const char *rule,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
