/* SPDX-License-Identifier: MIT */
/* What a file is, by its first bytes and its name. */
#include <stdlib.h>
#include <string.h>

#include "media_content.h"
#include "test.h"

#define OGG "OggS\0\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\x13"
#define WEBP(chunk) "RIFF\x24\0\0\0WEBP" chunk

static const struct {
	const char *name;
	const char *head;
	size_t length;
	enum media_format format;
} rows[] = {
#define ROW(name, head, format) \
	{ \
		name, head, sizeof(head) - 1, format \
	}
	ROW("a.jpg", "\xff\xd8\xff\xe0", FORMAT_JPEG),
	ROW("a.png", "\x89PNG\r\n\x1a\n", FORMAT_PNG),
	ROW("a.jpg", "\x89PNG\r\n\x1a\n", FORMAT_PNG),
	ROW("a.pdf", "%PDF-1.7\n", FORMAT_PDF),
	ROW("a.mp4",
	    "\0\0\0\x20"
	    "ftypisom",
	    FORMAT_MP4),
	ROW("a.m4a",
	    "\0\0\0\x20"
	    "ftypisom",
	    FORMAT_M4A),
	ROW("a.m4a",
	    "\0\0\0\x20"
	    "ftypM4A ",
	    FORMAT_M4A),
	ROW("a.3gp",
	    "\0\0\0\x20"
	    "ftyp3gp5",
	    FORMAT_3GPP),
	ROW("a.mp3", "ID3\4", FORMAT_MP3),
	ROW("a.mp3", "\xff\xfb\x90\x64", FORMAT_MP3),
	ROW("a.aac", "\xff\xf1\x50\x80", FORMAT_AAC),
	ROW("a.amr", "#!AMR\n", FORMAT_AMR),
	ROW("a.ogg", OGG "OpusHead\1\1", FORMAT_OPUS),
	ROW("a.webp", WEBP("VP8L"), FORMAT_WEBP),
	ROW("a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FORMAT_DOC),
	ROW("a.XLS", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FORMAT_XLS),
	ROW("a.ppt", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FORMAT_PPT),
	ROW("a.docx", "PK\3\4\x14", FORMAT_DOCX),
	ROW("a.xlsx", "PK\3\4\x14", FORMAT_XLSX),
	ROW("a.pptx", "PK\3\4\x14", FORMAT_PPTX),
	ROW("build.log", "make: done\n", FORMAT_TEXT),
	ROW("LICENSE", "MIT\n", FORMAT_TEXT),
	ROW("release-1.4", "notes\n", FORMAT_TEXT),
	ROW("a.txt", "\xef\xbb\xbfgr\xc3\xbc\xc3\x9f", FORMAT_TEXT),
	ROW("a.csv", "a,b\n1,2\n", FORMAT_CSV),
	ROW("a.json", "{}", FORMAT_JSON),
	ROW("a.html", "<!doctype html>", FORMAT_HTML),
	ROW("junit.xml", "<?xml version='1.0'?>", FORMAT_XML),
	ROW("a.svg", "<svg/>", FORMAT_SVG),
	ROW("a.yml", "a: 1\n", FORMAT_YAML),
	ROW("a.rtf", "{\\rtf1 }", FORMAT_RTF),
	ROW("a.odt", "PK\3\4\x14", FORMAT_ODF),
	ROW("a.zip", "PK\3\4\x14", FORMAT_ZIP),
	ROW("app.apk", "PK\3\4\x14", FORMAT_ZIP),
	ROW("a.msg", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FORMAT_OLE),
	ROW("a.gif", "GIF89a", FORMAT_GIF),
	ROW("a.tif", "II*\0", FORMAT_IMAGE_OTHER),
	ROW("a.heic",
	    "\0\0\0\x20"
	    "ftypheic",
	    FORMAT_IMAGE_OTHER),
	ROW("a.mov",
	    "\0\0\0\x20"
	    "ftypqt  ",
	    FORMAT_VIDEO_OTHER),
	ROW("a.mkv", "\x1a\x45\xdf\xa3\x01", FORMAT_VIDEO_OTHER),
	ROW("a.avi", "RIFF\0\0\0\0AVI ", FORMAT_VIDEO_OTHER),
	ROW("a.wav", "RIFF\0\0\0\0WAVE", FORMAT_AUDIO_OTHER),
	ROW("a.flac", "fLaC", FORMAT_AUDIO_OTHER),
	ROW("a.ogg", OGG "\1vorbis", FORMAT_OGG_OTHER),
	ROW("a.tgz", "\x1f\x8b\x08", FORMAT_ARCHIVE),
	ROW("a",
	    "\x7f"
	    "ELF\2",
	    FORMAT_PROGRAM),
	ROW("core", "\1\0\2", FORMAT_UNKNOWN),
	ROW("a.aac", "\xff\xff\xff\0", FORMAT_UNKNOWN),
	/* the content wins over a name that is another's */
	ROW("a.docx", "%PDF-1.7\n", FORMAT_PDF),
	ROW("a.pdf", "<html>", FORMAT_TEXT),
	ROW("a.pdf", "PK\3\4\x14", FORMAT_ZIP),
};

static void
test_a_file_is_what_it_holds_and_its_name_tells_the_rest(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct media_content content = media_content_read(
		    (const unsigned char *)rows[i].head, rows[i].length);

		print_message("%s\n", rows[i].name);
		assert_int_equal(
		    media_format_decide(
		        media_format_named(rows[i].name), content.format),
		    rows[i].format);
	}
}

