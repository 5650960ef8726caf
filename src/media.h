/* SPDX-License-Identifier: MIT */
/*
 * The kinds of media that WhatsApp takes
 * (documentation/business-messaging/whatsapp/business-phone-numbers/media).
 */
#ifndef MEDIA_H
#define MEDIA_H

#include <stdbool.h>

enum media_kind {
	MEDIA_UNKNOWN,
	MEDIA_IMAGE,
	MEDIA_VIDEO,
	MEDIA_AUDIO,
	MEDIA_VOICE, /* audio, shown as a voice message */
	MEDIA_DOCUMENT,
	MEDIA_STICKER,
	MEDIA_KINDS
};

/* The kind by its name as in the setting type, such as "voice". */
enum media_kind media_kind_named(const char *name);

/* The kind of a file by the extension of its name, in any case of letters. */
enum media_kind media_kind_of(const char *name);

/* What the API calls the kind: "audio" for MEDIA_VOICE too. */
const char *media_kind_name(enum media_kind kind);

/* Whether a message of this kind may have a caption. */
bool media_has_caption(enum media_kind kind);

/* Whether this kind may stand in a header. */
bool media_is_for_header(enum media_kind kind);

/*
 * The name of the file that a URL names, still percent-encoded; "" if it names
 * none.  The caller frees it; NULL: out of memory.
 */
char *media_url_name(const char *url);

#endif
