/* SPDX-License-Identifier: MIT */
/* What all sources of settings have in common; see source.h. */
#include "source.h"

#include <stdio.h>
#include <string.h>

#include "file.h"

#define FILE_SUFFIX "_file"
#define SUFFIX_LENGTH (sizeof(FILE_SUFFIX) - 1)

/* Longest name worth comparing; all known ones are shorter. */
#define NAME_MAX_LENGTH 63
#define MISSPELT_MAX 2

static size_t
min3(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

/* Levenshtein's distance; both names are at most NAME_MAX_LENGTH long. */
static size_t
edit_distance(const char *a, const char *b)
{
	size_t row[NAME_MAX_LENGTH + 1];
	size_t length = strlen(b);

	for (size_t j = 0; j <= length; j++)
		row[j] = j;
	for (size_t i = 0; a[i] != '\0'; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t j = 0; j < length; j++) {
			size_t above = row[j + 1];

			row[j + 1] = min3(above + 1, row[j] + 1,
			    diagonal + (size_t)(a[i] != b[j]));
			diagonal = above;
		}
	}
	return row[length];
}

/* A known name, and how far an unknown one is from it. */
struct candidate {
	char name[NAME_MAX_LENGTH + 1];
	size_t distance;
};

static void
compare(const char *unknown, const char *known, struct candidate *best)
{
	size_t distance = edit_distance(unknown, known);

	/* a part of a name says more than letters in common: "token" */
	if (distance > MISSPELT_MAX && strlen(unknown) > 3 &&
	    strstr(known, unknown) != NULL)
		distance = MISSPELT_MAX + 1;
	if (distance < best->distance) {
		best->distance = distance;
		snprintf(best->name, sizeof(best->name), "%s", known);
	}
}

/* The known name, plain or _FILE form, that is nearest to name. */
static struct candidate
nearest(const char *name)
{
	struct candidate best = { .distance = NAME_MAX_LENGTH };
	char with_suffix[NAME_MAX_LENGTH + 1];

	if (strlen(name) > NAME_MAX_LENGTH)
		return best;
	/* inside an INI file the prefix is a slip */
	if (strncmp(name, "whatsapp_", 9) == 0)
		name += 9;
	for (int id = 0; id < SETTING_COUNT; id++) {
		const struct setting_spec *spec =
		    setting_spec((enum setting)id);

		compare(name, spec->name, &best);
		if (spec->kind == KIND_PATH)
			continue;
		snprintf(with_suffix, sizeof(with_suffix), "%s" FILE_SUFFIX,
		    spec->name);
		compare(name, with_suffix, &best);
	}
	return best;
}

/*
 * Whether a name that is none of ours may be shown: what stands before the =
 * of a file that was never meant to be an INI file may be a secret.
 */
static bool
may_be_shown(const struct source_entry *entry)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz_";

	return !entry->is_strict ||
	    (strlen(entry->name) <= NAME_MAX_LENGTH &&
	        entry->name[strspn(entry->name, letters)] == '\0');
}

static void
report_unknown(const struct source_entry *entry, struct problems *problems)
{
	struct candidate best = nearest(entry->name);
	bool is_misspelt = best.distance <= MISSPELT_MAX;
	bool is_near = is_misspelt ||
	    (best.distance == MISSPELT_MAX + 1 &&
	        strlen(entry->name) > MISSPELT_MAX + 1);
	struct problem problem = { .source = entry->source,
		.rule = is_misspelt ? "misspelt" : "unknown_setting",
		.kind =
		    is_misspelt || entry->is_strict ? CLASS_CONFIG : CLASS_OK };

	if (!may_be_shown(entry)) {
		problem_add(problems, &problem,
		    "holds a name that no setting has: they are in lower "
		    "case, without WHATSAPP_");
		return;
	}
	problem.setting = entry->name;
	problem_add(problems, &problem, "%s is no setting%s%s%s", entry->shown,
	    is_near ? "; the nearest is " : "", is_near ? best.name : "",
	    is_misspelt ? ": correct it, or rename it if it is yours" : "");
}

