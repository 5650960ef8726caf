/* SPDX-License-Identifier: MIT */
/*
 * A message in the making: its JSON, and which setting each part of it came
 * from, so that a fault in a part can be told of that setting.
 */
#ifndef DRAFT_H
#define DRAFT_H

#include <stddef.h>

#include "json.h"
#include "reading.h"

struct media_file;

/*
 * Zero-initialise but for json = json_begin() and file; release with
 * draft_free().
 */
struct draft {
	struct json json;
	struct draft_origin *origins;
	size_t count;
	struct media_file *file; /* the message's, to be filled in */
	cJSON *file_id;          /* where its id goes, in json; or NULL */
};

/*
 * Notes that node, and all below it that is not noted itself, came from a
 * setting; line is that of a list, or 0.
 */
void draft_note(
    struct draft *draft, const cJSON *node, enum setting id, size_t line);

/*
 * Reads the setting at hand, whose value is text, as raw JSON, which
 * draft_check() then checks to the last member.  NULL: a problem was
 * reported.  The result belongs to the caller until it is part of the draft.
 */
cJSON *draft_read_raw(
    struct draft *draft, struct reading *reading, const char *text);

/*
 * Checks the whole draft against the tables of shapes.h.  What is missing is
 * told of raw JSON only: what settings leave out has been told by then.
 */
void draft_check(struct draft *draft, struct reading *reading);

/* Releases what the draft holds; idempotent. */
void draft_free(struct draft *draft);

#endif
