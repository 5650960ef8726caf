/* SPDX-License-Identifier: MIT */
/*
 * Looks, without sending anything, whether a message would go out: asks the API
 * about the token, the number and, where the business account is known, the
 * template.  judge.h says what the answers mean.
 */
#ifndef PREFLIGHT_H
#define PREFLIGHT_H

#include "deliver.h"
#include "finding.h"

/*
 * Asks and tells.  What stands against sending is a problem, what could not be
 * seen a warning.  delivery->outcome is STATUS_VALID, or STATUS_FAILED with the
 * class of the gravest finding, or with the error that ended the look.  Returns
 * whether it is valid.
 */
bool preflight(const struct request *request,
    const struct deliver_limits *limits, struct delivery *delivery,
    const struct findings *findings);

#endif
