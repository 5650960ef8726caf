/* SPDX-License-Identifier: MIT */
/* Reads files that settings name: regular ones of bounded size, whole. */
#ifndef FILE_H
#define FILE_H

#include <stdbool.h>
#include <stddef.h>

enum file_fault {
	FILE_OK,
	FILE_MISSING,     /* nothing there */
	FILE_FORBIDDEN,   /* there, but not for this user */
	FILE_NOT_REGULAR, /* a directory, FIFO, device or socket */
	FILE_EMPTY,
	FILE_TOO_LARGE,
	FILE_UNREADABLE, /* the kernel cannot open or read it */
	FILE_NO_MEMORY
};

struct file {
	char *content; /* a NUL follows the last byte */
	size_t length;
	bool others_may_read; /* mode has the read bit for others */
};

/*
 * Reads the regular file at path, at most max bytes of it.  Never waits for a
 * FIFO or a device.  On any fault *ret_file is untouched; otherwise release it
 * with file_free().
 */
enum file_fault file_read(const char *path, size_t max, struct file *ret_file);

/* Wipes the content, which may be a secret, and releases it. */
void file_free(struct file *file);

/* Stable word for a fault, such as "file_missing". */
const char *file_rule(enum file_fault fault);

/* What is wrong with the file, such as "is empty". */
const char *file_message(enum file_fault fault);

#endif
