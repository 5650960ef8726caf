/* SPDX-License-Identifier: MIT */
/*
 * The files of results: outputs for later steps of a pipeline and a summary.
 * The only module that writes to files.
 */
#ifndef OUTPUTS_H
#define OUTPUTS_H

#include <stdbool.h>
#include <stddef.h>

#include "problem.h"
#include "request.h"

/* GitHub's limit is 1 MiB a job; ours leaves room for others. */
#define OUTPUT_RESULT_MAX ((size_t)64 * 1024)

/*
 * GitLab refuses a dotenv file of 5120 bytes (gitlabhq,
 * app/services/ci/parse_dotenv_artifact_service.rb).
 */
#define DOTENV_MAX 5119

/* The outputs, in the order they are written; a NULL value is empty. */
enum output {
	OUTPUT_STATUS,
	OUTPUT_CLASS,
	OUTPUT_EXIT_CODE,
	OUTPUT_MESSAGE_ID,
	OUTPUT_MESSAGE_STATUS,
	OUTPUT_ERROR_CODE,
	OUTPUT_RETRYABLE,
	OUTPUT_ATTEMPTS,
	OUTPUT_RESULT, /* the JSON */
	OUTPUT_COUNT
};

/* The open files; begin with outputs_none(). */
struct outputs {
	enum output_format format;
	int output_fd;  /* -1: not asked for */
	int summary_fd; /* -1: not asked for */
};

/* No files at all. */
struct outputs outputs_none(void);

/*
 * Opens the files that results names, to append to; what does not exist is
 * made.  One that cannot be opened, or is no regular file, is a problem of
 * CLASS_OUTPUT.
 */
struct outputs outputs_open(
    const struct results *results, struct problems *problems);

/*
 * The outputs as text in the grammar of the file; values are single lines.
 * In dotenv, a $ would be expanded: it becomes an escape in the JSON, and
 * takes any other value with it.  NULL: out of memory.  The caller frees it.
 */
char *outputs_format(
    enum output_format format, const char *const values[OUTPUT_COUNT]);

/* Whether text of this length can still be appended to the outputs' file. */
bool outputs_fit(const struct outputs *outputs, size_t length);

/*
 * Appends text to a file, on a line of its own; true if fd is -1.  False: not
 * all of it could be written.
 */
bool outputs_append(int fd, const char *text);

/* Closes the files; false: what was written may be lost. */
bool outputs_close(struct outputs *outputs);

#endif
