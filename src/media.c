/* SPDX-License-Identifier: MIT */
/* Kinds of media; see media.h. */
#include "media.h"

#include <string.h>
#include <strings.h>

static const struct {
	const char *setting, *api;
	bool has_caption, is_for_header;
} kinds[MEDIA_KINDS] = {
	[MEDIA_UNKNOWN] = { "", "", false, false },
	[MEDIA_IMAGE] = { "image", "image", true, true },
	[MEDIA_VIDEO] = { "video", "video", true, true },
	[MEDIA_AUDIO] = { "audio", "audio", false, false },
	[MEDIA_VOICE] = { "voice", "audio", false, false },
	[MEDIA_DOCUMENT] = { "document", "document", true, true },
	[MEDIA_STICKER] = { "sticker", "sticker", false, false },
};

static const struct {
	const char *extension;
	enum media_kind kind;
} extensions[] = {
	{ "jpg", MEDIA_IMAGE },
	{ "jpeg", MEDIA_IMAGE },
	{ "png", MEDIA_IMAGE },
	{ "mp4", MEDIA_VIDEO },
	{ "3gp", MEDIA_VIDEO },
	{ "aac", MEDIA_AUDIO },
	{ "amr", MEDIA_AUDIO },
	{ "mp3", MEDIA_AUDIO },
	{ "m4a", MEDIA_AUDIO },
	{ "ogg", MEDIA_AUDIO },
	{ "opus", MEDIA_AUDIO },
	{ "txt", MEDIA_DOCUMENT },
	{ "pdf", MEDIA_DOCUMENT },
	{ "doc", MEDIA_DOCUMENT },
	{ "docx", MEDIA_DOCUMENT },
	{ "xls", MEDIA_DOCUMENT },
	{ "xlsx", MEDIA_DOCUMENT },
	{ "ppt", MEDIA_DOCUMENT },
	{ "pptx", MEDIA_DOCUMENT },
	{ "webp", MEDIA_STICKER },
};

enum media_kind
media_kind_named(const char *name)
{
	int kind = MEDIA_KINDS - 1;

	while (kind > 0 && strcmp(kinds[kind].setting, name) != 0)
		kind--;
	return (enum media_kind)kind;
}

enum media_kind
media_kind_of(const char *name)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; i < sizeof(extensions) / sizeof(extensions[0]); i++)
		if (dot != NULL &&
		    strcasecmp(dot + 1, extensions[i].extension) == 0)
			return extensions[i].kind;
	return MEDIA_UNKNOWN;
}

const char *
media_kind_name(enum media_kind kind)
{
	return kinds[kind].api;
}

bool
media_has_caption(enum media_kind kind)
{
	return kinds[kind].has_caption;
}

bool
media_is_for_header(enum media_kind kind)
{
	return kinds[kind].is_for_header;
}

char *
media_url_name(const char *url)
{
	const char *path = strstr(url, "://");
	const char *end;
	const char *slash;

	path = path == NULL ? url : path + 3;
	end = path + strcspn(path, "?#");
	slash = memrchr(path, '/', (size_t)(end - path));
	return slash == NULL ? strdup("")
	                     : strndup(slash + 1, (size_t)(end - slash) - 1);
}
