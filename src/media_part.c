/* SPDX-License-Identifier: MIT */
/* The media of a message; see media_part.h. */
#include "media_part.h"

#include <stdlib.h>
#include <string.h>

#include "composition.h"
#include "media_file.h"
#include "percent.h"
#include "text.h"

/* What the extension in media_url says; MEDIA_UNKNOWN: nothing. */
static enum media_kind
kind_of_url(struct reading *reading)
{
	const char *url = reading_take(reading, SETTING_MEDIA_URL);
	char *name = url == NULL ? NULL : media_url_name(url);
	enum media_kind kind =
	    name == NULL ? MEDIA_UNKNOWN : media_kind_of(name);

	if (url != NULL && name == NULL)
		reading->problems->incomplete = true;
	free(name);
	return kind;
}

/* The kind of what is not at hand: what type says, or else the URL. */
static enum media_kind
kind_of_reference(struct reading *reading)
{
	enum media_kind found = kind_of_url(reading);
	const char *type = reading_take(reading, SETTING_TYPE);
	enum media_kind kind =
	    type == NULL ? MEDIA_UNKNOWN : media_kind_named(type);

	if (kind != MEDIA_UNKNOWN && found != MEDIA_UNKNOWN &&
	    strcmp(media_kind_name(found), media_kind_name(kind)) != 0)
		reading_warn(reading, "extension",
		    "is %s, but the extension in media_url says %s", type,
		    media_kind_name(found));
	if (kind == MEDIA_UNKNOWN)
		kind = found;
	if (kind == MEDIA_UNKNOWN &&
	    !problems_concern(reading->problems, "type") &&
	    reading_take(reading, composition_media(reading->settings)) != NULL)
		reading_fail(reading, "needs_type",
		    "%s: set type to image, video, audio, voice, document or "
		    "sticker",
		    reading->id == SETTING_MEDIA_URL
		        ? "has no extension of what WhatsApp takes (.jpg and "
		          ".png of images, .mp4 of videos)"
		        : "does not tell what kind of media it is");
	return kind;
}

enum media_kind
media_part_kind(struct draft *draft, struct reading *reading)
{
	return composition_media(reading->settings) == SETTING_MEDIA_FILE
	    ? media_file_open(reading, draft->file)
	    : kind_of_reference(reading);
}

/* Reads as a name should: valid UTF-8, nothing that disturbs a line. */
static bool
is_presentable(struct draft *draft, const char *name)
{
	char *printable = text_printable(name);
	bool is_same = printable != NULL && strcmp(printable, name) == 0;

	draft->json.has_failed = draft->json.has_failed || printable == NULL;
	free(printable);
	return is_same;
}

/* A document is shown with the name in its URL, unless told otherwise. */
static void
add_name_of_url(struct draft *draft, const char *url, cJSON *object)
{
	char *name = media_url_name(url);
	char *plain = name == NULL ? NULL : strdup(name);

	if (plain == NULL)
		draft->json.has_failed = true;
	else {
		percent_decode(plain);
		if (*plain != '\0')
			json_string(&draft->json, object, "filename",
			    is_presentable(draft, plain) ? plain : name);
	}
	free(plain);
	free(name);
}

static void
add_name_of_file(struct draft *draft, struct reading *reading, cJSON *object)
{
	char *name = media_file_name(reading);

	if (name == NULL)
		draft->json.has_failed = true;
	else
		json_string(&draft->json, object, "filename", name);
	free(name);
}

static void
add_filename(struct draft *draft, struct reading *reading, cJSON *object)
{
	const char *name = reading_take(reading, SETTING_MEDIA_NAME);
	const char *url;

	if (name != NULL) {
		draft_note(draft,
		    json_string(&draft->json, object, "filename", name),
		    SETTING_MEDIA_NAME, 0);
		return;
	}
	if (draft->file->handle.size > 0) {
		add_name_of_file(draft, reading, object);
		return;
	}
	url = reading_take(reading, SETTING_MEDIA_URL);
	if (url != NULL)
		add_name_of_url(draft, url, object);
}

void
media_part_add(struct draft *draft, struct reading *reading, cJSON *object,
    enum media_kind kind)
{
	enum setting source = composition_media(reading->settings);
	const char *text = reading_take(reading, source);

	draft_note(draft, object, source, 0);
	if (source == SETTING_MEDIA_FILE)
		draft->file_id =
		    json_string(&draft->json, object, "id", MEDIA_PART_NO_ID);
	else if (text != NULL)
		json_string(&draft->json, object,
		    source == SETTING_MEDIA_ID ? "id" : "link", text);
	if (kind == MEDIA_DOCUMENT)
		add_filename(draft, reading, object);
	else if (reading_take(reading, SETTING_MEDIA_NAME) != NULL)
		reading_fail(reading, "contradiction",
		    "is for documents, but this is %s: unset media_name, or "
		    "set type to document",
		    media_kind_name(kind));
}

void
media_part_add_header(
    struct draft *draft, struct reading *reading, cJSON *header)
{
	enum media_kind kind = media_part_kind(draft, reading);
	const char *name = media_kind_name(kind);

	if (kind == MEDIA_UNKNOWN)
		return;
	if (!media_is_for_header(kind)) {
		reading_take(reading, composition_media(reading->settings));
		reading_fail(reading, "contradiction",
		    "cannot be a header, since it is %s: an image, a video or "
		    "a document can",
		    name);
		return;
	}
	json_string(&draft->json, header, "type", name);
	media_part_add(
	    draft, reading, json_object(&draft->json, header, name), kind);
}
