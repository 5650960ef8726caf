/* SPDX-License-Identifier: MIT */
/* The media of a message, made from the settings media_* and type. */
#ifndef MEDIA_PART_H
#define MEDIA_PART_H

#include "draft.h"
#include "media.h"
#include "reading.h"

/* What stands in a message for the id of a file that is not uploaded yet. */
#define MEDIA_PART_NO_ID "{media_id}"

/*
 * The kind of the media that a message consists of, or MEDIA_UNKNOWN if a
 * problem was reported.  The file is opened and becomes the draft's.
 */
enum media_kind media_part_kind(struct draft *draft, struct reading *reading);

/* Adds the id or link of media of this kind, and a document's file name. */
void media_part_add(struct draft *draft, struct reading *reading, cJSON *object,
    enum media_kind kind);

/* Makes the media, of a kind that may stand there, the header's. */
void media_part_add_header(
    struct draft *draft, struct reading *reading, cJSON *header);

#endif
