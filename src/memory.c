/* SPDX-License-Identifier: MIT */
/* Memory that leaves nothing behind; see memory.h. */
#include "memory.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

void
memory_free(void *memory)
{
	if (memory != NULL)
		explicit_bzero(memory, malloc_usable_size(memory));
	free(memory);
}

/* realloc() itself would leave a copy behind, so it always moves. */
void *
memory_resize(void *memory, size_t size)
{
	size_t old = memory == NULL ? 0 : malloc_usable_size(memory);
	void *moved = malloc(size);

	if (moved == NULL)
		return NULL;
	if (old > 0)
		memcpy(moved, memory, old < size ? old : size);
	memory_free(memory);
	return moved;
}
