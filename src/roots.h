/* SPDX-License-Identifier: MIT */
/*
 * The public root certificates that are part of the program.
 *
 * Only this module and entropy.c know mbedTLS.
 */
#ifndef ROOTS_H
#define ROOTS_H

/*
 * Makes a TLS connection trust the built-in roots and nothing else.
 * ssl_config is what libcurl hands to a CURLOPT_SSL_CTX_FUNCTION, so it is
 * called once for each connection, a proxy's included.  It cannot fail; a root
 * that is missing or broken shows when the server's certificate is refused.
 */
void roots_trust(void *ssl_config);

#endif
