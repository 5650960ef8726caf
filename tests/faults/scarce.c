/* SPDX-License-Identifier: MIT */
/*
 * Lets memory run out.  Linked around the allocator (ld --wrap) into a build of
 * the program for tests, it makes the allocation fail whose number
 * SCARCE_AT tells, the first being 1, and with SCARCE_ON=1 all that follow.
 * The descriptor SCARCE_FD gets one byte when that happens.
 */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

/* Read at the first allocation, since the program clears its environment. */
static long
number_in(const char *variable)
{
	const char *value = getenv(variable);

	return value == NULL ? 0 : strtol(value, NULL, 10);
}

static bool
is_to_fail(void)
{
	static atomic_long count;
	static long at, on, fd; /* set before there is a second thread */
	long number = atomic_fetch_add(&count, 1) + 1;

	if (number == 1) {
		at = number_in("SCARCE_AT");
		on = number_in("SCARCE_ON");
		fd = number_in("SCARCE_FD");
	}
	if (at == 0 || number < at || (number > at && on == 0))
		return false;
	if (number == at && write((int)fd, "x", 1) != 1)
		abort();
	return true;
}

void *
__wrap_malloc(size_t size)
{
	return is_to_fail() ? NULL : __real_malloc(size);
}

void *
__wrap_calloc(size_t count, size_t size)
{
	return is_to_fail() ? NULL : __real_calloc(count, size);
}

void *
__wrap_realloc(void *memory, size_t size)
{
	return is_to_fail() ? NULL : __real_realloc(memory, size);
}
