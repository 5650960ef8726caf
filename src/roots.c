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
#include <mbedtls/asn1write.h>
#include <mbedtls/pem.h>
#include <mbedtls/platform.h>
#include <mbedtls/ssl.h>
#include <mbedtls/x509_crt.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/*
 * Of one root after the other, in DER: subject, validity, key, and the
 * extensions if they limit what it may sign.  That is all that counts of a
 * trust anchor (RFC 5280, 6.1.1 (d)); deps/roots.sh makes them.
 */
static const unsigned char roots[] = {
#include "roots.inc"
};

#define TAG_SEQUENCE (MBEDTLS_ASN1_CONSTRUCTED | MBEDTLS_ASN1_SEQUENCE)
#define TAG_VERSION (MBEDTLS_ASN1_CONTEXT_SPECIFIC | MBEDTLS_ASN1_CONSTRUCTED)
#define TAG_EXTENSIONS (TAG_VERSION | 3)

/* Far above the 1.2 kB of the largest root; fits a length of two bytes. */
#define CERTIFICATE_MAX 4096

/* A piece of DER: whole elements, with their tags. */
struct der {
	const unsigned char *bytes;
	size_t size;
};

/* One of the roots. */
struct root {
	struct der subject;
	struct der validity;
	struct der key;
	struct der extensions; /* none: they limit nothing */
};

/* Steps over an element and tells where it lies. */
static bool
take(unsigned char **p, const unsigned char *end, int tag, struct der *element)
{
	size_t length;

	element->bytes = *p;
	if (mbedtls_asn1_get_tag(p, end, &length, tag) != 0)
		return false;
	*p += length;
	element->size = (size_t)(*p - element->bytes);
	return true;
}

/* Reads the root at *p and moves *p behind it. */
static bool
root_read(unsigned char **p, const unsigned char *end, struct root *root)
{
	if (!take(p, end, TAG_SEQUENCE, &root->subject) ||
	    !take(p, end, TAG_SEQUENCE, &root->validity) ||
	    !take(p, end, TAG_SEQUENCE, &root->key))
		return false;
	root->extensions = (struct der){ *p, 0 };
	return *p == end || **p != TAG_EXTENSIONS ||
	    take(p, end, TAG_EXTENSIONS, &root->extensions);
}

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Writes pieces such that they end at *p, and moves *p to their start. */
static bool
write_before(unsigned char **p, const unsigned char *start,
    const struct der *pieces, size_t count)
{
	while (count-- > 0)
		if (mbedtls_asn1_write_raw_buffer(
		        p, start, pieces[count].bytes, pieces[count].size) < 0)
			return false;
	return true;
}

/* Makes a sequence of what lies between *p and end. */
static bool
wrap(unsigned char **p, const unsigned char *start, const unsigned char *end)
{
	return mbedtls_asn1_write_len(p, start, (size_t)(end - *p)) > 0 &&
	    mbedtls_asn1_write_tag(p, start, TAG_SEQUENCE) > 0;
}

/*
 * Parses the root as a certificate that has of the rest what is demanded, and a
 * signature of no bits: nobody looks at it, since a root is trusted because it
 * is here.  Without extensions it is one of version 1, of which none are asked.
 */
static int
root_parse(const struct root *root, mbedtls_x509_crt *list)
{
	static const unsigned char
	    version_3[] = { TAG_VERSION, 3, MBEDTLS_ASN1_INTEGER, 1, 2 },
	    serial_number[] = { MBEDTLS_ASN1_INTEGER, 1, 1 },
	    algorithm[] = { TAG_SEQUENCE, 13, MBEDTLS_ASN1_OID, 9, 0x2a, 0x86,
		    0x48, 0x86, 0xf7, 0x0d, 1, 1, 11, MBEDTLS_ASN1_NULL, 0 },
	    signature[] = { MBEDTLS_ASN1_BIT_STRING, 2, 0, 0 };
	const struct der signed_part[] = {
		{ version_3,
		    root->extensions.size > 0 ? sizeof(version_3) : 0 },
		{ serial_number, sizeof(serial_number) },
		{ algorithm, sizeof(algorithm) },
		root->subject, /* as issuer */
		root->validity,
		root->subject,
		root->key,
		root->extensions,
	};
	const struct der rest[] = {
		{ algorithm, sizeof(algorithm) },
		{ signature, sizeof(signature) },
	};
	unsigned char certificate[CERTIFICATE_MAX] = { 0 };
	unsigned char *const end = certificate + sizeof(certificate);
	unsigned char *p = end, *signed_end;

	if (!write_before(&p, certificate, rest, COUNT(rest)))
		return MBEDTLS_ERR_X509_INVALID_FORMAT;
	signed_end = p;
	if (!write_before(&p, certificate, signed_part, COUNT(signed_part)) ||
	    !wrap(&p, certificate, signed_end) || !wrap(&p, certificate, end))
		return MBEDTLS_ERR_X509_INVALID_FORMAT;
	return mbedtls_x509_crt_parse_der(list, p, (size_t)(end - p));
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
names_may_match(const struct der *a, const mbedtls_asn1_buf *b)
{
	if (a->size != b->len)
		return false;
	for (size_t i = 0; i < a->size; i++)
		if (folded(a->bytes[i]) != folded(b->p[i]))
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

/* Whether an error is for lack of memory: it may be the sum of two layers'. */
static bool
lacks_memory(int error)
{
	static const int errors[] = { MBEDTLS_ERR_X509_ALLOC_FAILED,
		MBEDTLS_ERR_PEM_ALLOC_FAILED, MBEDTLS_ERR_PK_ALLOC_FAILED,
		MBEDTLS_ERR_ECP_ALLOC_FAILED, MBEDTLS_ERR_MPI_ALLOC_FAILED,
		MBEDTLS_ERR_ASN1_ALLOC_FAILED };
	const int low = 0x7f; /* mbedtls/error.h: of the lower one */

	for (size_t i = 0; i < COUNT(errors); i++)
		if ((-error & ~low) == -errors[i] ||
		    (-error & low) == -errors[i])
			return true;
	return false;
}

enum roots_fault
roots_judge(const char *pem, size_t length)
{
	mbedtls_x509_crt certificates;
	int error;

	mbedtls_x509_crt_init(&certificates);
	/* positive: so many of them could not be read, but not all */
	error = mbedtls_x509_crt_parse(
	    &certificates, (const unsigned char *)pem, length + 1);
	mbedtls_x509_crt_free(&certificates);
	if (error >= 0)
		return ROOTS_FINE;
	return lacks_memory(error) ? ROOTS_NO_MEMORY : ROOTS_NO_PEM;
}
