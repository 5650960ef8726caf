/* SPDX-License-Identifier: MIT */
/*
 * Lets memory run out.  Linked around the allocator (ld --wrap) into a build of
 * the program for tests, it makes the allocation fail whose number
 * SCARCE_AT tells, the first being 1, and with SCARCE_ON=1 all that follow.
 * The descriptor SCARCE_FD gets one byte when that happens.
 */
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__real_reallocarray(void *memory, size_t count, size_t size);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t size);
int __real_vasprintf(char **ret_text, const char *format, va_list arguments);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void *__wrap_reallocarray(void *memory, size_t count, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t size);
int __wrap_vasprintf(char **ret_text, const char *format, va_list arguments);
int __wrap_asprintf(char **ret_text, const char *format, ...);

/* Read at the first allocation, since the program clears its environment. */
static long
number_in(const char *variable)
{
	const char *value = getenv(variable);

	return value == NULL ? 0 : strtol(value, NULL, 10);
}

static atomic_bool is_over;

/* What comes after the program, such as counting its lines, has memory. */
static void
end(void)
{
	atomic_store(&is_over, true);
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
		if (atexit(end) != 0)
			abort();
	}
	if (atomic_load(&is_over) || at == 0 || number < at ||
	    (number > at && on == 0))
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

/* Of a shared C library these would have memory. */

void *
__wrap_reallocarray(void *memory, size_t count, size_t size)
{
	return is_to_fail() ? NULL : __real_reallocarray(memory, count, size);
}

char *
__wrap_strdup(const char *text)
{
	return is_to_fail() ? NULL : __real_strdup(text);
}

char *
__wrap_strndup(const char *text, size_t size)
{
	return is_to_fail() ? NULL : __real_strndup(text, size);
}

int
__wrap_vasprintf(char **ret_text, const char *format, va_list arguments)
{
	return is_to_fail() ? -1
	                    : __real_vasprintf(ret_text, format, arguments);
}

int
__wrap_asprintf(char **ret_text, const char *format, ...)
{
	va_list arguments;
	int result;

	va_start(arguments, format);
	result = __wrap_vasprintf(ret_text, format, arguments);
	va_end(arguments);
	return result;
}
