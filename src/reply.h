/* SPDX-License-Identifier: MIT */
/*
 * What the API's answer says, read with distrust: it may come from anybody
 * between the job and Meta, and may be anything.
 */
#ifndef REPLY_H
#define REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cJSON;

/* The API's account of a refusal; members the API left out are NULL or 0. */
struct graph_error {
	int code;
	int subcode;
	char *type;
	char *title;      /* "message" in the API's words */
	char *details;    /* error_data.details: the best human sentence */
	char *fbtrace_id; /* Meta's support asks for it */
};

enum reply_kind {
	REPLY_OTHER,    /* not the API's, or not all of it */
	REPLY_ACCEPTED, /* messages[0].id is there, and no error */
	REPLY_UPLOADED, /* the id of a file is there, and no error */
	REPLY_ANSWER,   /* an object, and no error */
	REPLY_ERROR     /* a Graph error: no id was issued */
};

/* What the API says will become of a message that it accepted. */
enum message_state {
	STATE_ACCEPTED, /* on its way; the API says so or says nothing */
	STATE_HELD,     /* Meta assesses the template first, and may drop it */
	STATE_PAUSED,   /* the template is paused: it will not go out */
	STATE_OTHER     /* a word that this version does not know */
};

/*
 * Zero-initialise; release with reply_free().  A text that memory did not
 * suffice for is NULL like one left out: the kind is true in any case.
 */
struct reply {
	enum reply_kind kind;
	char *message_id;         /* with REPLY_ACCEPTED */
	char *media_id;           /* with REPLY_UPLOADED; NULL: no memory */
	enum message_state state; /* with REPLY_ACCEPTED */
	struct cJSON *answer;     /* with REPLY_ANSWER; NULL: no memory */
	struct graph_error error; /* with REPLY_ERROR */
	bool lacks_memory; /* there was more to read than memory for it */
};

/*
 * Reads a body of length bytes, NUL-terminated; NULL is no body.  Texts are
 * made printable (text_printable()).  An object "error" with an integer code
 * and a type or fbtrace_id is a Graph error whatever else is there.
 */
void reply_parse(const char *body, size_t length, struct reply *reply);

/* The same for the answer to an upload. */
void reply_parse_upload(const char *body, size_t length, struct reply *reply);

/*
 * The same for the answer to a question, which is kept whole; its texts are not
 * made printable.
 */
void reply_parse_answer(const char *body, size_t length, struct reply *reply);

/*
 * How long to wait, in milliseconds, according to the value of the header
 * x-business-use-case-usage: the longest estimated_time_to_regain_access in
 * it, which is in minutes.  0: it says nothing; NULL is no header.
 */
int64_t reply_regain_ms(const char *usage);

/*
 * Cuts the texts of an error to 4000 bytes each: after scrub_reply(), which would
 * not know a part of a secret.
 */
void reply_cut(struct reply *reply);

/* Releases what the reply holds; idempotent. */
void reply_free(struct reply *reply);

#endif
