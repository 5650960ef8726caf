/* SPDX-License-Identifier: MIT */
/* The clock of a run, which only this module knows. */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Milliseconds of a clock that never goes backwards and counts sleep too. */
int64_t clock_now_ms(void);

/* The time of day, in seconds since 1970. */
int64_t clock_today_s(void);

/*
 * Waits for ms milliseconds, or until one of two descriptors can be read; -1:
 * no such descriptor.  False: one can be.
 */
bool clock_wait(int64_t ms, int fd, int other_fd);

#endif
