/* SPDX-License-Identifier: MIT */
/*
 * The kinds of media that WhatsApp takes, and the formats of files that it
 * takes or that people would like it to take
 * (documentation/business-messaging/whatsapp/business-phone-numbers/media).
 */
#ifndef MEDIA_H
#define MEDIA_H

#include <stdbool.h>
#include <stdint.h>

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

/* The kind in the words of the setting type: "voice". */
const char *media_kind_setting(enum media_kind kind);

/* Whether a message of this kind may have a caption. */
bool media_has_caption(enum media_kind kind);

/* Whether this kind may stand in a header. */
bool media_is_for_header(enum media_kind kind);

/* How large a file may be. */
struct media_limit {
	int64_t sure;      /* so much in any case */
	int64_t largest;   /* so much if Meta's MB is 2^20 bytes; it says not */
	const char *shown; /* "5 MB" */
};

/* The limit of a kind; stickers that move may be larger. */
struct media_limit media_limit(enum media_kind kind, bool is_animated);

enum media_format {
	FORMAT_UNKNOWN, /* an extension that says nothing, or bytes that do */
	FORMAT_JPEG,
	FORMAT_PNG,
	FORMAT_MP4,
	FORMAT_3GPP,
	FORMAT_AAC,
	FORMAT_AMR,
	FORMAT_MP3,
	FORMAT_M4A,
	FORMAT_OPUS,
	FORMAT_TEXT,
	FORMAT_PDF,
	FORMAT_DOC,
	FORMAT_DOCX,
	FORMAT_XLS,
	FORMAT_XLSX,
	FORMAT_PPT,
	FORMAT_PPTX,
	FORMAT_WEBP,
	/* WhatsApp takes none of these */
	FORMAT_GIF,
	FORMAT_SVG,
	FORMAT_IMAGE_OTHER,
	FORMAT_VIDEO_OTHER,
	FORMAT_AUDIO_OTHER,
	FORMAT_OGG_OTHER,
	FORMAT_CSV,
	FORMAT_JSON,
	FORMAT_HTML,
	FORMAT_XML,
	FORMAT_YAML,
	FORMAT_RTF,
	FORMAT_ODF,
	FORMAT_OLE, /* what the old formats of Office are wrapped in */
	FORMAT_ZIP, /* and the new ones */
	FORMAT_ARCHIVE,
	FORMAT_PROGRAM,
	FORMAT_COUNT
};

/* What the extension of a name says; FORMAT_UNKNOWN: none, or another one. */
enum media_format media_format_named(const char *name);

/*
 * What a file is, of which the name says one thing and the bytes another
 * (media_content.h).  An extension only decides where bytes cannot: among
 * texts, among Office's formats, between sound and picture in MP4.
 */
enum media_format media_format_decide(
    enum media_format named, enum media_format held);

/* Its MIME type; NULL: WhatsApp does not take it. */
const char *media_format_mime(enum media_format format);

/* The extension that goes with it, if WhatsApp takes it. */
const char *media_format_extension(enum media_format format);

/* The kind that it makes; MEDIA_UNKNOWN: WhatsApp does not take it. */
enum media_kind media_format_kind(enum media_format format);

/* Whether it can be sent as this kind. */
bool media_format_fits(enum media_format format, enum media_kind kind);

/* What it is called: "a ZIP archive". */
const char *media_format_title(enum media_format format);

/* What to do where WhatsApp does not take it: "convert it to MP4". */
const char *media_format_advice(enum media_format format);

/*
 * The name of the file that a URL names, still percent-encoded; "" if it names
 * none.  The caller frees it; NULL: out of memory.
 */
char *media_url_name(const char *url);

#endif
