/* SPDX-License-Identifier: MIT */
/*
 * The form of a request with a file (RFC 7578), which libcurl reads from the
 * disk piece by piece while it sends.
 */
#ifndef HTTP_FORM_H
#define HTTP_FORM_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stdint.h>

#include "http.h"

/*
 * Zero-initialise; its address must stay the same until http_form_free(),
 * which comes after the handle's last use.
 */
struct http_form {
	curl_mime *mime;
	const struct open_file *file;
	int64_t offset;   /* what has been read of it */
	bool has_changed; /* it ended early, or cannot be read any more */
};

/* Makes the form of the request that of the handle.  False: out of memory. */
bool http_form_set(
    struct http_form *form, CURL *easy, const struct http_request *request);

/* Whether what was sent is not what the file was when it was opened. */
bool http_form_has_changed(const struct http_form *form);

/* Releases the form; idempotent. */
void http_form_free(struct http_form *form);

#endif
