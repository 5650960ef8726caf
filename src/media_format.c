/* SPDX-License-Identifier: MIT */
/* Formats of files, and what WhatsApp makes of them; see media.h. */
#include <string.h>
#include <strings.h>

#include "media.h"

#define OFFICE "application/vnd.openxmlformats-officedocument."
#define AS_TEXT \
	"rename it to end in .txt to send it as plain text, or send a link " \
	"to it in text"
#define AS_LINK "put it where people can fetch it, and send a link in text"
#define AS_PDF "convert it to PDF"

static const struct {
	const char *title;
	enum media_kind kind;
	const char *mime;
	const char *extension;
	const char *advice;
} formats[FORMAT_COUNT] = {
	[FORMAT_UNKNOWN] = { "neither text nor of a format known here",
	    MEDIA_UNKNOWN, NULL, NULL, AS_LINK },
	[FORMAT_JPEG] = { "a JPEG", MEDIA_IMAGE, "image/jpeg", "jpg", NULL },
	[FORMAT_PNG] = { "a PNG", MEDIA_IMAGE, "image/png", "png", NULL },
	[FORMAT_MP4] = { "an MP4 video", MEDIA_VIDEO, "video/mp4", "mp4",
	    NULL },
	[FORMAT_3GPP] = { "a 3GPP video", MEDIA_VIDEO, "video/3gpp", "3gp",
	    NULL },
	[FORMAT_AAC] = { "AAC audio", MEDIA_AUDIO, "audio/aac", "aac", NULL },
	[FORMAT_AMR] = { "AMR audio", MEDIA_AUDIO, "audio/amr", "amr", NULL },
	[FORMAT_MP3] = { "an MP3", MEDIA_AUDIO, "audio/mpeg", "mp3", NULL },
	[FORMAT_M4A] = { "MP4 audio", MEDIA_AUDIO, "audio/mp4", "m4a", NULL },
	[FORMAT_OPUS] = { "Ogg with Opus", MEDIA_AUDIO, "audio/ogg", "ogg",
	    NULL },
	[FORMAT_TEXT] = { "text", MEDIA_DOCUMENT, "text/plain", "txt", NULL },
	[FORMAT_PDF] = { "a PDF", MEDIA_DOCUMENT, "application/pdf", "pdf",
	    NULL },
	[FORMAT_DOC] = { "a Word document", MEDIA_DOCUMENT,
	    "application/msword", "doc", NULL },
	[FORMAT_DOCX] = { "a Word document", MEDIA_DOCUMENT,
	    OFFICE "wordprocessingml.document", "docx", NULL },
	[FORMAT_XLS] = { "an Excel sheet", MEDIA_DOCUMENT,
	    "application/vnd.ms-excel", "xls", NULL },
	[FORMAT_XLSX] = { "an Excel sheet", MEDIA_DOCUMENT,
	    OFFICE "spreadsheetml.sheet", "xlsx", NULL },
	[FORMAT_PPT] = { "a PowerPoint presentation", MEDIA_DOCUMENT,
	    "application/vnd.ms-powerpoint", "ppt", NULL },
	[FORMAT_PPTX] = { "a PowerPoint presentation", MEDIA_DOCUMENT,
	    OFFICE "presentationml.presentation", "pptx", NULL },
	[FORMAT_WEBP] = { "a WebP", MEDIA_STICKER, "image/webp", "webp", NULL },
	[FORMAT_GIF] = { "a GIF", MEDIA_UNKNOWN, NULL, NULL,
	    "convert it to MP4 if it moves, else to PNG" },
	[FORMAT_SVG] = { "an SVG", MEDIA_UNKNOWN, NULL, NULL,
	    "convert it to PNG, or send a link to it in text" },
	[FORMAT_IMAGE_OTHER] = { "an image that is neither JPEG nor PNG",
	    MEDIA_UNKNOWN, NULL, NULL, "convert it to JPEG or PNG" },
	[FORMAT_VIDEO_OTHER] = { "a video that is neither MP4 nor 3GPP",
	    MEDIA_UNKNOWN, NULL, NULL, "convert it to MP4 with H.264 and AAC" },
	[FORMAT_AUDIO_OTHER] = { "audio of another format than AAC, AMR, MP3, "
	                         "MP4 and Opus",
	    MEDIA_UNKNOWN, NULL, NULL, "convert it to MP3" },
	[FORMAT_OGG_OTHER] = { "Ogg with another codec than Opus",
	    MEDIA_UNKNOWN, NULL, NULL,
	    "convert it to Opus, mono (ffmpeg -c:a libopus -ac 1)" },
	[FORMAT_CSV] = { "CSV", MEDIA_UNKNOWN, NULL, NULL, AS_TEXT },
	[FORMAT_JSON] = { "JSON", MEDIA_UNKNOWN, NULL, NULL, AS_TEXT },
	[FORMAT_HTML] = { "HTML", MEDIA_UNKNOWN, NULL, NULL,
	    "convert it to PDF, or send a link to it in text" },
	[FORMAT_XML] = { "XML", MEDIA_UNKNOWN, NULL, NULL, AS_TEXT },
	[FORMAT_YAML] = { "YAML", MEDIA_UNKNOWN, NULL, NULL, AS_TEXT },
	[FORMAT_RTF] = { "RTF", MEDIA_UNKNOWN, NULL, NULL, AS_PDF },
	[FORMAT_ODF] = { "an OpenDocument file", MEDIA_UNKNOWN, NULL, NULL,
	    AS_PDF },
	[FORMAT_OLE] = { "of an old format of Microsoft's that is not named "
	                 ".doc, .xls or .ppt",
	    MEDIA_UNKNOWN, NULL, NULL, AS_LINK },
	[FORMAT_ZIP] = { "a ZIP archive", MEDIA_UNKNOWN, NULL, NULL, AS_LINK },
	[FORMAT_ARCHIVE] = { "an archive or compressed", MEDIA_UNKNOWN, NULL,
	    NULL, AS_LINK },
	[FORMAT_PROGRAM] = { "a program", MEDIA_UNKNOWN, NULL, NULL, AS_LINK },
};

