/* SPDX-License-Identifier: MIT */
/* Kinds of media; see media.h. */
#include "media.h"

#include <string.h>
#include <strings.h>

#define KB(n) ((int64_t)(n)*1000), ((int64_t)(n)*1024)
#define MB(n) ((int64_t)(n)*1000 * 1000), ((int64_t)(n)*1024 * 1024)

static const struct {
	const char *setting, *api;
	bool has_caption, is_for_header;
	struct media_limit limit;
} kinds[MEDIA_KINDS] = {
	[MEDIA_UNKNOWN] = { "", "", false, false, { MB(100), "100 MB" } },
	[MEDIA_IMAGE] = { "image", "image", true, true, { MB(5), "5 MB" } },
	[MEDIA_VIDEO] = { "video", "video", true, true, { MB(16), "16 MB" } },
	[MEDIA_AUDIO] = { "audio", "audio", false, false, { MB(16), "16 MB" } },
	[MEDIA_VOICE] = { "voice", "audio", false, false, { MB(16), "16 MB" } },
	[MEDIA_DOCUMENT] = { "document", "document", true, true,
	    { MB(100), "100 MB" } },
	[MEDIA_STICKER] = { "sticker", "sticker", false, false,
	    { KB(100), "100 KB" } },
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
	return media_format_kind(media_format_named(name));
}

const char *
media_kind_name(enum media_kind kind)
{
	return kinds[kind].api;
}

const char *
media_kind_setting(enum media_kind kind)
{
	return kinds[kind].setting;
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

struct media_limit
media_limit(enum media_kind kind, bool is_animated)
{
	static const struct media_limit animated = { KB(500), "500 KB" };

	return kind == MEDIA_STICKER && is_animated ? animated
	                                            : kinds[kind].limit;
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
