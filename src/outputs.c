/* SPDX-License-Identifier: MIT */
/* The files of results; see outputs.h. */
#include "outputs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "setting.h"
#include "text.h"

/* The names of outputs: GitHub's, and dotenv's after SETTING_PREFIX. */
static const struct {
	const char *github, *dotenv;
} names[OUTPUT_COUNT] = {
	[OUTPUT_STATUS] = { "status", "RESULT_STATUS" },
	[OUTPUT_CLASS] = { "class", "RESULT_CLASS" },
	[OUTPUT_EXIT_CODE] = { "exit_code", "RESULT_EXIT_CODE" },
	[OUTPUT_MESSAGE_ID] = { "message_id", "RESULT_MESSAGE_ID" },
	[OUTPUT_MESSAGE_STATUS] = { "message_status", "RESULT_MESSAGE_STATUS" },
	[OUTPUT_ERROR_CODE] = { "error_code", "RESULT_ERROR_CODE" },
	[OUTPUT_RETRYABLE] = { "retryable", "RESULT_RETRYABLE" },
	[OUTPUT_ATTEMPTS] = { "attempts", "RESULT_ATTEMPTS" },
	[OUTPUT_RESULT] = { "result", "RESULT_RESULT" },
};

struct outputs
outputs_none(void)
{
	return (struct outputs){ .output_fd = -1, .summary_fd = -1 };
}

/* Opens a regular file to append to; -1: reported as a problem. */
static int
open_file(const char *path, enum setting id, struct problems *problems)
{
	struct problem problem = { .kind = CLASS_OUTPUT,
		.setting = setting_spec(id)->name,
		.rule = "not_writable" };
	struct stat status;
	int fd;

	if (path == NULL)
		return -1;
	fd = open(path,
	    O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK,
	    0600);
	if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode))
		return fd;
	problem_add(problems, &problem,
	    "the file it names cannot be opened to append to: %s",
	    fd < 0 ? strerror(errno) : "it is no regular file");
	if (fd >= 0)
		close(fd);
	return -1;
}

struct outputs
outputs_open(const struct results *results, struct problems *problems)
{
	return (struct outputs){ .format = results->output_format,
		.output_fd = open_file(
		    results->output_file, SETTING_OUTPUT_FILE, problems),
		.summary_fd = open_file(
		    results->summary_file, SETTING_SUMMARY_FILE, problems) };
}

/* The value as the grammar wants it; NULL: out of memory. */
static char *
format_value(enum output_format format, enum output output, const char *value)
{
	if (value == NULL)
		return strdup("");
	if (format == OUTPUT_GITHUB)
		return strdup(value);
	if (output == OUTPUT_RESULT)
		return text_replace(value, "$", "\\u0024");
	return strdup(strchr(value, '$') != NULL ? "" : value);
}

/* Makes *text, which may be NULL, longer by one line.  False: no memory. */
static bool
append_line(char **text, enum output_format format, enum output output,
    const char *value)
{
	char *formatted = format_value(format, output, value);
	char *longer = NULL;
	int length = -1;

	if (formatted != NULL)
		length =
		    asprintf(&longer, "%s%s%s=%s\n", *text == NULL ? "" : *text,
		        format == OUTPUT_GITHUB ? "" : SETTING_PREFIX,
		        format == OUTPUT_GITHUB ? names[output].github
		                                : names[output].dotenv,
		        formatted);
	free(formatted);
	if (length < 0)
		return false;
	free(*text);
	*text = longer;
	return true;
}

char *
outputs_format(
    enum output_format format, const char *const values[OUTPUT_COUNT])
{
	char *text = NULL;

	for (int i = 0; i < OUTPUT_COUNT; i++) {
		if (!append_line(&text, format, (enum output)i, values[i])) {
			free(text);
			return NULL;
		}
	}
	return text;
}

/* Size of the file, one more if it does not end with a newline. */
static size_t
size_with_newline(int fd)
{
	struct stat status;
	char last = '\n';

	if (fstat(fd, &status) != 0 || status.st_size == 0)
		return 0;
	if (pread(fd, &last, 1, status.st_size - 1) != 1)
		last = '\n';
	return (size_t)status.st_size + (last != '\n');
}

bool
outputs_fit(const struct outputs *outputs, size_t length)
{
	if (outputs->output_fd < 0)
		return true;
	if (outputs->format == OUTPUT_GITHUB)
		return length <= OUTPUT_RESULT_MAX;
	return size_with_newline(outputs->output_fd) + length <= DOTENV_MAX;
}

static bool
write_all(int fd, const char *text, size_t length)
{
	while (length > 0) {
		ssize_t written = write(fd, text, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		text += written;
		length -= (size_t)written;
	}
	return true;
}

bool
outputs_append(int fd, const char *text)
{
	struct stat status;

	if (fd < 0)
		return true;
	/* a file that somebody removed meanwhile is written for nobody */
	if (fstat(fd, &status) != 0 || status.st_nlink == 0)
		return false;
	if (size_with_newline(fd) > (size_t)status.st_size &&
	    !write_all(fd, "\n", 1))
		return false;
	return write_all(fd, text, strlen(text));
}

bool
outputs_close(struct outputs *outputs)
{
	bool is_closed = true;

	if (outputs->output_fd >= 0)
		is_closed = close(outputs->output_fd) == 0;
	if (outputs->summary_fd >= 0)
		is_closed = close(outputs->summary_fd) == 0 && is_closed;
	*outputs = outputs_none();
	return is_closed;
}
