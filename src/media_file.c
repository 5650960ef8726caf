/* SPDX-License-Identifier: MIT */
/* The file that media_file names; see media_file.h. */
#include "media_file.h"

#include <string.h>

#include "media_content.h"
#include "text.h"

/* Above this size a voice message is not played before it is downloaded. */
#define VOICE_AT_ONCE_MAX (512 * 1000)

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

/* What was perhaps meant by a path at which there is no file. */
static const char *
hint_of(const char *path)
{
	if (strncmp(path, "http://", 7) == 0 ||
	    strncmp(path, "https://", 8) == 0)
		return ": an address belongs into media_url";
	if (*path == '~' || *path == '$' || strpbrk(path, "*?") != NULL)
		return ": ~, $ and * are not expanded, so write the path in full";
	if (*path != '/')
		return ": it is looked for below the directory that the "
		       "program is started in";
	return "";
}

/* Opens the file and reads its beginning.  False: a problem was reported. */
static bool
open_and_look(const struct reading *reading, const char *path,
    struct media_file *file, struct media_content *ret_content)
{
	char head[MEDIA_HEAD_SIZE];
	enum file_fault fault = file_open(path, &file->handle);
	ssize_t length;

	if (fault != FILE_OK) {
		reading_fail_file(reading, file_rule(fault),
		    "the file it names %s%s", file_message(fault),
		    fault == FILE_MISSING ? hint_of(path) : "");
		return false;
	}
	length = file_read_at(&file->handle, 0, head, sizeof(head));
	if (length <= 0) {
		reading_fail_file(reading, file_rule(FILE_UNREADABLE),
		    "the file it names %s", file_message(FILE_UNREADABLE));
		return false;
	}
	*ret_content =
	    media_content_read((const unsigned char *)head, (size_t)length);
	return true;
}

/* Tells what is odd about a format that WhatsApp takes. */
static void
warn_of_name(const struct reading *reading, const char *name,
    enum media_format named, enum media_format format)
{
	if (named != FORMAT_UNKNOWN && named != format)
		reading_warn(reading, "extension",
		    "the file it names is %s, and sent as that, although its "
		    "extension says otherwise",
		    media_format_title(format));
	else if (named == FORMAT_UNKNOWN && format == FORMAT_TEXT &&
	    strchr(name, '.') != NULL)
		reading_warn(reading, "as_text",
		    "the file it names has an extension unknown here, and is "
		    "sent as plain text");
}

/*
 * Finds the format from the name and the content.  FORMAT_UNKNOWN: WhatsApp
 * does not take it, or it is not what it seems; told.
 */
static enum media_format
find_format(
    const struct reading *reading, const char *name, enum media_format held)
{
	enum media_format named = media_format_named(name);
	enum media_format format = media_format_decide(named, held);
	bool is_vague = format == FORMAT_TEXT || format == FORMAT_UNKNOWN;

	if (is_vague && named != FORMAT_UNKNOWN && named != format)
		reading_fail_file(reading, "content",
		    "the file it names holds %s although its extension says %s: "
		    "look at the step that made it",
		    format == FORMAT_TEXT ? "text" : "something else",
		    strrchr(name, '.'));
	else if (media_format_mime(format) == NULL)
		reading_fail_file(reading, "unsupported",
		    "the file it names is %s, which WhatsApp does not take: %s",
		    media_format_title(format), media_format_advice(format));
	else {
		warn_of_name(reading, name, named, format);
		return format;
	}
	return FORMAT_UNKNOWN;
}

/* The kind to send it as.  MEDIA_UNKNOWN: told that it does not fit. */
static enum media_kind
find_kind(struct reading *reading, enum media_format format)
{
	const char *type = reading_take(reading, SETTING_TYPE);
	enum media_kind kind =
	    type == NULL ? MEDIA_UNKNOWN : media_kind_named(type);

	if (kind == MEDIA_UNKNOWN)
		return media_format_kind(format);
	if (media_format_fits(format, kind))
		return kind;
	if (kind == MEDIA_VOICE)
		reading_fail(reading, "contradiction",
		    "is voice, but media_file is %s: a voice message is Ogg "
		    "with Opus, mono (ffmpeg -c:a libopus -ac 1)",
		    media_format_title(format));
	else
		reading_fail(reading, "contradiction",
		    "is %s, but media_file is %s, which can only be sent as "
		    "%s: unset type, or convert the file",
		    type, media_format_title(format),
		    media_kind_name(media_format_kind(format)));
	return MEDIA_UNKNOWN;
}

static void
check_size(const struct reading *reading, int64_t size,
    const struct media_limit *limit, const char *kind)
{
	if (size > limit->largest)
		reading_fail_file(reading, "file_too_large",
		    "the file it names has %lld bytes; WhatsApp takes %s of "
		    "%s: make it smaller, or send a link in text",
		    (long long)size, limit->shown, kind);
	else if (size > limit->sure)
		reading_warn(reading, "file_size",
		    "the file it names has %lld bytes, which is more than %s "
		    "if Meta counts 1000 bytes to a kilobyte",
		    (long long)size, limit->shown);
}

/* Rules that a header shows broken. */
static void
check_content(const struct reading *reading,
    const struct media_content *content, enum media_kind kind, int64_t size)
{
	if (content->format == FORMAT_OPUS && content->channels != 1)
		reading_fail_file(reading, "channels",
		    "the file it names has %d channels; WhatsApp takes Opus in "
		    "mono only: ffmpeg -ac 1",
		    content->channels);
	if (kind == MEDIA_VOICE && size > VOICE_AT_ONCE_MAX)
		reading_warn(reading, "voice_size",
		    "the file it names is larger than 512 KB, so the recipient "
		    "has to download it before it plays");
	if (content->format == FORMAT_PNG && !content->is_plain_colour)
		reading_warn(reading, "colours",
		    "the file it names is no PNG with 8 bits of RGB or RGBA, "
		    "as Meta asks for; WhatsApp may refuse it later");
	if (content->format == FORMAT_WEBP && !content->is_square_512)
		reading_warn(reading, "sticker_size",
		    "the file it names is not 512 x 512 pixels, as a sticker "
		    "should be");
}

enum media_kind
media_file_open(struct reading *reading, struct media_file *file)
{
	const char *path = reading_take(reading, SETTING_MEDIA_FILE);
	struct media_content content;
	struct media_limit limit;
	enum media_kind kind;

	if (path == NULL || !open_and_look(reading, path, file, &content))
		return MEDIA_UNKNOWN;
	file->format = find_format(reading, base_name(path), content.format);
	if (file->format == FORMAT_UNKNOWN)
		return MEDIA_UNKNOWN;
	kind = find_kind(reading, file->format);
	if (kind == MEDIA_UNKNOWN)
		return MEDIA_UNKNOWN;
	reading_take(reading, SETTING_MEDIA_FILE);
	limit = media_limit(kind, content.is_animated);
	check_size(
	    reading, file->handle.size, &limit, media_kind_setting(kind));
	check_content(reading, &content, kind, file->handle.size);
	return kind;
}

char *
media_file_name(struct reading *reading)
{
	const char *path = reading_take(reading, SETTING_MEDIA_FILE);

	return path == NULL ? NULL : text_printable(base_name(path));
}

void
media_file_close(struct media_file *file)
{
	file_close(&file->handle);
	*file = (struct media_file){ 0 };
}
