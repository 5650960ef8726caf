/* SPDX-License-Identifier: MIT */
/* The process itself; see process.h. */
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "clock.h"

/* How long a reader may keep the result waiting. */
#define WRITE_WAIT_MS 1000

/*
 * The root directory can be opened everywhere, in an empty image too, and
 * cannot be written to: what is printed is then an error, as it should be.
 */
static void
take_standard_descriptors(void)
{
	int fd;

	do
		fd = open("/", O_RDONLY | O_DIRECTORY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
}

/*
 * Signals are read like any other event, not caught: whatever they interrupt
 * is ordinary code, and process 1 of a container gets them too, which would
 * ignore them by default.
 */
static int
signal_descriptor(void)
{
	sigset_t set;
	int fd;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGQUIT);
	fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd >= 0 && sigprocmask(SIG_BLOCK, &set, NULL) != 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

int
process_prepare(void)
{
	static const struct rlimit none = { 0, 0 };

	take_standard_descriptors();
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__ /* whose leak checker has to look inside */
	prctl(PR_SET_DUMPABLE, 0);
#endif
	return signal_descriptor();
}

/*
 * Writes what fd takes within ms milliseconds; the number of bytes, or -1.  A
 * pipe that can be written to takes PIPE_BUF bytes without blocking, so no
 * more are written at once.
 */
static ssize_t
write_some(int fd, const char *text, size_t length, int64_t ms)
{
	struct pollfd pollfd = { .fd = fd, .events = POLLOUT };
	ssize_t written = 0;
	int ready = poll(&pollfd, 1, (int)ms);

	if (ready > 0)
		written =
		    write(fd, text, length < PIPE_BUF ? length : PIPE_BUF);
	if (ready >= 0 && written >= 0)
		return written;
	return errno == EINTR || errno == EAGAIN ? 0 : -1;
}

bool
process_write(int fd, const char *text, size_t length)
{
	int64_t end_ms = clock_now_ms() + WRITE_WAIT_MS;
	int64_t left = WRITE_WAIT_MS;

	while (length > 0 && left > 0) {
		ssize_t written = write_some(fd, text, length, left);

		if (written < 0)
			return false;
		text += written;
		length -= (size_t)written;
		left = end_ms - clock_now_ms();
	}
	return length == 0;
}

uint32_t
process_random(void)
{
	uint32_t number = 0;

	/* without entropy, which only an ancient kernel lacks, any will do */
	if (getrandom(&number, sizeof(number), GRND_NONBLOCK) !=
	    (ssize_t)sizeof(number))
		number = (uint32_t)getpid() * 2654435761U;
	return number;
}
