/* SPDX-License-Identifier: MIT */
/* The message for the status of the job; see job_status.h. */
#include "job_status.h"

#include <string.h>
#include <strings.h>

#include "reading.h"

/* Settings by status. */
static const enum setting texts[] = { SETTING_TEXT_SUCCESS,
	SETTING_TEXT_FAILURE, SETTING_TEXT_CANCELLED };
static const enum setting names[] = { SETTING_TEMPLATE_NAME_SUCCESS,
	SETTING_TEMPLATE_NAME_FAILURE, SETTING_TEMPLATE_NAME_CANCELLED };

/* What makes sense only beside a text, or a template. */
static const enum setting text_parts[] = { SETTING_PREVIEW_URL,
	SETTING_BUTTON_TEXT, SETTING_BUTTON_URL, SETTING_HEADER, SETTING_FOOTER,
	SETTING_CATEGORY, SETTING_TTL_SECONDS, SETTING_TEXT_FORMAT,
	SETTING_TEXT_OVERFLOW };
static const enum setting template_parts[] = { SETTING_TEMPLATE_LANGUAGE,
	SETTING_TEMPLATE_HEADER, SETTING_TEMPLATE_BODY,
	SETTING_TEMPLATE_BUTTONS, SETTING_TEMPLATE_PARAMETER_FORMAT,
	SETTING_TEMPLATE_COMPONENTS };
static const enum setting media_parts[] = { SETTING_MEDIA_URL, SETTING_MEDIA_ID,
	SETTING_MEDIA_NAME };

/* What makes a message by itself. */
static const enum setting messages[] = { SETTING_TEXT, SETTING_TEMPLATE_NAME,
	SETTING_MESSAGE, SETTING_MEDIA_FILE, SETTING_MEDIA_URL,
	SETTING_MEDIA_ID };

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* The words for a status, GitHub's first. */
static const struct {
	const char *word;
	enum job_status status;
} words[] = {
	{ "success", JOB_SUCCESS }, { "failure", JOB_FAILURE },
	{ "cancelled", JOB_CANCELLED },
	{ "skipped", JOB_SKIPPED },    /* needs.JOB.result */
	{ "failed", JOB_FAILURE },     /* GitLab's */
	{ "canceled", JOB_CANCELLED }, /* GitLab's */
};

enum job_status
job_status_find(const struct settings *settings)
{
	const char *text = settings_get(settings, SETTING_JOB_STATUS);

	for (size_t i = 0; text != NULL && i < COUNT_OF(words); i++)
		if (strcasecmp(text, words[i].word) == 0)
			return words[i].status;
	return JOB_UNKNOWN;
}

const char *
job_status_word(enum job_status status)
{
	size_t i = 0;

	while (words[i].status != status)
		i++;
	return words[i].word;
}

bool
job_status_has_own(const struct settings *settings, enum job_status status)
{
	return status < JOB_SKIPPED &&
	    (settings_has(settings, texts[status]) ||
	        settings_has(settings, names[status]));
}

/* Whether any of the settings is set. */
static bool
has_any(const struct settings *settings, const enum setting *ids, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (settings_has(settings, ids[i]))
			return true;
	return false;
}

static void
drop_all(struct settings *settings, const enum setting *ids, size_t count)
{
	for (size_t i = 0; i < count; i++)
		settings_drop(settings, ids[i]);
}

/* Reports each setting that waits for a status which is not there. */
static void
check_needless(struct reading *reading, const enum setting *ids)
{
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		if (reading_take(reading, ids[i]) != NULL)
			reading_fail(reading, "companion",
			    "makes no sense without job_status: set that to "
			    "${{ job.status }} or $CI_JOB_STATUS, or unset "
			    "this");
}

static void
refuse(const struct reading *reading, const char *status)
{
	if (strcmp(status, "running") == 0)
		reading_fail(reading, "job_status",
		    "is running: GitLab knows how a job ended only in its "
		    "after_script, so send from there");
	else if (*status == '$')
		reading_fail(reading, "job_status",
		    "is a variable that was not expanded: take single quotes "
		    "from it, or set it where the pipeline expands variables");
	else
		reading_fail(reading, "job_status",
		    "must be success, failure, cancelled or skipped (or failed "
		    "or canceled), as ${{ job.status }} and $CI_JOB_STATUS say "
		    "it");
}

/* Puts what is for this status in the place of what is for any. */
static void
choose(struct settings *settings, enum job_status status)
{
	bool has_text, has_name;

	if (!job_status_has_own(settings, status))
		return;
	has_text = settings_has(settings, texts[status]);
	has_name = settings_has(settings, names[status]);
	settings_drop(settings, SETTING_TEXT);
	settings_drop(settings, SETTING_TEMPLATE_NAME);
	settings_drop(settings, SETTING_MESSAGE);
	if (has_text)
		settings_replace(settings, SETTING_TEXT, texts[status]);
	if (has_name)
		settings_replace(
		    settings, SETTING_TEMPLATE_NAME, names[status]);
}

/* What messages there are, for this status or another. */
struct choice {
	bool has_texts, has_names;
};

/*
 * Drops what is for another status, or beside a message that was not chosen.
 * True: a message is left.
 */
static bool
drop_others(struct settings *settings, struct choice choice)
{
	bool has_text = settings_has(settings, SETTING_TEXT);
	bool has_name = settings_has(settings, SETTING_TEMPLATE_NAME);

	drop_all(settings, texts, COUNT_OF(texts));
	drop_all(settings, names, COUNT_OF(names));
	if (choice.has_texts && !has_text)
		drop_all(settings, text_parts, COUNT_OF(text_parts));
	if (choice.has_names && !has_name)
		drop_all(settings, template_parts, COUNT_OF(template_parts));
	if ((choice.has_texts || choice.has_names) && !has_text && !has_name)
		drop_all(settings, media_parts, COUNT_OF(media_parts));
	return has_any(settings, messages, COUNT_OF(messages));
}

bool
job_status_resolve(struct settings *settings, struct problems *problems)
{
	struct reading reading = { .settings = settings, .problems = problems };
	struct choice choice = {
		.has_texts = has_any(settings, texts, COUNT_OF(texts)) ||
		    settings_has(settings, SETTING_TEXT),
		.has_names = has_any(settings, names, COUNT_OF(names)) ||
		    settings_has(settings, SETTING_TEMPLATE_NAME),
	};
	const char *word = reading_take(&reading, SETTING_JOB_STATUS);
	enum job_status status = job_status_find(settings);

	if (!settings_has(settings, SETTING_JOB_STATUS)) {
		check_needless(&reading, texts);
		check_needless(&reading, names);
	}
	if (word == NULL)
		return false;
	if (status == JOB_UNKNOWN) {
		refuse(&reading, word);
		return false;
	}
	choose(settings, status);
	if (drop_others(settings, choice) ||
	    (!choice.has_texts && !choice.has_names))
		return false;
	reading_warn(&reading, "no_message_for_status",
	    "is %s, for which there is no message, so nothing is sent", word);
	return true;
}

bool
job_status_is_resolved(const struct settings *settings)
{
	return !has_any(settings, texts, COUNT_OF(texts)) &&
	    !has_any(settings, names, COUNT_OF(names));
}
