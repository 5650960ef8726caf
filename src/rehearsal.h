/* SPDX-License-Identifier: MIT */
/*
 * The messages for the statuses with which the job did not end.  This run does
 * not send them, so what is wrong with one does not stop it; but it is told, or
 * it would be found on the day when the message is needed.
 */
#ifndef REHEARSAL_H
#define REHEARSAL_H

#include "problem.h"
#include "setting.h"

/*
 * Makes those messages from checked settings without a problem that
 * job_status.h has not resolved yet, and adds to found what stands against
 * them.  Without a job_status that is understood there are none.
 */
void rehearse(const struct settings *settings, struct problems *found);

/*
 * Adds to problems, as warnings, what was found and does not concern a setting
 * that has a problem anyway.
 */
void rehearsal_tell(const struct problems *found, struct problems *problems);

#endif
