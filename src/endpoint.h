/* SPDX-License-Identifier: MIT */
/* The address of the API and what it takes to talk to it. */
#ifndef ENDPOINT_H
#define ENDPOINT_H

#include <stdbool.h>
#include <stdint.h>

#include "file.h"
#include "proof.h"

#define ACCESS_TOKEN_MAX 4096 /* far above the 250 bytes of real ones */

/* Where requests go and how.  Zero-initialise; release: endpoint_free(). */
struct endpoint {
	char *root; /* "https://graph.facebook.com/v25.0"; owned */
	const char *api_version;
	const char *phone_number_id; /* NULL with MODE_VALIDATE if unset */
	const char *token;           /* NULL with MODE_VALIDATE if unset */
	const char *app_secret;      /* NULL: none */
	char proof[PROOF_SIZE];      /* of that secret; "": none */
	char *proxy;          /* with its scheme; owned and wiped; NULL: none */
	const char *no_proxy; /* hosts, split by commas; NULL: none */
	struct file roots;    /* PEM; content NULL: the built-in ones */
	int64_t timeout_ms;
	int64_t connect_timeout_ms;
};

/*
 * The address of an edge of the phone number, such as "messages", as it may be
 * shown.  NULL: out of memory.  The caller frees it.
 */
char *endpoint_shown(const struct endpoint *endpoint, const char *edge);

/*
 * The same as it is asked for, with the proof: a secret.  NULL: out of memory.
 * The caller frees it with endpoint_url_free().
 */
char *endpoint_edge_url(const struct endpoint *endpoint, const char *edge);

/* The same for any path below the root, with a query, or NULL for none. */
char *endpoint_url(
    const struct endpoint *endpoint, const char *path, const char *query);

/* Wipes and frees a URL; NULL is none. */
void endpoint_url_free(char *url);

/* Takes the secrets out of it, once no request is to be made any more. */
void endpoint_forget(struct endpoint *endpoint);

/* Releases what the endpoint holds; idempotent. */
void endpoint_free(struct endpoint *endpoint);

#endif
