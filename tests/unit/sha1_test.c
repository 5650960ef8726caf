/* SPDX-License-Identifier: MIT */
/* SHA-1 has a name and no digest; tests/bench/test_roots.py shows what for. */
#include <mbedtls/error.h>
#include <mbedtls/md.h>
#include <mbedtls/sha1.h>

#include "test.h"

#define NONE MBEDTLS_ERR_PLATFORM_FEATURE_UNSUPPORTED

static void
test_it_is_known_by_name_and_gives_no_digest(void **state)
{
	const mbedtls_md_info_t *info =
	    mbedtls_md_info_from_type(MBEDTLS_MD_SHA1);
	const unsigned char text[64] = "abc";
	unsigned char digest[20];

	(void)state;
	assert_non_null(info);
	assert_int_equal(mbedtls_md(info, text, 3, digest), NONE);
	assert_int_equal(mbedtls_md_hmac(info, text, 3, text, 3, digest), NONE);
	assert_int_equal(mbedtls_sha1(text, 3, digest), NONE);
}

static void
test_none_of_its_steps_goes_on(void **state)
{
	const unsigned char block[64] = { 0 };
	mbedtls_sha1_context context, copy;
	unsigned char digest[20];

	(void)state;
	mbedtls_sha1_init(&context);
	assert_int_equal(mbedtls_sha1_starts(&context), NONE);
	assert_int_equal(mbedtls_sha1_update(&context, block, 64), NONE);
	assert_int_equal(mbedtls_internal_sha1_process(&context, block), NONE);
	mbedtls_sha1_clone(&copy, &context);
	assert_int_equal(mbedtls_sha1_finish(&copy, digest), NONE);
	mbedtls_sha1_free(&copy);
	mbedtls_sha1_free(&context);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_it_is_known_by_name_and_gives_no_digest),
		cmocka_unit_test(test_none_of_its_steps_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
