/* SPDX-License-Identifier: MIT */
/* What the program asks of the kernel for itself, before anything else. */
#ifndef PROCESS_H
#define PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Prepares the process: descriptors 0 to 2 are taken, so that no file or
 * connection becomes standard output; writing to a closed pipe, or beyond a
 * limit, is an error rather than a death; no core file will ever hold the
 * token; SIGINT, SIGTERM, SIGHUP and SIGQUIT no longer end the process but can
 * be read from the descriptor that is returned.  -1: such a descriptor cannot be had, and signals act as they
 * do by default.
 */
int process_prepare(void);

/*
 * Writes all of text to a descriptor, waiting at most a second in all for
 * whoever reads it.  False: not all of it was written.
 */
bool process_write(int fd, const char *text, size_t length);

/* A random number, for waits that must not be the same in every job. */
uint32_t process_random(void);

#endif