static const struct {
	const char *extension;
	enum media_format format;
} extensions[] = {
	{ "jpg", FORMAT_JPEG },
	{ "jpeg", FORMAT_JPEG },
	{ "png", FORMAT_PNG },
	{ "mp4", FORMAT_MP4 },
	{ "m4v", FORMAT_MP4 },
	{ "3gp", FORMAT_3GPP },
	{ "aac", FORMAT_AAC },
	{ "amr", FORMAT_AMR },
	{ "mp3", FORMAT_MP3 },
	{ "m4a", FORMAT_M4A },
	{ "ogg", FORMAT_OPUS },
	{ "opus", FORMAT_OPUS },
	{ "txt", FORMAT_TEXT },
	{ "text", FORMAT_TEXT },
	{ "log", FORMAT_TEXT },
	{ "out", FORMAT_TEXT },
	{ "err", FORMAT_TEXT },
	{ "md", FORMAT_TEXT },
	{ "diff", FORMAT_TEXT },
	{ "patch", FORMAT_TEXT },
	{ "pdf", FORMAT_PDF },
	{ "doc", FORMAT_DOC },
	{ "docx", FORMAT_DOCX },
	{ "xls", FORMAT_XLS },
	{ "xlsx", FORMAT_XLSX },
	{ "ppt", FORMAT_PPT },
	{ "pptx", FORMAT_PPTX },
	{ "webp", FORMAT_WEBP },
	{ "gif", FORMAT_GIF },
	{ "svg", FORMAT_SVG },
	{ "bmp", FORMAT_IMAGE_OTHER },
	{ "tif", FORMAT_IMAGE_OTHER },
	{ "tiff", FORMAT_IMAGE_OTHER },
	{ "heic", FORMAT_IMAGE_OTHER },
	{ "avif", FORMAT_IMAGE_OTHER },
	{ "mov", FORMAT_VIDEO_OTHER },
	{ "avi", FORMAT_VIDEO_OTHER },
	{ "mkv", FORMAT_VIDEO_OTHER },
	{ "webm", FORMAT_VIDEO_OTHER },
	{ "wav", FORMAT_AUDIO_OTHER },
	{ "flac", FORMAT_AUDIO_OTHER },
	{ "csv", FORMAT_CSV },
	{ "tsv", FORMAT_CSV },
	{ "json", FORMAT_JSON },
	{ "jsonl", FORMAT_JSON },
	{ "ndjson", FORMAT_JSON },
	{ "sarif", FORMAT_JSON },
	{ "html", FORMAT_HTML },
	{ "htm", FORMAT_HTML },
	{ "xml", FORMAT_XML },
	{ "yml", FORMAT_YAML },
	{ "yaml", FORMAT_YAML },
	{ "rtf", FORMAT_RTF },
	{ "odt", FORMAT_ODF },
	{ "ods", FORMAT_ODF },
	{ "odp", FORMAT_ODF },
	{ "zip", FORMAT_ZIP },
	{ "jar", FORMAT_ZIP },
	{ "apk", FORMAT_ZIP },
	{ "aab", FORMAT_ZIP },
	{ "ipa", FORMAT_ZIP },
	{ "whl", FORMAT_ZIP },
	{ "tar", FORMAT_ARCHIVE },
	{ "gz", FORMAT_ARCHIVE },
	{ "tgz", FORMAT_ARCHIVE },
	{ "xz", FORMAT_ARCHIVE },
	{ "zst", FORMAT_ARCHIVE },
	{ "bz2", FORMAT_ARCHIVE },
	{ "7z", FORMAT_ARCHIVE },
	{ "exe", FORMAT_PROGRAM },
	{ "msi", FORMAT_PROGRAM },
	{ "so", FORMAT_PROGRAM },
};

