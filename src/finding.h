/* SPDX-License-Identifier: MIT */
/* What a look at the account finds: problems, warnings, and plain facts. */
#ifndef FINDING_H
#define FINDING_H

#include "problem.h"

/* Where findings go; both lists belong to the caller. */
struct findings {
	struct problems *problems; /* and warnings */
	struct problems *seen;     /* facts, one sentence each */
};

/* What stands against sending, in the setting of this name. */
void finding_fail(const struct findings *findings, enum result_class kind,
    const char *setting, const char *rule, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* What may, or could not be seen. */
void finding_warn(const struct findings *findings, const char *setting,
    const char *rule, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* What is so. */
void finding_note(const struct findings *findings, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
