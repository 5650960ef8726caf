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
#include <string.h>

void
mbedtls_sha1_init(mbedtls_sha1_context *ctx)
{
	ctx->nothing = 0;
}

void
mbedtls_sha1_free(mbedtls_sha1_context *ctx)
{
	(void)ctx;
}

void
mbedtls_sha1_clone(mbedtls_sha1_context *dst, const mbedtls_sha1_context *src)
{
	*dst = *src;
}

int
mbedtls_sha1_starts(mbedtls_sha1_context *ctx)
{
	(void)ctx;
	return MBEDTLS_ERR_PLATFORM_FEATURE_UNSUPPORTED;
}

int
mbedtls_sha1_update(
    mbedtls_sha1_context *ctx, const unsigned char *input, size_t ilen)
{
	(void)ctx, (void)input, (void)ilen;
	return MBEDTLS_ERR_PLATFORM_FEATURE_UNSUPPORTED;
}

int
mbedtls_sha1_finish(mbedtls_sha1_context *ctx, unsigned char output[20])
{
	(void)ctx;
	memset(output, 0, 20);
	return MBEDTLS_ERR_PLATFORM_FEATURE_UNSUPPORTED;
}

int
mbedtls_internal_sha1_process(
    mbedtls_sha1_context *ctx, const unsigned char data[64])
{
	(void)ctx, (void)data;
	return MBEDTLS_ERR_PLATFORM_FEATURE_UNSUPPORTED;
}
