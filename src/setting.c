/* SPDX-License-Identifier: MIT */
/* The table of settings and the values of one run; see setting.h. */
#include "setting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

static const struct setting_spec specs[SETTING_COUNT] = {
#define GROUP(id, title)
#define SETTING(ID, name, group, kind, flags, value, fallback, help) \
	[SETTING_##ID] = { name, GROUP_##group, KIND_##kind, flags, value, \
		fallback, help },
#include "setting.def"
#undef SETTING
#undef GROUP
};

static const char *const group_titles[GROUP_COUNT] = {
#define GROUP(id, title) [GROUP_##id] = title,
#define SETTING(...)
#include "setting.def"
#undef SETTING
#undef GROUP
};

const struct setting_spec *
setting_spec(enum setting id)
{
	return &specs[id];
}

const char *
setting_group_title(enum setting_group group)
{
	return group_titles[group];
}

enum result_class
setting_class(enum setting id)
{
	if (specs[id].group == GROUP_WHO)
		return CLASS_RECIPIENT;
	if (specs[id].group == GROUP_WHAT || (specs[id].flags & FLAG_CONTENT))
		return CLASS_CONTENT;
	return CLASS_CONFIG;
}

bool
setting_find(const char *name, size_t length, enum setting *ret_id)
{
	for (int id = 0; id < SETTING_COUNT; id++) {
		if (strlen(specs[id].name) == length &&
		    memcmp(specs[id].name, name, length) == 0) {
			*ret_id = (enum setting)id;
			return true;
		}
	}
	return false;
}

/* What is set may be private whatever the setting: a path may be a token. */
static void
clear_value(struct setting_value *value)
{
	memory_free(value->text);
	memory_free(value->path);
	free(value->source);
	*value = (struct setting_value){ 0 };
}

/* A copy of length bytes with each CRLF made LF; NULL: out of memory. */
static char *
copy_lines(const char *text, size_t length)
{
	char *copy = malloc(length + 1);
	char *end = copy;

	if (copy == NULL)
		return NULL;
	for (size_t i = 0; i < length; i++)
		if (text[i] != '\r' || i + 1 == length || text[i + 1] != '\n')
			*end++ = text[i];
	*end = '\0';
	return copy;
}

enum settings_put
settings_put(struct settings *settings, const struct setting_entry *entry)
{
	struct setting_value *value = &settings->values[entry->id];
	struct setting_value new = { 0 };
	enum settings_put result = PUT_DONE;

	if (*entry->text == '\0')
		return PUT_DONE;
	if (value->source != NULL) {
		if ((value->path != NULL) == entry->is_path)
			return PUT_DUPLICATE;
		if (entry->is_path)
			return PUT_BOTH_FORMS;
		result = PUT_BOTH_FORMS;
	}
	new.source = strdup(entry->source);
	if (entry->is_path)
		new.path = strdup(entry->text);
	else
		new.text = copy_lines(entry->text, strlen(entry->text));
	if (new.source == NULL || (new.path == NULL &&new.text == NULL)) {
		clear_value(&new);
		return PUT_NO_MEMORY;
	}
	clear_value(value);
	*value = new;
	return result;
}

void
settings_drop(struct settings *settings, enum setting id)
{
	clear_value(&settings->values[id]);
}

void
settings_replace(struct settings *settings, enum setting to, enum setting from)
{
	settings_drop(settings, to);
	settings->values[to] = settings->values[from];
	settings->values[to].given_as = specs[from].name;
	settings->values[from] = (struct setting_value){ 0 };
}

/* A copy of text, if there is one; false: out of memory. */
static bool
copy_text(const char *text, char **ret_copy)
{
	*ret_copy = text == NULL ? NULL : strdup(text);
	return text == NULL || *ret_copy != NULL;
}

bool
settings_copy(const struct settings *settings, struct settings *copy)
{
	bool is_whole = true;

	for (int id = 0; id < SETTING_COUNT; id++) {
		const struct setting_value *from = &settings->values[id];
		struct setting_value *to = &copy->values[id];

		if (specs[id].flags & FLAG_SECRET)
			continue;
		to->given_as = from->given_as;
		is_whole = copy_text(from->text, &to->text) &&
		    copy_text(from->path, &to->path) &&
		    copy_text(from->source, &to->source) && is_whole;
	}
	return is_whole;
}

const char *
settings_name(const struct settings *settings, enum setting id)
{
	const char *name = settings->values[id].given_as;

	return name != NULL ? name : specs[id].name;
}

void
settings_merge(struct settings *settings, struct settings *lower)
{
	for (int id = 0; id < SETTING_COUNT; id++) {
		if (settings->values[id].source != NULL)
			continue;
		settings->values[id] = lower->values[id];
		lower->values[id] = (struct setting_value){ 0 };
	}
}

bool
settings_fill(struct settings *settings, enum setting id, const char *content,
    size_t length)
{
	struct setting_value *value = &settings->values[id];
	struct setting_value new = { 0 };

	new.text = copy_lines(content, length);
	if (new.text == NULL ||
	    asprintf(&new.source, "file %s", value->path) < 0) {
		new.source = NULL;
		clear_value(&new);
		return false;
	}
	length = strlen(new.text);
	/* of a list, whoever splits it drops that newline */
	if (new.text[length - 1] == '\n' && specs[id].kind != KIND_LIST)
		new.text[length - 1] = '\0';
	clear_value(value);
	*value = new;
	return true;
}

const char *
settings_get(const struct settings *settings, enum setting id)
{
	const char *text = settings->values[id].text;

	return text != NULL ? text : specs[id].fallback;
}

bool
settings_has(const struct settings *settings, enum setting id)
{
	return settings->values[id].source != NULL;
}

struct problem
settings_problem(
    const struct settings *settings, enum setting id, const char *rule)
{
	return (struct problem){ .kind = setting_class(id),
		.setting = settings_name(settings, id),
		.source = settings->values[id].source,
		.rule = rule };
}

void
settings_trim(struct settings *settings, enum setting id)
{
	char *text = settings->values[id].text;
	size_t length = strlen(text);
	size_t start = strspn(text, SETTING_BLANKS);
	size_t end = length;

	while (end > start && strchr(SETTING_BLANKS, text[end - 1]) != NULL)
		end--;
	memmove(text, text + start, end - start);
	explicit_bzero(text + (end - start), length - (end - start));
	if (start == end)
		clear_value(&settings->values[id]);
}

void
settings_forget(struct settings *settings)
{
	for (int id = 0; id < SETTING_COUNT; id++)
		if ((specs[id].flags & FLAG_SECRET) != 0 ||
		    specs[id].group == GROUP_WHO)
			clear_value(&settings->values[id]);
}

void
settings_free(struct settings *settings)
{
	for (int id = 0; id < SETTING_COUNT; id++)
		clear_value(&settings->values[id]);
}
