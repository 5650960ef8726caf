/* SPDX-License-Identifier: MIT */
/* A text that grows; see buffer.h. */
#include "buffer.h"

#include <stdlib.h>
#include <string.h>

#define CAPACITY_FIRST 1024

/* Makes room for size more bytes; false: it has failed. */
static bool
reserve(struct buffer *buffer, size_t size)
{
	size_t capacity =
	    buffer->capacity > 0 ? buffer->capacity : CAPACITY_FIRST;
	char *text;

	if (size > BUFFER_MAX - buffer->size) {
		buffer->is_full = true;
		return false;
	}
	while (capacity - buffer->size < size)
		capacity *= 2;
	if (capacity == buffer->capacity)
		return true;
	text = realloc(buffer->text, capacity);
	if (text == NULL)
		return false;
	buffer->text = text;
	buffer->capacity = capacity;
	return true;
}

void
buffer_add(struct buffer *buffer, const char *text, size_t size)
{
	if (size == 0 || buffer->has_failed)
		return;
	if (!reserve(buffer, size)) {
		buffer->has_failed = true;
		return;
	}
	memcpy(buffer->text + buffer->size, text, size);
	buffer->size += size;
}

void
buffer_add_string(struct buffer *buffer, const char *text)
{
	buffer_add(buffer, text, strlen(text));
}

char *
buffer_take(struct buffer *buffer)
{
	char *text = NULL;
	bool is_full;

	buffer_add(buffer, "", 1);
	is_full = buffer->is_full;
	if (!buffer->has_failed) {
		text = buffer->text;
		buffer->text = NULL;
	}
	buffer_free(buffer);
	buffer->is_full = is_full;
	return text;
}

void
buffer_free(struct buffer *buffer)
{
	free(buffer->text);
	*buffer = (struct buffer){ 0 };
}
