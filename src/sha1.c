/* SPDX-License-Identifier: MIT */
/*
 * SHA-1 for mbedTLS: an algorithm that has a name, and never gives a digest.
 *
 * With the name mbedTLS can read the old roots of a ca_file which signed
 * themselves with SHA-1; nobody verifies what a root says of itself.  Whatever
 * else is signed so does not verify, and no server is trusted for it.
 */
#include <mbedtls/error.h>
#include <mbedtls/sha1.h>

void
mbedtls_sha1_init(mbedtls_sha1_context *context)
{
	context->nothing = 0;
}

void
mbedtls_sha1_free(mbedtls_sha1_context *context)
{
	(void)context;
}

void
mbedtls_sha1_clone(mbedtls_sha1_context *to, const mbedtls_sha1_context *from)
{
	*to = *from;
}

int
mbedtls_sha1_starts(mbedtls_sha1_context *context)
{
	(void)context;
	return MBEDTLS_ERR_PLATFORM_FEATURE_UNSUPPORTED;
}

int
mbedtls_sha1_update(
    mbedtls_sha1_context *context, const unsigned char *input, size_t length)
{
	(void)context, (void)input, (void)length;
	return MBEDTLS_ERR_PLATFORM_FEATURE_UNSUPPORTED;
}

int
mbedtls_sha1_finish(mbedtls_sha1_context *context, unsigned char output[20])
{
	(void)context, (void)output;
	return MBEDTLS_ERR_PLATFORM_FEATURE_UNSUPPORTED;
}

int
mbedtls_internal_sha1_process(
    mbedtls_sha1_context *context, const unsigned char data[64])
{
	(void)context, (void)data;
	return MBEDTLS_ERR_PLATFORM_FEATURE_UNSUPPORTED;
}