enum media_format
media_format_named(const char *name)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; i < sizeof(extensions) / sizeof(extensions[0]); i++)
		if (dot != NULL &&
		    strcasecmp(dot + 1, extensions[i].extension) == 0)
			return extensions[i].format;
	return FORMAT_UNKNOWN;
}

enum media_format
media_format_decide(enum media_format named, enum media_format held)
{
	static const struct {
		enum media_format held, named;
	} told_by_name[] = {
		{ FORMAT_TEXT, FORMAT_SVG },
		{ FORMAT_TEXT, FORMAT_CSV },
		{ FORMAT_TEXT, FORMAT_JSON },
		{ FORMAT_TEXT, FORMAT_HTML },
		{ FORMAT_TEXT, FORMAT_XML },
		{ FORMAT_TEXT, FORMAT_YAML },
		{ FORMAT_OLE, FORMAT_DOC },
		{ FORMAT_OLE, FORMAT_XLS },
		{ FORMAT_OLE, FORMAT_PPT },
		{ FORMAT_ZIP, FORMAT_DOCX },
		{ FORMAT_ZIP, FORMAT_XLSX },
		{ FORMAT_ZIP, FORMAT_PPTX },
		{ FORMAT_ZIP, FORMAT_ODF },
		{ FORMAT_MP4, FORMAT_M4A },
	};

	for (size_t i = 0; i < sizeof(told_by_name) / sizeof(told_by_name[0]);
	     i++)
		if (told_by_name[i].held == held &&
		    told_by_name[i].named == named)
			return named;
	return held;
}

const char *
media_format_mime(enum media_format format)
{
	return formats[format].mime;
}

const char *
media_format_extension(enum media_format format)
{
	return formats[format].extension;
}

enum media_kind
media_format_kind(enum media_format format)
{
	return formats[format].kind;
}

bool
media_format_fits(enum media_format format, enum media_kind kind)
{
	if (kind == MEDIA_VOICE)
		return format == FORMAT_OPUS;
	return kind == formats[format].kind;
}

const char *
media_format_title(enum media_format format)
{
	return formats[format].title;
}

const char *
media_format_advice(enum media_format format)
{
	return formats[format].advice;
}
