/* SPDX-License-Identifier: MIT */
/* What a file holds, as far as its first bytes tell; a pure function. */
#ifndef MEDIA_CONTENT_H
#define MEDIA_CONTENT_H

#include <stdbool.h>
#include <stddef.h>

#include "media.h"

/* So many bytes tell all that is asked here. */
#define MEDIA_HEAD_SIZE 4096

struct media_content {
	/*
	 * FORMAT_TEXT is whatever has no NUL; FORMAT_UNKNOWN is binary.  What
	 * the name must tell comes as FORMAT_OLE, FORMAT_ZIP or FORMAT_MP4.
	 */
	enum media_format format;
	int channels;         /* of FORMAT_OPUS */
	bool is_animated;     /* FORMAT_WEBP that moves */
	bool is_square_512;   /* FORMAT_WEBP of 512 x 512 */
	bool is_plain_colour; /* FORMAT_PNG with 8 bits of RGB or RGBA */
};

/* Reads the first length bytes of a file, at least 1. */
struct media_content media_content_read(
    const unsigned char *bytes, size_t length);

#endif
