/* SPDX-License-Identifier: MIT */
/*
 * Settings: the table of those that exist, and the values of one run as raw
 * text with the place each came from.  What a value means is decided later
 * (request.h); here are only the rules that hold for all of them.
 */
#ifndef SETTING_H
#define SETTING_H

#include <stdbool.h>
#include <stddef.h>

#include "class.h"
#include "problem.h"

/* A value longer than this is refused wherever it comes from. */
#define SETTING_VALUE_MAX (1024 * 1024)

#define SETTING_PREFIX "WHATSAPP_"

enum setting {
#define GROUP(id, title)
#define SETTING(id, ...) SETTING_##id,
#include "setting.def"
#undef SETTING
#undef GROUP
	SETTING_COUNT
};

enum setting_group {
#define GROUP(id, title) GROUP_##id,
#define SETTING(...)
#include "setting.def"
#undef SETTING
#undef GROUP
	GROUP_COUNT
};

enum setting_kind {
	KIND_WORD,    /* one line without blanks */
	KIND_ID,      /* digits: an id of Meta's */
	KIND_LINE,    /* one line */
	KIND_TEXT,    /* any text */
	KIND_LIST,    /* one item per line */
	KIND_CHOICE,  /* one of the words in value */
	KIND_BOOLEAN, /* true, false and their synonyms */
	KIND_SECONDS, /* a decimal number of seconds */
	KIND_PATH     /* a path; has no _FILE form */
};

enum setting_flag {
	FLAG_SECRET = 1,   /* never shown, wiped before the end */
	FLAG_REQUIRED = 2, /* needed by mode=send */
	FLAG_GUARDED = 4,  /* could lead a token astray; see source_ini.h */
	FLAG_CONTENT = 8   /* a bad value is the fault of what is sent */
};

struct setting_spec {
	const char *name; /* "template_name", the name everywhere */
	enum setting_group group;
	enum setting_kind kind;
	unsigned flags; /* of enum setting_flag */
	const char *value;
	const char *fallback; /* NULL: none */
	const char *help;
};

/*
 * The values of one run, or of one source.  Zero-initialise; release with
 * settings_free().
 */
struct settings {
	struct setting_value {
		char *text;   /* NULL: unset, or path not yet read */
		char *path;   /* of the _FILE form; NULL: plain form */
		char *source; /* "environment", "path:line", "file path" */
		const char *given_as; /* another's name; NULL: its own */
	} values[SETTING_COUNT];
};

/* The row of the table; valid for ever. */
const struct setting_spec *setting_spec(enum setting id);

/* The group's heading, such as "credentials". */
const char *setting_group_title(enum setting_group group);

/* The class of problem that a bad value of this setting is. */
enum result_class setting_class(enum setting id);

/*
 * Finds a setting by its name in lower case; length bytes of name are read.
 * False leaves id untouched.
 */
bool setting_find(const char *name, size_t length, enum setting *id);

/* One name and value as a source gives it; nothing of it is kept. */
struct setting_entry {
	enum setting id;
	bool is_path;     /* the _FILE form: text is a path */
	const char *text; /* empty means unset */
	const char *source;
};

enum settings_put {
	PUT_DONE,       /* kept, or empty */
	PUT_DUPLICATE,  /* set already in the same form */
	PUT_BOTH_FORMS, /* set already in the other form; no path is kept */
	PUT_NO_MEMORY
};

/*
 * Keeps a copy of the entry unless the setting is set already; only a path gives
 * way to a value, so that no file is read in vain.  CRLF becomes LF (DESIGN 1.2).
 */
enum settings_put settings_put(
    struct settings *settings, const struct setting_entry *entry);

/* Makes the setting unset. */
void settings_drop(struct settings *settings, enum setting id);

/*
 * Makes the value of setting from, if it has one, that of setting to.  Problems
 * with it go on to name from.
 */
void settings_replace(
    struct settings *settings, enum setting to, enum setting from);

/* The name under which the value was given. */
const char *settings_name(const struct settings *settings, enum setting id);

/* Makes the unset copy a copy of settings, less secrets; false: no memory. */
bool settings_copy(const struct settings *settings, struct settings *copy);

/* Moves to settings what lower has and settings does not. */
void settings_merge(struct settings *settings, struct settings *lower);

/*
 * Gives a setting that was put by path the content of that file, less one
 * newline at its end; its source becomes "file PATH".  False: out of memory.
 */
bool settings_fill(struct settings *settings, enum setting id,
    const char *content, size_t length);

/* The value, else the table's fallback, else NULL. */
const char *settings_get(const struct settings *settings, enum setting id);

/* Whether some source gave the setting a value, read from its file or not. */
bool settings_has(const struct settings *settings, enum setting id);

/*
 * A problem with this setting, to be completed and passed to problem_add().
 * Valid while settings are.
 */
struct problem settings_problem(
    const struct settings *settings, enum setting id, const char *rule);

#define SETTING_BLANKS " \t\r\n"

/* Drops blanks around a value that is set; nothing left means unset. */
void settings_trim(struct settings *settings, enum setting id);

/* Wipes secrets and who is written to, once no request is to be made any more. */
void settings_forget(struct settings *settings);

/* Wipes and releases everything; idempotent. */
void settings_free(struct settings *settings);

#endif
