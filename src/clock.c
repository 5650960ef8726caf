/* SPDX-License-Identifier: MIT */
/* The clock of a run; see clock.h. */
#include "clock.h"

#include <time.h>

int64_t
clock_now_ms(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
