/* SPDX-License-Identifier: MIT */
/*
 * Everything wrong, or odd, with one run, in the order it was found.
 *
 * A problem stops the run before any connection; a warning does not.  None
 * ever holds the value of a secret or a recipient.
 */
#ifndef PROBLEM_H
#define PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

#include "class.h"

struct problem {
	enum result_class kind; /* the exit it leads to; CLASS_OK: a warning */
	const char *setting;    /* "recipient", or an unknown name; or NULL */
	const char *source;     /* see struct setting_value; NULL: none */
	const char *rule;       /* stable word for machines: "too_long" */
	const char *message;    /* one sentence for people */
	const char *position;   /* "line 3", "byte 17"; NULL: none */
};

/* What comes after so many is not listed, but still counts. */
#define PROBLEMS_MAX 1000

/* Zero-initialise; release with problems_free(). */
struct problems {
	struct problem *items; /* strings in them are owned by the list */
	size_t count;
	unsigned kinds;  /* a bit for each class that occurred */
	bool incomplete; /* memory ran out: at least one is missing */
};

/*
 * Appends a copy of *problem with its message made from format.  Its rule is
 * kept as it is and must be a literal; the other strings are copied and made
 * printable, since names and paths may hold anything.  After PROBLEMS_MAX a
 * last one says that there are more.
 */
void problem_add(struct problems *problems, const struct problem *problem,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Whether the setting of this name has a problem; warnings do not count. */
bool problems_concern(const struct problems *problems, const char *setting);

/*
 * What the problems together make of the run: the first that occurs of
 * usage, config, input, recipient, content, output, and, of what a check
 * found, auth, account, template; CLASS_OK for warnings alone.
 * CLASS_INTERNAL if the list is incomplete.
 */
enum result_class problems_class(const struct problems *problems);

/* Drops all of them, since memory did not suffice: the list is incomplete. */
void problems_forget(struct problems *problems);

/* Releases the list; idempotent. */
void problems_free(struct problems *problems);

#endif
