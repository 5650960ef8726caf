/* SPDX-License-Identifier: MIT */
/*
 * Makes read-only what only start-up had to write: tables of pointers that an
 * attacker would like to change.  The linker marks them (RELRO), glibc's
 * start-up protects them by itself, musl's does not in a static program.
 */
#include <link.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

static int
protect(struct dl_phdr_info *program, size_t size, void *unused)
{
	const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	const ElfW(Phdr) * segment;
	uintptr_t begin, end;
	size_t i;

	(void)size;
	(void)unused;
	for (i = 0; i < program->dlpi_phnum; i++) {
		segment = &program->dlpi_phdr[i];
		if (segment->p_type != PT_GNU_RELRO)
			continue;
		begin = program->dlpi_addr + segment->p_vaddr;
		end = begin + segment->p_memsz;
		begin -= begin % page;
		end -= end % page;
		/* Nothing depends on it: the program runs without it too. */
		(void)mprotect((void *)begin, end - begin, PROT_READ);
	}
	return 0;
}

/* Runs before main. */
__attribute__((constructor)) static void
relro_apply(void)
{
	(void)dl_iterate_phdr(protect, NULL);
}
