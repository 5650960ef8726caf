/* SPDX-License-Identifier: MIT */
/*
 * A template message: its name, language and parameters.  What they may be is
 * checked with the rest of the draft; see shapes_template.c.
 */
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include "draft.h"
#include "reading.h"

/*
 * Writes what the settings template_* and media_* describe to template, an
 * object of the draft, and reports what cannot be read.
 */
void template_build(
    struct reading *reading, struct draft *draft, cJSON *template);

/* Makes one line of each parameter in a raw template (parameter_whitespace). */
void template_collapse(cJSON *template);

#endif
