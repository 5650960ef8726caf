/* SPDX-License-Identifier: MIT */
/* A text that grows as it is written, up to a limit. */
#ifndef BUFFER_H
#define BUFFER_H

#include <stdbool.h>
#include <stddef.h>

/*
 * More than any text made of a setting's value needs; a text that would grow
 * beyond it was made to do so, as by a link that is referred to a thousand
 * times.
 */
#define BUFFER_MAX (16 * 1024 * 1024)

/* Zero-initialise; release with buffer_free(). */
struct buffer {
	char *text; /* not terminated; NULL while empty */
	size_t size, capacity;
	bool has_failed; /* memory ran out, or the limit was reached */
	bool is_full;    /* it was the limit; stays after buffer_take() */
};

/* Appends size bytes, unless it has failed before. */
void buffer_add(struct buffer *buffer, const char *text, size_t size);

/* Appends a string. */
void buffer_add_string(struct buffer *buffer, const char *text);

/*
 * The text, terminated, which the caller frees; NULL if the buffer has
 * failed.  The buffer is empty afterwards.
 */
char *buffer_take(struct buffer *buffer);

/* Releases the text; idempotent. */
void buffer_free(struct buffer *buffer);

#endif
