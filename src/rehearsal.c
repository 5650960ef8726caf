/* SPDX-License-Identifier: MIT */
/* The messages for other statuses; see rehearsal.h. */
#include "rehearsal.h"

#include <string.h>

#include "job_status.h"
#include "message.h"

/* Whether the list has this fault of the same setting already. */
static bool
is_known(const struct problems *list, const struct problem *problem)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct problem *known = &list->items[i];

		if (strcmp(known->rule, problem->rule) == 0 &&
		    known->setting != NULL && problem->setting != NULL &&
		    strcmp(known->setting, problem->setting) == 0)
			return true;
	}
	return false;
}

/* Takes over what stands against the message for this status. */
static void
keep(
    struct problems *found, const struct problems *problems, const char *status)
{
	found->incomplete = found->incomplete || problems->incomplete;
	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->items[i];

		if (problem->kind != CLASS_OK && !is_known(found, problem))
			problem_add(found, problem,
			    "would be refused if the job ends in %s: it %s",
			    status, problem->message);
	}
}

/* Makes the message for this status. */
static void
rehearse_status(const struct settings *settings, enum job_status status,
    struct problems *found)
{
	struct setting_entry entry = { .id = SETTING_JOB_STATUS,
		.text = job_status_word(status),
		.source = "rehearsal" };
	struct settings copy = { 0 };
	struct problems problems = { 0 };
	struct reading reading = { .settings = &copy, .problems = &problems };
	struct message message = { 0 };

	problems.incomplete = !settings_copy(settings, &copy);
	settings_drop(&copy, SETTING_JOB_STATUS);
	if (settings_put(&copy, &entry) != PUT_DONE)
		problems.incomplete = true;
	else if (!job_status_resolve(&copy, &problems))
		message_build(&reading, &message);
	keep(found, &problems, entry.text);
	message_free(&message);
	problems_free(&problems);
	settings_free(&copy);
}

void
rehearse(const struct settings *settings, struct problems *found)
{
	enum job_status actual = job_status_find(settings);

	if (actual == JOB_UNKNOWN)
		return;
	for (int status = 0; status < JOB_SKIPPED; status++)
		if (status != (int)actual &&
		    job_status_has_own(settings, (enum job_status)status))
			rehearse_status(
			    settings, (enum job_status)status, found);
}

void
rehearsal_tell(const struct problems *found, struct problems *problems)
{
	problems->incomplete = problems->incomplete || found->incomplete;
	for (size_t i = 0; i < found->count; i++) {
		struct problem warning = found->items[i];

		warning.kind = CLASS_OK;
		if (warning.setting == NULL ||
		    !problems_concern(problems, warning.setting))
			problem_add(problems, &warning, "%s", warning.message);
	}
}
