/* SPDX-License-Identifier: MIT */
/*
 * The proof that whoever holds an access token holds the app's secret too
 * (docs/facebook-login/security, "Verify Graph API calls with
 * appsecret_proof").
 */
#ifndef PROOF_H
#define PROOF_H

#include <stdbool.h>

#define PROOF_SIZE 65 /* HMAC-SHA256 in hexadecimal, and a NUL */

/* Whether text looks like an app secret: 32 digits, hexadecimal. */
bool proof_is_secret(const char *text);

/*
 * Writes the proof for a token: the HMAC-SHA256 of the token with the secret as
 * the key.  False: out of memory, *ret_proof untouched.
 */
bool proof_make(
    const char *secret, const char *token, char ret_proof[PROOF_SIZE]);

#endif