/* No byte beyond the length is looked at: the sanitizers watch. */
static void
test_a_file_may_end_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		for (size_t length = 1; length <= rows[i].length; length++) {
			unsigned char *head = malloc(length);

			memcpy(head, rows[i].head, length);
			media_content_read(head, length);
			free(head);
		}
}

static void
test_each_format_is_taken_or_has_its_advice(void **state)
{
	(void)state;
	for (int i = 0; i < FORMAT_COUNT; i++) {
		enum media_format format = (enum media_format)i;
		bool is_taken = media_format_kind(format) != MEDIA_UNKNOWN;

		assert_non_null(media_format_title(format));
		assert_int_equal(media_format_mime(format) != NULL, is_taken);
		assert_int_equal(
		    media_format_extension(format) != NULL, is_taken);
		assert_int_equal(media_format_advice(format) == NULL, is_taken);
	}
}

static struct media_content
read_webp(const char *head, size_t length)
{
	return media_content_read((const unsigned char *)head, length);
}

#define READ(literal) read_webp(literal, sizeof(literal) - 1)

static void
test_a_sticker_s_header_tells_size_and_movement(void **state)
{
	struct media_content content;

	(void)state;
	content = READ(WEBP("VP8X\x0a\0\0\0\x02\0\0\0\xff\1\0\xff\1\0"));
	assert_true(content.is_animated);
	assert_true(content.is_square_512);
	content = READ(WEBP("VP8X\x0a\0\0\0\x10\0\0\0\xff\1\1\xff\1\0"));
	assert_false(content.is_animated);
	assert_false(content.is_square_512);
	content = READ(WEBP("VP8L\x0a\0\0\0\x2f\xff\xc1\x7f\0"));
	assert_true(content.is_square_512);
	content = READ(WEBP("VP8 \x0a\0\0\0\0\0\0\x9d\1\x2a\0\2\0\2"));
	assert_true(content.is_square_512);
}

static void
test_the_channels_of_opus_and_the_colours_of_a_png_are_seen(void **state)
{
	(void)state;
	assert_int_equal(READ(OGG "OpusHead\1\2").channels, 2);
	assert_int_equal(READ(OGG "OpusHead\1\1").channels, 1);
	assert_true(READ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6")
	                .is_plain_colour);
	assert_false(READ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\3")
	                 .is_plain_colour);
	assert_false(READ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x10\2")
	                 .is_plain_colour);
}

static void
test_only_mono_opus_can_be_voice_and_no_kind_another(void **state)
{
	(void)state;
	assert_true(media_format_fits(FORMAT_OPUS, MEDIA_VOICE));
	assert_true(media_format_fits(FORMAT_OPUS, MEDIA_AUDIO));
	assert_false(media_format_fits(FORMAT_MP3, MEDIA_VOICE));
	assert_false(media_format_fits(FORMAT_PNG, MEDIA_DOCUMENT));
	assert_false(media_format_fits(FORMAT_WEBP, MEDIA_IMAGE));
}

static void
test_a_limit_is_sure_in_thousands_and_final_in_powers_of_two(void **state)
{
	(void)state;
	assert_int_equal(media_limit(MEDIA_IMAGE, false).sure, 5000000);
	assert_int_equal(media_limit(MEDIA_IMAGE, false).largest, 5242880);
	assert_int_equal(media_limit(MEDIA_VIDEO, false).largest, 16777216);
	assert_int_equal(media_limit(MEDIA_DOCUMENT, false).largest, 104857600);
	assert_int_equal(media_limit(MEDIA_STICKER, false).sure, 100000);
	assert_int_equal(media_limit(MEDIA_STICKER, true).largest, 512000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_a_file_is_what_it_holds_and_its_name_tells_the_rest),
		cmocka_unit_test(test_a_file_may_end_anywhere),
		cmocka_unit_test(test_each_format_is_taken_or_has_its_advice),
		cmocka_unit_test(
		    test_a_sticker_s_header_tells_size_and_movement),
		cmocka_unit_test(
		    test_the_channels_of_opus_and_the_colours_of_a_png_are_seen),
		cmocka_unit_test(
		    test_only_mono_opus_can_be_voice_and_no_kind_another),
		cmocka_unit_test(
		    test_a_limit_is_sure_in_thousands_and_final_in_powers_of_two),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
