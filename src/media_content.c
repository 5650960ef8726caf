/* SPDX-License-Identifier: MIT */
/* What a file holds; see media_content.h. */
#include "media_content.h"

#include <string.h>

/* The first bytes of a file; what lies beyond them reads as 0. */
struct head {
	const unsigned char *bytes;
	size_t length;
};

static unsigned
at(const struct head *head, size_t offset)
{
	return offset < head->length ? head->bytes[offset] : 0;
}

static bool
has(const struct head *head, size_t offset, const char *text, size_t length)
{
	return offset + length <= head->length &&
	    memcmp(head->bytes + offset, text, length) == 0;
}

/* A string literal, which may hold NULs. */
#define HAS(head, offset, literal) \
	has(head, offset, literal, sizeof(literal) - 1)

/* ISO/IEC 14496-12: the major brand tells who made the file for whom. */
static enum media_format
format_of_mp4(const struct head *head)
{
	static const struct {
		const char *brand;
		enum media_format format;
	} brands[] = {
		{ "M4A", FORMAT_M4A },
		{ "M4B", FORMAT_M4A },
		{ "3gp", FORMAT_3GPP },
		{ "3g2", FORMAT_VIDEO_OTHER },
		{ "qt", FORMAT_VIDEO_OTHER },
		{ "hei", FORMAT_IMAGE_OTHER },
		{ "hev", FORMAT_IMAGE_OTHER },
		{ "mif", FORMAT_IMAGE_OTHER },
		{ "avi", FORMAT_IMAGE_OTHER },
	};

	for (size_t i = 0; i < sizeof(brands) / sizeof(brands[0]); i++)
		if (has(head, 8, brands[i].brand, strlen(brands[i].brand)))
			return brands[i].format;
	return FORMAT_MP4;
}

static enum media_format
format_of_riff(const struct head *head)
{
	if (HAS(head, 8, "WEBP"))
		return FORMAT_WEBP;
	return HAS(head, 8, "AVI ") ? FORMAT_VIDEO_OTHER : FORMAT_AUDIO_OTHER;
}

/* RFC 3533, 6 and RFC 7845, 5.1: the first page holds the codec's header. */
static size_t
first_packet(const struct head *head)
{
	return 27 + (size_t)at(head, 26);
}

static enum media_format
format_of_ogg(const struct head *head)
{
	return HAS(head, first_packet(head), "OpusHead") ? FORMAT_OPUS
	                                                 : FORMAT_OGG_OTHER;
}

/* ISO/IEC 13818: eleven bits of sync, and a layer; AAC has layer 0. */
static enum media_format
format_of_mpeg(const struct head *head)
{
	unsigned layer = at(head, 1) >> 1 & 3;

	if (at(head, 0) != 0xff || (at(head, 1) & 0xe0) != 0xe0)
		return FORMAT_UNKNOWN;
	if (layer == 0 && (at(head, 1) & 0xf0) == 0xf0)
		return FORMAT_AAC;
	return layer == 1 && (at(head, 2) & 0xf0) != 0xf0 ? FORMAT_MP3
	                                                  : FORMAT_UNKNOWN;
}

