/* SPDX-License-Identifier: MIT */
/* The clock of a run, which only this module knows. */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>

/* Milliseconds of a clock that never goes backwards and counts sleep too. */
int64_t clock_now_ms(void);

#endif
