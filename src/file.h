/* SPDX-License-Identifier: MIT */
/*
 * Reads files that settings name: regular ones, either whole and of bounded
 * size, or piece by piece.  Symbolic links are followed, as everywhere in a
 * pipeline; what counts is what they lead to.
 */
#ifndef FILE_H
#define FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

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

/*
 * A file that is open, as it was then.  Zero-initialise; release with
 * file_close().
 */
struct open_file {
	int fd;
	int64_t size; /* 0: none is open */
	struct timespec modified;
};

/*
 * Opens the regular file at path, which is not empty, to be read piece by
 * piece; like file_read() it never waits.  On any fault *ret_handle is
 * untouched.
 */
enum file_fault file_open(const char *path, struct open_file *ret_handle);

/*
 * Reads size bytes from offset on, fewer only at the end of the file.  The
 * number of bytes read, or -1.
 */
ssize_t file_read_at(
    const struct open_file *handle, int64_t offset, char *buffer, size_t size);

/* Whether nobody wrote to the file or cut it since it was opened. */
bool file_is_unchanged(const struct open_file *handle);

/* Closes the file; idempotent. */
void file_close(struct open_file *handle);

/* Stable word for a fault, such as "file_missing". */
const char *file_rule(enum file_fault fault);

/* What is wrong with the file, such as "is empty". */
const char *file_message(enum file_fault fault);

#endif
