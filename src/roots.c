/* SPDX-License-Identifier: MIT */
/*
 * The public roots, and the search for the one that a chain asks for; see
 * roots.h.
 *
 * To parse all of them would cost more than the rest of a run.  So the search
 * reads of each just as much as it takes to find the subject's name, and only
 * a root of the wanted name is parsed.  mbedTLS judges it then as it would
 * judge any other: name, dates, key, and what it signed.
 */
#include "roots.h"

#include <mbedtls/asn1.h>
#include <mbedtls/platform.h>
#include <mbedtls/ssl.h>
#include <mbedtls/x509_crt.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/*
 * What is signed of one certificate (TBSCertificate of RFC 5280, 4.1) after the
 * other, in DER; deps/roots.sh makes them.
 */
static const unsigned char roots[] = {
#include "roots.inc"
};

#define TAG_SEQUENCE (MBEDTLS_ASN1_CONSTRUCTED | MBEDTLS_ASN1_SEQUENCE)
#define TAG_VERSION (MBEDTLS_ASN1_CONTEXT_SPECIFIC | MBEDTLS_ASN1_CONSTRUCTED)

/* Far above the 1.5 kB of the largest root; fits a length of two bytes. */
#define CERTIFICATE_MAX 4096

/* One of the roots, and what is read of it, all with their tags. */
struct root {
	mbedtls_asn1_buf signed_part;
	mbedtls_asn1_buf algorithm;
	mbedtls_asn1_buf subject;
};

/* Steps into an element, of which the tag must be tag; tells its length. */
static bool
enter(unsigned char **p, const unsigned char *end, int tag, size_t *length)
{
	return mbedtls_asn1_get_tag(p, end, length, tag) == 0;
}

/* Steps over one. */
static bool
skip(unsigned char **p, const unsigned char *end, int tag)
{
	size_t length;

	if (!enter(p, end, tag, &length))
		return false;
	*p += length;
	return true;
}

/* Steps over a sequence and tells where it lies. */
static bool
take(unsigned char **p, const unsigned char *end, mbedtls_asn1_buf *sequence)
{
	sequence->p = *p;
	if (!skip(p, end, TAG_SEQUENCE))
		return false;
	sequence->len = (size_t)(*p - sequence->p);
	return true;
}

/* Reads the root at *p and moves *p behind it. */
static bool
root_read(unsigned char **p, const unsigned char *end, struct root *root)
{
	unsigned char *at = *p;
	size_t length;

	if (!take(p, end, &root->signed_part) ||
	    !enter(&at, end, TAG_SEQUENCE, &length))
		return false;
	(void)skip(&at, *p, TAG_VERSION);             /* the oldest have none */
	return skip(&at, *p, MBEDTLS_ASN1_INTEGER) && /* serialNumber */
	    take(&at, *p, &root->algorithm) &&
	    skip(&at, *p, TAG_SEQUENCE) && /* issuer */
	    skip(&at, *p, TAG_SEQUENCE) && /* validity */
	    take(&at, *p, &root->subject);
}

/*
 * Parses the root as a certificate with a signature of no bits, at which nobody
 * looks: a root is trusted because it is here.
 */
static int
root_parse(const struct root *root, mbedtls_x509_crt *list)
{
	static const unsigned char signature[] = { MBEDTLS_ASN1_BIT_STRING, 2,
		0, 0 };
	unsigned char certificate[CERTIFICATE_MAX], *end = certificate;
	size_t length =
	    root->signed_part.len + root->algorithm.len + sizeof(signature);

	if (length > CERTIFICATE_MAX - 4)
		return MBEDTLS_ERR_X509_INVALID_FORMAT;
	*end++ = TAG_SEQUENCE;
	*end++ = 0x82; /* two bytes of length follow */
	*end++ = (unsigned char)(length >> 8);
	*end++ = (unsigned char)length;
	end = mempcpy(end, root->signed_part.p, root->signed_part.len);
	end = mempcpy(end, root->algorithm.p, root->algorithm.len);
	end = mempcpy(end, signature, sizeof(signature));
	return mbedtls_x509_crt_parse_der(
	    list, certificate, (size_t)(end - certificate));
}

/* The same for all bytes that mbedTLS may take for one another in a name. */
static unsigned char
folded(unsigned char byte)
{
	if (byte == MBEDTLS_ASN1_PRINTABLE_STRING)
		return MBEDTLS_ASN1_UTF8_STRING;
	if (byte >= 'A' && byte <= 'Z')
		return (unsigned char)(byte + ('a' - 'A'));
	return byte;
}

/*
 * Whether mbedTLS might take two encoded names for the same: it ignores the
 * case of letters, and whether a string is a UTF8String or a PrintableString.
 * Neither changes the length, so nearly all roots are out at once.  A yes too
 * many does no harm, since mbedTLS compares again.
 */
static bool
names_may_match(const mbedtls_asn1_buf *a, const mbedtls_asn1_buf *b)
{
	size_t i;

	if (a->len != b->len)
		return false;
	for (i = 0; i < a->len; i++)
		if (folded(a->p[i]) != folded(b->p[i]))
			return false;
	return true;
}

/*
 * Adds a root to the list, which is made when it is needed.  One that mbedTLS
 * cannot parse is left out, as if it were not among the roots.
 */
static int
list_add(mbedtls_x509_crt **list, const struct root *root)
{
	int error;

	if (*list == NULL) {
		*list = mbedtls_calloc(1, sizeof(**list));
		if (*list == NULL)
			return MBEDTLS_ERR_X509_ALLOC_FAILED;
		mbedtls_x509_crt_init(*list);
	}
	error = root_parse(root, *list);
	return error == MBEDTLS_ERR_X509_ALLOC_FAILED ? error : 0;
}

/*
 * mbedTLS's question: which trusted certificates may have signed child?  It
 * frees the list, also when the answer is an error.
 */
static int
trusted_parents(
    void *unused, const mbedtls_x509_crt *child, mbedtls_x509_crt **list)
{
	unsigned char *p = (unsigned char *)roots; /* only ever read */
	const unsigned char *end = p + sizeof(roots);
	struct root root;
	int error = 0;

	(void)unused;
	*list = NULL;
	while (error == 0 && p < end) {
		if (!root_read(&p, end, &root))
			error = MBEDTLS_ERR_X509_INVALID_FORMAT;
		else if (names_may_match(&root.subject, &child->issuer_raw))
			error = list_add(list, &root);
	}
	return error;
}

void
roots_harden(void *ssl_config)
{
	mbedtls_ssl_conf_cert_profile(
	    ssl_config, &mbedtls_x509_crt_profile_default);
}

void
roots_trust(void *ssl_config)
{
	mbedtls_ssl_conf_ca_cb(ssl_config, trusted_parents, NULL);
}

bool
roots_are_readable(const char *pem, size_t length)
{
	mbedtls_x509_crt certificates;
	int error;

	mbedtls_x509_crt_init(&certificates);
	/* positive: so many of them could not be read, but not all */
	error = mbedtls_x509_crt_parse(
	    &certificates, (const unsigned char *)pem, length + 1);
	mbedtls_x509_crt_free(&certificates);
	return error >= 0;
}
