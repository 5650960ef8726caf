/* SPDX-License-Identifier: MIT */
/*
 * One run as it was asked for, complete and checked: what to send, to whom,
 * through which endpoint.  Nothing after it knows where a setting came from.
 */
#ifndef REQUEST_H
#define REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "endpoint.h"
#include "message.h"
#include "problem.h"
#include "recipient.h"
#include "setting.h"

#define RETRIES_MAX 10

enum mode {
	MODE_SEND,
	MODE_VALIDATE,
	MODE_CHECK
};

enum output_format {
	OUTPUT_GITHUB,
	OUTPUT_DOTENV
};

/* Where results go beside stdout and stderr. */
struct results {
	const char *output_file; /* NULL: nowhere */
	enum output_format output_format;
	const char *summary_file; /* NULL: nowhere */
	bool annotate;            /* workflow commands of GitHub's on stderr */
	bool verbose;
};

/* Zero-initialise; release with request_free(). */
struct request {
	enum mode mode;
	bool is_skipped; /* nothing is to be sent, and that is no error */
	bool warn_only;  /* on_error=warn */
	int retries;
	bool retry_unknown;
	bool check_first;
	const char *business_account_id; /* NULL: unset */
	struct results results;
	struct recipient recipient; /* empty if unset: not with MODE_SEND */
	struct message message;
	struct endpoint endpoint;
};

/*
 * Makes the request that checked and resolved settings (job_status.h)
 * describe, or adds to problems all that stands against it.  With is_skipped
 * set, no message is looked for.  The request borrows from settings, and is complete only if
 * problems_class() says ok; its mode and results are always set.
 */
void request_build(const struct settings *settings, struct request *request,
    struct problems *problems);

/* "send", "validate" or "check". */
const char *mode_name(enum mode mode);

/* Releases what the request holds; idempotent. */
void request_free(struct request *request);

#endif
