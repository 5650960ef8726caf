/* SPDX-License-Identifier: MIT */
/*
 * The public root certificates that are part of the program.
 *
 * This module alone knows mbedTLS; entropy.c gives it randomness, sha1.c takes
 * SHA-1 from it, and scrub.c and proof.c borrow its base64 and its HMAC.
 */
#ifndef ROOTS_H
#define ROOTS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Demands of a TLS connection what mbedTLS holds to be safe today: libcurl
 * would let SHA-1 and RSA keys of 1024 bits pass.  ssl_config is what libcurl
 * hands to a CURLOPT_SSL_CTX_FUNCTION, so it is called once for each
 * connection, a proxy's included.
 */
void roots_harden(void *ssl_config);

/*
 * Makes a TLS connection trust the built-in roots and nothing else.  It cannot
 * fail; a root that is missing or broken shows when the server's certificate
 * is refused.
 */
void roots_trust(void *ssl_config);

enum roots_fault {
	ROOTS_FINE,
	ROOTS_NO_PEM, /* no certificate in it */
	ROOTS_NO_MEMORY
};

/*
 * Whether length bytes of PEM, with a NUL after them, hold at least one
 * certificate and libcurl will take them as roots.
 */
enum roots_fault roots_judge(const char *pem, size_t length);

#endif
