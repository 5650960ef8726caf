/* SPDX-License-Identifier: MIT */
/*
 * One POST over HTTP, and an honest account of what became of it.  The only
 * module that knows libcurl.
 */
#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "endpoint.h"

/* Graph's replies are below 4 KiB; a proxy's HTML page may not be. */
#define HTTP_REPLY_MAX ((size_t)256 * 1024)

/* How an exchange ended. */
enum http_end {
	HTTP_ANSWERED,    /* a whole answer came */
	HTTP_UNREACHABLE, /* no connection: DNS, TCP, TLS set-up, proxy */
	HTTP_PROXY_AUTH,  /* the proxy wants other credentials */
	HTTP_UNTRUSTED,   /* no TLS with it that could be trusted */
	HTTP_BAD_ROOTS,   /* the PEM of our own roots cannot be read */
	HTTP_BROKEN,      /* connection lost, or no HTTP, or too long */
	HTTP_DEADLINE,
	HTTP_SIGNALLED,
	HTTP_NO_MEMORY,
	HTTP_FAILED /* the request could not even be set up: a bug */
};

/* Zero-initialise; release with exchange_free(). */
struct exchange {
	enum http_end end;
	/*
	 * Every byte of the request went to the TLS layer (or the socket),
	 * measured, not guessed: only then can the API have accepted it.
	 */
	bool handed_over;
	int status; /* of HTTP; 0: no status line came */
	char *body; /* NUL-terminated; NULL: none */
	size_t length;
	bool is_overlong; /* more than HTTP_REPLY_MAX came */
	char *detail; /* what happened, fit to print; NULL: nothing to add */
	int64_t retry_after_ms; /* the header Retry-After; 0: none */
	char *usage;            /* x-business-use-case-usage; NULL: none */
	int64_t connected_ms;   /* connection ready, since the start */
	int64_t total_ms;
};

/* Ends of a POST other than the answer. */
struct http_limits {
	int64_t deadline_ms; /* of clock_now_ms() */
	int signal_fd;       /* readable once a signal came; -1: none */
};

/*
 * POSTs json to the endpoint on a fresh connection, once: never sends it a
 * second time, never follows a redirect.  Fills *exchange in every case.
 */
void http_post(const struct endpoint *endpoint, const char *json,
    const struct http_limits *limits, struct exchange *exchange);

/* Releases what the exchange holds; idempotent. */
void exchange_free(struct exchange *exchange);

#endif
