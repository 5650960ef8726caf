/* SPDX-License-Identifier: MIT */
/* The clock of a run; see clock.h. */
#include "clock.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <time.h>

int64_t
clock_now_ms(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t
clock_today_s(void)
{
	return (int64_t)time(NULL);
}

bool
clock_wait(int64_t ms, int fd, int other_fd)
{
	int64_t end = clock_now_ms() + ms;
	struct pollfd fds[] = { { .fd = fd, .events = POLLIN },
		{ .fd = other_fd, .events = POLLIN } };
	int64_t left = ms;

	while (left > 0) {
		int ready = poll(fds, 2, left > INT_MAX ? INT_MAX : (int)left);

		if (ready > 0 || (ready < 0 && errno != EINTR))
			return false;
		left = end - clock_now_ms();
	}
	return true;
}
