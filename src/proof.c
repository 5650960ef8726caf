/* SPDX-License-Identifier: MIT */
/* The proof of the app secret; see proof.h. */
#include "proof.h"

#include <mbedtls/md.h>
#include <string.h>

#define SECRET_DIGITS 32
#define HMAC_SIZE 32

static const char digits[] = "0123456789abcdef";

bool
proof_is_secret(const char *text)
{
	return strlen(text) == SECRET_DIGITS &&
	    strspn(text, digits) == SECRET_DIGITS;
}

bool
proof_make(const char *secret, const char *token, char ret_proof[PROOF_SIZE])
{
	unsigned char hmac[HMAC_SIZE];

	if (mbedtls_md_hmac(mbedtls_md_info_from_type(MBEDTLS_MD_SHA256),
	        (const unsigned char *)secret, strlen(secret),
	        (const unsigned char *)token, strlen(token), hmac) != 0)
		return false;
	for (size_t i = 0; i < sizeof(hmac); i++) {
		ret_proof[2 * i] = digits[hmac[i] >> 4];
		ret_proof[2 * i + 1] = digits[hmac[i] & 15];
	}
	ret_proof[2 * sizeof(hmac)] = '\0';
	explicit_bzero(hmac, sizeof(hmac));
	return true;
}
