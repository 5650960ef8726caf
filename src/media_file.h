/* SPDX-License-Identifier: MIT */
/*
 * The file that media_file names: opened once, judged by what it holds, and
 * kept open until it is uploaded, so that what was judged is what goes out.
 */
#ifndef MEDIA_FILE_H
#define MEDIA_FILE_H

#include "file.h"
#include "media.h"
#include "reading.h"

/* Zero-initialise; release with media_file_close(). */
struct media_file {
	struct open_file handle;
	enum media_format format;
};

/*
 * Opens the file of the setting media_file and finds its kind: that of type,
 * if it is set and the file fits.  MEDIA_UNKNOWN: a problem was reported.
 */
enum media_kind media_file_open(
    struct reading *reading, struct media_file *file);

/*
 * The name of that file without its folders, fit to print.  NULL: out of
 * memory.  The caller frees it.
 */
char *media_file_name(struct reading *reading);

/* Closes the file; idempotent. */
void media_file_close(struct media_file *file);

#endif
