/* SPDX-License-Identifier: MIT */
#define MBEDTLS_ALLOW_PRIVATE_ACCESS
#include "roots.h"

#include <mbedtls/ssl.h>
#include <mbedtls/x509_crt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

/* What the built-in roots were made of; tests run in the project's folder. */
#define MOZILLA \
	"build/sources/ca-certificates/usr/share/ca-certificates/mozilla"
#define ONE_OF_THEM MOZILLA "/ISRG_Root_X1.crt"
#define BEGIN "-----BEGIN CERTIFICATE-----\n"
#define END "-----END CERTIFICATE-----\n"

static char certificate[16384];

static int
read_certificate(void **state)
{
	FILE *file = fopen(ONE_OF_THEM, "r");
	size_t length;

	(void)state;
	if (file == NULL)
		return -1;
	length = fread(certificate, 1, sizeof(certificate) - 1, file);
	certificate[length] = '\0';
	return fclose(file);
}

static bool
is_readable(const char *pem)
{
	return roots_judge(pem, strlen(pem)) == ROOTS_FINE;
}

static void
test_a_certificate_is_readable(void **state)
{
	char pem[sizeof(certificate) + 256];

	(void)state;
	assert_true(is_readable(certificate));
	/* one that cannot be read does not spoil another one */
	snprintf(pem, sizeof(pem), "# a comment\n%s" BEGIN "AAAA\n" END,
	    certificate);
	assert_true(is_readable(pem));
}

static void
test_a_certificate_cut_short_is_not(void **state)
{
	char pem[sizeof(certificate)];

	(void)state;
	memcpy(pem, certificate, sizeof(pem));
	pem[strlen(pem) / 2] = '\0';
	assert_false(is_readable(pem));
}

static void
test_what_holds_no_certificate_is_not(void **state)
{
	static const char *const rows[] = { "", "\n", "rubbish", BEGIN END,
		BEGIN "AAAA\n" END, BEGIN "****\n" END, BEGIN,
		"-----BEGIN PUBLIC KEY-----\nAAAA\n"
		"-----END PUBLIC KEY-----\n" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_false(is_readable(rows[i]));
}

static bool
is_equal(const mbedtls_x509_buf *a, const mbedtls_x509_buf *b)
{
	return a->len == b->len && memcmp(a->p, b->p, a->len) == 0;
}

/* Whether mbedTLS would let a certificate sign others. */
static bool
may_sign(const mbedtls_x509_crt *root)
{
	return root->version < 3 ||
	    (root->ca_istrue != 0 &&
	        mbedtls_x509_crt_check_key_usage(
	            root, MBEDTLS_X509_KU_KEY_CERT_SIGN) == 0);
}

/* Whether two certificates are the same root, to whom asks who may sign. */
static bool
is_same(const mbedtls_x509_crt *a, const mbedtls_x509_crt *b)
{
	return is_equal(&a->subject_raw, &b->subject_raw) &&
	    is_equal(&a->issuer_raw, &b->issuer_raw) &&
	    is_equal(&a->pk_raw, &b->pk_raw) &&
	    memcmp(&a->valid_from, &b->valid_from, sizeof(a->valid_from)) ==
	    0 &&
	    memcmp(&a->valid_to, &b->valid_to, sizeof(a->valid_to)) == 0 &&
	    a->max_pathlen == b->max_pathlen && may_sign(a) == may_sign(b);
}

/* The number of certificates in a list with this name, or equal to root. */
static int
count(const mbedtls_x509_crt *list, const mbedtls_x509_crt *root, bool equal)
{
	int found = 0;

	for (; list != NULL; list = list->next)
		if (equal ? is_same(list, root)
		          : list->subject_raw.len == root->subject_raw.len &&
		            memcmp(list->subject_raw.p, root->subject_raw.p,
		                root->subject_raw.len) == 0)
			found++;
	return found;
}

/* Asks as mbedTLS does who may have signed a certificate of this issuer. */
static mbedtls_x509_crt *
parents_of(unsigned char *issuer, size_t length)
{
	mbedtls_x509_crt child = { 0 }, *list = NULL;
	mbedtls_ssl_config config;

	mbedtls_ssl_config_init(&config);
	roots_trust(&config);
	child.issuer_raw.p = issuer;
	child.issuer_raw.len = length;
	assert_int_equal(config.f_ca_cb(config.p_ca_cb, &child, &list), 0);
	mbedtls_ssl_config_free(&config);
	return list;
}

static void
free_list(mbedtls_x509_crt *list)
{
	if (list != NULL)
		mbedtls_x509_crt_free(list);
	free(list);
}

/* Writes letters in the other case, and one kind of string as the other. */
static void
spell_differently(unsigned char *name, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (name[i] == MBEDTLS_ASN1_PRINTABLE_STRING)
			name[i] = MBEDTLS_ASN1_UTF8_STRING;
		else if (name[i] >= 'a' && name[i] <= 'z')
			name[i] = (unsigned char)(name[i] - 'a' + 'A');
	}
}

/* Of one root: it is found by its name, and no other is taken for it. */
static void
check_root(const mbedtls_x509_crt *all, const mbedtls_x509_crt *root)
{
	unsigned char name[1024];
	size_t length = root->subject_raw.len;
	mbedtls_x509_crt *list = parents_of(root->subject_raw.p, length);

	assert_int_equal(count(list, root, true), 1);
	assert_int_equal(count(list, root, false), count(all, root, false));
	free_list(list);

	assert_true(length <= sizeof(name));
	memcpy(name, root->subject_raw.p, length);
	spell_differently(name, length);
	list = parents_of(name, length);
	assert_int_equal(count(list, root, true), 1);
	free_list(list);

	name[length - 1] ^= 0x80;
	list = parents_of(name, length);
	assert_null(list);
}

static void
test_every_root_of_mozilla_is_found_by_its_name(void **state)
{
	mbedtls_x509_crt all;
	int checked = 0;

	(void)state;
	mbedtls_x509_crt_init(&all);
	assert_int_equal(mbedtls_x509_crt_parse_path(&all, MOZILLA), 0);
	for (const mbedtls_x509_crt *root = &all; root != NULL;
	     root = root->next, checked++)
		check_root(&all, root);
	assert_true(checked > 100);
	mbedtls_x509_crt_free(&all);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_certificate_is_readable),
		cmocka_unit_test(test_a_certificate_cut_short_is_not),
		cmocka_unit_test(test_what_holds_no_certificate_is_not),
		cmocka_unit_test(
		    test_every_root_of_mozilla_is_found_by_its_name),
	};

	return cmocka_run_group_tests(tests, read_certificate, NULL);
}
