/* SPDX-License-Identifier: MIT */
/*
 * Memory that leaves nothing behind.  What held a secret, or may have, is
 * given back through here; so is all that libcurl, cJSON and inih give back,
 * who copy what they are handed to places that nobody else knows.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include <stddef.h>

/* Like free(), of anything that malloc() gave; overwrites it first. */
void memory_free(void *memory);

/* Like realloc(), but overwrites the old place where it has to move. */
void *memory_resize(void *memory, size_t size);

#endif
