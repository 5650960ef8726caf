/* SPDX-License-Identifier: MIT */
/* The process itself; see process.h. */
#include "process.h"

#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

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
	setrlimit(RLIMIT_CORE, &none);
	return signal_descriptor();
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
