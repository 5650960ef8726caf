/* SPDX-License-Identifier: MIT */
/*
 * One request over HTTP, and an honest account of what became of it.  The only
 * module that knows libcurl, with http_form.c, which is a part of it.
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
	HTTP_BROKEN,      /* connection lost, or the answer too long */
	HTTP_ALIEN,       /* what came is no HTTP */
	HTTP_DEADLINE,
	HTTP_SIGNALLED,
	HTTP_NO_MEMORY,
	HTTP_FILE_CHANGED, /* the file to send is no longer what it was */
	HTTP_FAILED        /* the request could not even be set up: a bug */
};

/* Zero-initialise; release with exchange_free(). */
struct exchange {
	enum http_end end;
	/*
	 * Every byte of the JSON went to the TLS layer (or the socket),
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

struct http_field {
	const char *name, *value;
};

/* A file as the last part of a form. */
struct http_file {
	const struct open_file *handle;
	const char *name; /* the receiver's name for it */
	const char *type; /* MIME */
};

/* A POST of JSON, or of a form with a file; with neither, a GET. */
struct http_request {
	const char *url;
	const char *json;                /* NULL: none */
	const struct http_file *file;    /* NULL: none */
	const struct http_field *fields; /* of the form; ends with no name */
};

/* Ends of a request other than the answer. */
struct http_limits {
	int64_t deadline_ms; /* of clock_now_ms() */
	int signal_fd;       /* readable once a signal came; -1: none */
};

/*
 * Sends the request to the endpoint on a fresh connection, once: never sends
 * it a second time, never follows a redirect.  A file is read while it is sent;
 * the exchange ends as HTTP_FILE_CHANGED, whatever the answer was, if somebody
 * wrote to it meanwhile.  Fills *exchange in every case.
 */
void http_exchange(const struct endpoint *endpoint,
    const struct http_request *request, const struct http_limits *limits,
    struct exchange *exchange);

/* Releases what the exchange holds; idempotent. */
void exchange_free(struct exchange *exchange);

#endif