/* Looks up the _FILE form of a setting. */
static bool
find_file_form(const char *name, size_t length, enum setting *ret_id)
{
	return length > SUFFIX_LENGTH &&
	    strcmp(name + length - SUFFIX_LENGTH, FILE_SUFFIX) == 0 &&
	    setting_find(name, length - SUFFIX_LENGTH, ret_id);
}

/* Settings that are paths themselves have no _FILE form. */
static void
report_path(const struct source_entry *entry, enum setting id,
    struct problems *problems)
{
	problem_add(problems,
	    &(struct problem){ .kind = CLASS_CONFIG,
	        .setting = entry->name,
	        .source = entry->source,
	        .rule = "no_file_form" },
	    "is no setting: %s is a path already, so set that",
	    setting_spec(id)->name);
}

static void
report_clash(const struct source_entry *entry, enum setting id,
    enum settings_put result, struct problems *problems)
{
	const char *name = setting_spec(id)->name;
	struct problem problem = { .kind = CLASS_CONFIG,
		.setting = name,
		.source = entry->source,
		.rule = result == PUT_DUPLICATE ? "duplicate" : "both_forms" };

	if (result == PUT_DUPLICATE)
		problem_add(problems, &problem,
		    "is set a second time; keep one of the two");
	else
		problem_add(problems, &problem,
		    "both %s and %s_file are set; keep one of the two", name,
		    name);
}

void
source_take(struct settings *settings, const struct source_entry *entry,
    struct problems *problems)
{
	size_t length = strlen(entry->name);
	struct setting_entry put = { .text = entry->text,
		.source = entry->source };
	enum settings_put result;

	if (!setting_find(entry->name, length, &put.id)) {
		put.is_path = find_file_form(entry->name, length, &put.id);
		if (!put.is_path) {
			report_unknown(entry, problems);
			return;
		}
	}
	if (put.is_path && setting_spec(put.id)->kind == KIND_PATH) {
		report_path(entry, put.id, problems);
		return;
	}
	result = settings_put(settings, &put);
	if (result == PUT_NO_MEMORY)
		problems->incomplete = true;
	else if (result != PUT_DONE)
		report_clash(entry, put.id, result, problems);
}

/* The path is not shown: it may be the value, set in the wrong place. */
static void
report_file(enum setting id, const struct setting_value *value,
    const char *rule, const char *fault, struct problems *problems)
{
	problem_add(problems,
	    &(struct problem){ .kind = CLASS_INPUT,
	        .setting = setting_spec(id)->name,
	        .source = value->source,
	        .rule = rule },
	    "the file that it is to be read from %s", fault);
}

/* Makes the content of the file that a value's path names its text. */
static void
read_value(
    struct settings *settings, enum setting id, struct problems *problems)
{
	const struct setting_value *value = &settings->values[id];
	struct file file = { 0 };
	enum file_fault fault;

	fault = file_read(value->path, SETTING_VALUE_MAX, &file);
	if (fault == FILE_NO_MEMORY) {
		problems->incomplete = true;
		return;
	}
	if (fault != FILE_OK) {
		report_file(
		    id, value, file_rule(fault), file_message(fault), problems);
		return;
	}
	if (strlen(file.content) != file.length)
		report_file(
		    id, value, "nul_byte", "holds a NUL byte", problems);
	else if (strcmp(file.content, "\n") == 0 ||
	    strcmp(file.content, "\r\n") == 0)
		report_file(id, value, file_rule(FILE_EMPTY),
		    file_message(FILE_EMPTY), problems);
	else if (!settings_fill(settings, id, file.content, file.length))
		problems->incomplete = true;
	file_free(&file);
}

void
source_read_files(struct settings *settings, struct problems *problems)
{
	for (int id = 0; id < SETTING_COUNT; id++)
		if (settings->values[id].path != NULL)
			read_value(settings, (enum setting)id, problems);
}
