/* SPDX-License-Identifier: MIT */
/* The message that is meant for the status of the job. */
#ifndef JOB_STATUS_H
#define JOB_STATUS_H

#include <stdbool.h>

#include "problem.h"
#include "setting.h"

enum job_status {
	JOB_SUCCESS,
	JOB_FAILURE,
	JOB_CANCELLED,
	JOB_SKIPPED, /* has no settings of its own, nor have those below */
	JOB_UNKNOWN
};

/* The status that is set; JOB_UNKNOWN: none, or one that is not understood. */
enum job_status job_status_find(const struct settings *settings);

/* GitHub's word for it: "success". */
const char *job_status_word(enum job_status status);

/* Whether there is a text or a template for this status and no other. */
bool job_status_has_own(
    const struct settings *settings, enum job_status status);

/*
 * Lets text_success, template_name_failure and their like take the place of
 * text and template_name, as job_status says, and drops those for another
 * status.  GitHub's words for a status and GitLab's are both taken.
 *
 * Where there is one for the status, it replaces text, template_name and
 * message; where there is none, those are for every other status; where there
 * is no message of any kind either, nothing is to be sent: true, and a warning
 * that says so.
 *
 * What goes with the kind of message that was not chosen, such as
 * template_body, is dropped too, since it is not wrong to have it.
 */
bool job_status_resolve(struct settings *settings, struct problems *problems);

/*
 * Whether it is known which message is meant: false where a problem with
 * job_status has been reported.
 */
bool job_status_is_resolved(const struct settings *settings);

#endif
