/* SPDX-License-Identifier: MIT */
/* Files that settings name; see file.h. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory.h"

/* Reads up to size bytes from offset on; the number read, or -1. */
static ssize_t
read_all(int fd, int64_t offset, char *buffer, size_t size)
{
	size_t done = 0;

	while (done < size) {
		ssize_t n = pread(fd, buffer + done, size - done,
		    (off_t)(offset + (int64_t)done));

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
read_regular(
    int fd, const struct stat *status, size_t max, struct file *ret_file)
{
	struct file file = { 0 };
	ssize_t length;

	if (status->st_size > (off_t)max)
		return FILE_TOO_LARGE;
	/* st_size is 0 for files such as those in /proc: read to find out */
	if (status->st_size > 0)
		max = (size_t)status->st_size;
	file.content = malloc(max + 2);
	if (file.content == NULL)
		return FILE_NO_MEMORY;
	length = read_all(fd, 0, file.content, max + 1);
	if (length <= 0 || (size_t)length > max) {
		memory_free(file.content);
		return length < 0 ? FILE_UNREADABLE
		    : length == 0 ? FILE_EMPTY
		                  : FILE_TOO_LARGE;
	}
	file.content[length] = '\0';
	file.length = (size_t)length;
	file.others_may_read = (status->st_mode & S_IROTH) != 0;
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

/* Opens a regular file, which a FIFO or a device cannot delay. */
static enum file_fault
open_regular(const char *path, int *ret_fd, struct stat *status)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	enum file_fault fault = FILE_OK;

	if (fd < 0)
		return opening_fault(errno);
	if (fstat(fd, status) != 0)
		fault = FILE_UNREADABLE;
	else if (!S_ISREG(status->st_mode))
		fault = FILE_NOT_REGULAR;
	if (fault != FILE_OK)
		close(fd);
	else
		*ret_fd = fd;
	return fault;
}

enum file_fault
file_read(const char *path, size_t max, struct file *ret_file)
{
	struct stat status;
	int fd;
	enum file_fault fault = open_regular(path, &fd, &status);

	if (fault != FILE_OK)
		return fault;
	fault = read_regular(fd, &status, max, ret_file);
	close(fd);
	return fault;
}

enum file_fault
file_open(const char *path, struct open_file *ret_handle)
{
	struct stat status;
	int fd;
	enum file_fault fault = open_regular(path, &fd, &status);

	if (fault != FILE_OK)
		return fault;
	if (status.st_size == 0) {
		close(fd);
		return FILE_EMPTY;
	}
	*ret_handle = (struct open_file){ fd, status.st_size, status.st_mtim };
	return FILE_OK;
}

ssize_t
file_read_at(
    const struct open_file *handle, int64_t offset, char *buffer, size_t size)
{
	return read_all(handle->fd, offset, buffer, size);
}

bool
file_is_unchanged(const struct open_file *handle)
{
	struct stat status;

	return fstat(handle->fd, &status) == 0 &&
	    status.st_size == handle->size &&
	    status.st_mtim.tv_sec == handle->modified.tv_sec &&
	    status.st_mtim.tv_nsec == handle->modified.tv_nsec;
}

void
file_close(struct open_file *handle)
{
	if (handle->size > 0)
		close(handle->fd);
	*handle = (struct open_file){ 0 };
}

void
file_free(struct file *file)
{
	memory_free(file->content);
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
