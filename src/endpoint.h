/* SPDX-License-Identifier: MIT */
/* The address of the API and what it takes to talk to it. */
#ifndef ENDPOINT_H
#define ENDPOINT_H

#include <stdint.h>

#include "file.h"

#define ACCESS_TOKEN_MAX 4096 /* far above the 250 bytes of real ones */

/* Where requests go and how. */
struct endpoint {
	char *url; /* of /messages; owned */
	const char *api_version;
	const char *token;    /* NULL with MODE_VALIDATE if unset */
	char *proxy;          /* with its scheme; owned and wiped; NULL: none */
	const char *no_proxy; /* hosts, split by commas; NULL: none */
	struct file roots;    /* PEM; content NULL: the built-in ones */
	int64_t timeout_ms;
	int64_t connect_timeout_ms;
};

#endif
