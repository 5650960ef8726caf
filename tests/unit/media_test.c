/* SPDX-License-Identifier: MIT */
#include "media.h"

#include <stdlib.h>

#include "test.h"

static void
test_a_name_tells_its_kind_by_its_extension(void **state)
{
	(void)state;
	assert_int_equal(media_kind_of("a.b.JPEG"), MEDIA_IMAGE);
	assert_int_equal(media_kind_of("a.3gp"), MEDIA_VIDEO);
	assert_int_equal(media_kind_of("a.opus"), MEDIA_AUDIO);
	assert_int_equal(media_kind_of("a.docx"), MEDIA_DOCUMENT);
	assert_int_equal(media_kind_of("a.webp"), MEDIA_STICKER);
	assert_int_equal(media_kind_of("a.zip"), MEDIA_UNKNOWN);
	assert_int_equal(media_kind_of("png"), MEDIA_UNKNOWN);
	assert_int_equal(media_kind_of("a."), MEDIA_UNKNOWN);
	assert_int_equal(media_kind_of(""), MEDIA_UNKNOWN);
}

static void
test_a_kind_has_the_settings_name_and_the_apis(void **state)
{
	(void)state;
	assert_int_equal(media_kind_named("voice"), MEDIA_VOICE);
	assert_string_equal(media_kind_name(MEDIA_VOICE), "audio");
	assert_string_equal(media_kind_name(MEDIA_STICKER), "sticker");
	assert_int_equal(media_kind_named("text"), MEDIA_UNKNOWN);
	assert_true(media_has_caption(MEDIA_DOCUMENT));
	assert_false(media_has_caption(MEDIA_VOICE));
	assert_true(media_is_for_header(MEDIA_VIDEO));
	assert_false(media_is_for_header(MEDIA_STICKER));
}

static void
test_a_url_names_what_follows_its_last_slash(void **state)
{
	static const struct {
		const char *url, *name;
	} rows[] = {
		{ "https://example.com/a/b.pdf", "b.pdf" },
		{ "https://example.com/b.pdf?x=/c.png#/d", "b.pdf" },
		{ "https://example.com/a/", "" },
		{ "https://example.com", "" },
		{ "https://example.com?a=/b.png", "" },
		{ "b.pdf", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *name = media_url_name(rows[i].url);

		assert_string_equal(name, rows[i].name);
		free(name);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_name_tells_its_kind_by_its_extension),
		cmocka_unit_test(
		    test_a_kind_has_the_settings_name_and_the_apis),
		cmocka_unit_test(test_a_url_names_what_follows_its_last_slash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
