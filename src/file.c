/* SPDX-License-Identifier: MIT */
/* Files that settings name; see file.h. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Reads up to size bytes into buffer; the number read, or -1. */
static ssize_t
read_all(int fd, char *buffer, size_t size)
{
	size_t done = 0;

	while (done < size) {
		ssize_t n = read(fd, buffer + done, size - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		done += (size_t)n;
	}
	return (ssize_t)done;
}

static enum file_fault
read_regular(int fd, size_t max, struct file *ret_file)
{
	struct stat status;
	struct file file = { 0 };
	ssize_t length;

	if (fstat(fd, &status) != 0)
		return FILE_UNREADABLE;
	if (!S_ISREG(status.st_mode))
		return FILE_NOT_REGULAR;
	if (status.st_size > (off_t)max)
		return FILE_TOO_LARGE;
	/* st_size is 0 for files such as those in /proc: read to find out */
	if (status.st_size > 0)
		max = (size_t)status.st_size;
	file.content = malloc(max + 2);
	if (file.content == NULL)
		return FILE_NO_MEMORY;
	length = read_all(fd, file.content, max + 1);
	if (length <= 0 || (size_t)length > max) {
		free(file.content);
		return length < 0 ? FILE_UNREADABLE
		    : length == 0 ? FILE_EMPTY
		                  : FILE_TOO_LARGE;
	}
	file.content[length] = '\0';
	file.length = (size_t)length;
	file.others_may_read = (status.st_mode & S_IROTH) != 0;
	*ret_file = file;
	return FILE_OK;
}

static enum file_fault
opening_fault(int error)
{
	if (error == ENOENT || error == ENOTDIR)
		return FILE_MISSING;
	if (error == EACCES || error == EPERM)
		return FILE_FORBIDDEN;
	return error == ENXIO ? FILE_NOT_REGULAR : FILE_UNREADABLE;
}

enum file_fault
file_read(const char *path, size_t max, struct file *ret_file)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	enum file_fault fault;

	if (fd < 0)
		return opening_fault(errno);
	fault = read_regular(fd, max, ret_file);
	close(fd);
	return fault;
}

void
file_free(struct file *file)
{
	if (file->content != NULL)
		explicit_bzero(file->content, file->length);
	free(file->content);
	*file = (struct file){ 0 };
}

static const struct {
	const char *rule, *message;
} faults[] = {
	[FILE_OK] = { "ok", "is fine" },
	[FILE_MISSING] = { "file_missing", "does not exist" },
	[FILE_FORBIDDEN] = { "file_forbidden",
	    "may not be read by the user that runs this" },
	[FILE_NOT_REGULAR] = { "file_not_regular", "is not a regular file" },
	[FILE_EMPTY] = { "file_empty", "is empty" },
	[FILE_TOO_LARGE] = { "file_too_large", "is larger than 1 MiB" },
	[FILE_UNREADABLE] = { "file_unreadable", "cannot be read" },
	[FILE_NO_MEMORY] = { "out_of_memory", "does not fit into memory" },
};

const char *
file_rule(enum file_fault fault)
{
	return faults[fault].rule;
}

const char *
file_message(enum file_fault fault)
{
	return faults[fault].message;
}