static const struct {
	size_t offset;
	const char *magic;
	size_t length;
	enum media_format format;
	enum media_format (*look)(const struct head *head); /* or NULL */
} signatures[] = {
#define MAGIC(offset, literal) offset, literal, sizeof(literal) - 1
	{ MAGIC(0, "\xff\xd8\xff"), FORMAT_JPEG, NULL },
	{ MAGIC(0, "\x89PNG\r\n\x1a\n"), FORMAT_PNG, NULL },
	{ MAGIC(0, "%PDF-"), FORMAT_PDF, NULL },
	{ MAGIC(4, "ftyp"), FORMAT_MP4, format_of_mp4 },
	{ MAGIC(0, "RIFF"), FORMAT_AUDIO_OTHER, format_of_riff },
	{ MAGIC(0, "OggS"), FORMAT_OGG_OTHER, format_of_ogg },
	{ MAGIC(0, "#!AMR\n"), FORMAT_AMR, NULL },
	{ MAGIC(0, "ID3"), FORMAT_MP3, NULL },
	{ MAGIC(0, "PK\x03\x04"), FORMAT_ZIP, NULL },
	{ MAGIC(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), FORMAT_OLE, NULL },
	{ MAGIC(0, "GIF87a"), FORMAT_GIF, NULL },
	{ MAGIC(0, "GIF89a"), FORMAT_GIF, NULL },
	{ MAGIC(0, "II*\0"), FORMAT_IMAGE_OTHER, NULL },
	{ MAGIC(0, "MM\0*"), FORMAT_IMAGE_OTHER, NULL },
	{ MAGIC(0, "\x1a\x45\xdf\xa3"), FORMAT_VIDEO_OTHER, NULL },
	{ MAGIC(0, "fLaC"), FORMAT_AUDIO_OTHER, NULL },
	{ MAGIC(0, "{\\rtf"), FORMAT_RTF, NULL },
	{ MAGIC(0, "\x1f\x8b"), FORMAT_ARCHIVE, NULL },
	{ MAGIC(0,
	      "\xfd"
	      "7zXZ\0"),
	    FORMAT_ARCHIVE, NULL },
	{ MAGIC(0, "BZh"), FORMAT_ARCHIVE, NULL },
	{ MAGIC(0, "7z\xbc\xaf\x27\x1c"), FORMAT_ARCHIVE, NULL },
	{ MAGIC(0, "Rar!\x1a\x07"), FORMAT_ARCHIVE, NULL },
	{ MAGIC(0, "\x28\xb5\x2f\xfd"), FORMAT_ARCHIVE, NULL },
	{ MAGIC(257, "ustar"), FORMAT_ARCHIVE, NULL },
	{ MAGIC(0,
	      "\x7f"
	      "ELF"),
	    FORMAT_PROGRAM, NULL },
	{ MAGIC(0, "\xff"), FORMAT_UNKNOWN, format_of_mpeg },
#undef MAGIC
};

/* PNG, 11.2.2: what IHDR says of the colours. */
static bool
is_plain_colour(const struct head *head)
{
	const unsigned rgb = 2, rgba = 6;

	return at(head, 24) == 8 &&
	    (at(head, 25) == rgb || at(head, 25) == rgba);
}

/* RFC 9649: VP8X tells of a size less one, the two others of the size. */
static void
look_at_webp(const struct head *head, struct media_content *content)
{
	unsigned width = 0, height = 0;

	if (HAS(head, 12, "VP8X")) {
		content->is_animated = (at(head, 20) & 2) != 0;
		width = 1 + at(head, 24) + (at(head, 25) << 8) +
		    (at(head, 26) << 16);
		height = 1 + at(head, 27) + (at(head, 28) << 8) +
		    (at(head, 29) << 16);
	} else if (HAS(head, 12, "VP8L")) {
		width = 1 + at(head, 21) + ((at(head, 22) & 0x3f) << 8);
		height = 1 + (at(head, 22) >> 6) + (at(head, 23) << 2) +
		    ((at(head, 24) & 0xf) << 10);
	} else if (HAS(head, 12, "VP8 ")) {
		width = at(head, 26) + ((at(head, 27) & 0x3f) << 8);
		height = at(head, 28) + ((at(head, 29) & 0x3f) << 8);
	}
	content->is_square_512 = width == 512 && height == 512;
}

static enum media_format
find_format(const struct head *head)
{
	const size_t count = sizeof(signatures) / sizeof(signatures[0]);
	enum media_format format;

	for (size_t i = 0; i < count; i++) {
		if (!has(head, signatures[i].offset, signatures[i].magic,
		        signatures[i].length))
			continue;
		format = signatures[i].look == NULL ? signatures[i].format
		                                    : signatures[i].look(head);
		if (format != FORMAT_UNKNOWN)
			return format;
	}
	return memchr(head->bytes, '\0', head->length) == NULL ? FORMAT_TEXT
	                                                       : FORMAT_UNKNOWN;
}

struct media_content
media_content_read(const unsigned char *bytes, size_t length)
{
	struct head head = { bytes, length };
	struct media_content content = { .format = find_format(&head) };

	if (content.format == FORMAT_WEBP)
		look_at_webp(&head, &content);
	if (content.format == FORMAT_OPUS)
		content.channels = (int)at(&head, first_packet(&head) + 9);
	if (content.format == FORMAT_PNG)
		content.is_plain_colour = is_plain_colour(&head);
	return content;
}
