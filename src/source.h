/* SPDX-License-Identifier: MIT */
/*
 * What the sources of settings have in common: names are looked up, unknown
 * ones are explained, clashes are reported.
 */
#ifndef SOURCE_H
#define SOURCE_H

#include <stdbool.h>

#include "problem.h"
#include "setting.h"

/* A name and value found in a source; nothing of it is kept. */
struct source_entry {
	const char *name;   /* lower case, without the prefix: "text_file" */
	const char *shown;  /* the name as it was written, for people */
	const char *text;   /* up to its NUL */
	const char *source; /* "environment" or "path:line" */
	bool is_strict;     /* any unknown name is a problem */
};

/*
 * Puts the entry into settings, or says why not.  An unknown name within two
 * edits of a known one is a problem even if the source is not strict, since
 * WHATSAPP_MOD=validate must not really send.
 */
void source_take(struct settings *settings, const struct source_entry *entry,
    struct problems *problems);

/*
 * Reads the files named by the _FILE forms of settings; call it after all
 * sources.  A file's content is a value like any other: one newline at its
 * end is dropped.
 */
void source_read_files(struct settings *settings, struct problems *problems);

#endif
