/* SPDX-License-Identifier: MIT */
/*
 * What deps/patches changes in mbedTLS, by examples of the standards: the key
 * share of a handshake (Alice and Bob in RFC 7748, 6.1), and how AES-GCM
 * authenticates (test cases 2 and 4 of McGrew and Viega, which came with it).
 */
#include <mbedtls/gcm.h>
#include <psa/crypto.h>
#include <stdio.h>
#include <string.h>

#include "test.h"

enum {
	KEY_SIZE = 32
};

static const struct {
	unsigned char secret[KEY_SIZE], public[KEY_SIZE];
} rows[] = {
	{ { 0x77, 0x07, 0x6d, 0x0a, 0x73, 0x18, 0xa5, 0x7d, 0x3c, 0x16, 0xc1,
	      0x72, 0x51, 0xb2, 0x66, 0x45, 0xdf, 0x4c, 0x2f, 0x87, 0xeb, 0xc0,
	      0x99, 0x2a, 0xb1, 0x77, 0xfb, 0xa5, 0x1d, 0xb9, 0x2c, 0x2a },
	    { 0x85, 0x20, 0xf0, 0x09, 0x89, 0x30, 0xa7, 0x54, 0x74, 0x8b, 0x7d,
	        0xdc, 0xb4, 0x3e, 0xf7, 0x5a, 0x0d, 0xbf, 0x3a, 0x0d, 0x26,
	        0x38, 0x1a, 0xf4, 0xeb, 0xa4, 0xa9, 0x8e, 0xaa, 0x9b, 0x4e,
	        0x6a } },
	{ { 0x5d, 0xab, 0x08, 0x7e, 0x62, 0x4a, 0x8a, 0x4b, 0x79, 0xe1, 0x7f,
	      0x8b, 0x83, 0x80, 0x0e, 0xe6, 0x6f, 0x3b, 0xb1, 0x29, 0x26, 0x18,
	      0xb6, 0xfd, 0x1c, 0x2f, 0x8b, 0x27, 0xff, 0x88, 0xe0, 0xeb },
	    { 0xde, 0x9e, 0xdb, 0x7d, 0x7b, 0x7d, 0xc1, 0xb4, 0xd3, 0x5b, 0x61,
	        0xc2, 0xec, 0xe4, 0x35, 0x37, 0x3f, 0x83, 0x43, 0xc8, 0x5b,
	        0x78, 0x67, 0x4d, 0xad, 0xfc, 0x7e, 0x14, 0x6f, 0x88, 0x2b,
	        0x4f } },
};

static psa_key_id_t
import(const unsigned char secret[KEY_SIZE])
{
	psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
	psa_key_id_t key;

	psa_set_key_type(
	    &attributes, PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_MONTGOMERY));
	psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_DERIVE);
	psa_set_key_algorithm(&attributes, PSA_ALG_ECDH);
	assert_int_equal(
	    psa_import_key(&attributes, secret, KEY_SIZE, &key), PSA_SUCCESS);
	return key;
}

static void
test_the_public_key_is_the_one_of_the_standard(void **state)
{
	unsigned char public[KEY_SIZE + 1];
	size_t length;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		psa_key_id_t key = import(rows[i].secret);

		assert_int_equal(
		    psa_export_public_key(key, public, sizeof(public), &length),
		    PSA_SUCCESS);
		assert_int_equal(length, KEY_SIZE);
		assert_memory_equal(public, rows[i].public, KEY_SIZE);
		psa_destroy_key(key);
	}
}

static void
test_a_buffer_too_small_is_an_error(void **state)
{
	unsigned char public[KEY_SIZE - 1];
	psa_key_id_t key = import(rows[0].secret);
	size_t length;

	(void)state;
	assert_int_equal(
	    psa_export_public_key(key, public, sizeof(public), &length),
	    PSA_ERROR_BUFFER_TOO_SMALL);
	psa_destroy_key(key);
}

static void
hex(const char *text, unsigned char *ret_bytes)
{
	unsigned byte;

	for (; *text != '\0'; text += 2) {
		assert_int_equal(sscanf(text, "%2x", &byte), 1);
		*ret_bytes++ = (unsigned char)byte;
	}
}

static void
test_a_sealed_text_is_the_one_of_the_standard(void **state)
{
	static const struct {
		const char *key, *nonce, *added, *text, *sealed, *tag;
	} seals[] = {
		{ "00000000000000000000000000000000",
		    "000000000000000000000000", "",
		    "00000000000000000000000000000000",
		    "0388dace60b6a392f328c2b971b2fe78",
		    "ab6e47d42cec13bdf53a67b21257bddf" },
		{ "feffe9928665731c6d6a8f9467308308",
		    "cafebabefacedbaddecaf888",
		    "feedfacedeadbeeffeedfacedeadbeefabaddad2",
		    "d9313225f88406e5a55909c5aff5269a"
		    "86a7a9531534f7da2e4c303d8a318a72"
		    "1c3c0c95956809532fcf0e2449a6b525"
		    "b16aedf5aa0de657ba637b39",
		    "42831ec2217774244b7221b784d0d49c"
		    "e3aa212f2c02a4e035c17e2329aca12e"
		    "21d514b25466931c7d8f6a5aac84aa05"
		    "1ba30b396a0aac973d58e091",
		    "5bc94fbc3221a5db94fae95ae7121a47" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(seals); i++) {
		unsigned char key[16], nonce[12], added[32], text[64];
		unsigned char expected[64], sealed[64], tag[16], made[16];
		size_t length = strlen(seals[i].text) / 2;
		mbedtls_gcm_context gcm;

		hex(seals[i].key, key);
		hex(seals[i].nonce, nonce);
		hex(seals[i].added, added);
		hex(seals[i].text, text);
		hex(seals[i].sealed, expected);
		hex(seals[i].tag, tag);
		mbedtls_gcm_init(&gcm);
		assert_int_equal(
		    mbedtls_gcm_setkey(&gcm, MBEDTLS_CIPHER_ID_AES, key, 128),
		    0);
		assert_int_equal(
		    mbedtls_gcm_crypt_and_tag(&gcm, MBEDTLS_GCM_ENCRYPT, length,
		        nonce, 12, added, strlen(seals[i].added) / 2, text,
		        sealed, 16, made),
		    0);
		assert_memory_equal(sealed, expected, length);
		assert_memory_equal(made, tag, 16);
		mbedtls_gcm_free(&gcm);
	}
}

static int
start(void **state)
{
	(void)state;
	return psa_crypto_init() != PSA_SUCCESS;
}

static int
stop(void **state)
{
	(void)state;
	mbedtls_psa_crypto_free();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_the_public_key_is_the_one_of_the_standard),
		cmocka_unit_test(test_a_buffer_too_small_is_an_error),
		cmocka_unit_test(test_a_sealed_text_is_the_one_of_the_standard),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
