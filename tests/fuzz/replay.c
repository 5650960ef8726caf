/* SPDX-License-Identifier: MIT */
/*
 * Feeds files to a fuzzer's entry, so that `make test` needs no fuzzing engine:
 * a fuzzer linked with this in place of one.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define INPUT_MAX ((size_t)1 << 20)

static int
replay(const char *path)
{
	uint8_t *data = malloc(INPUT_MAX);
	FILE *file = fopen(path, "rb");
	size_t size;

	if (data == NULL || file == NULL) {
		perror(path);
		free(data);
		return 1;
	}
	size = fread(data, 1, INPUT_MAX, file);
	(void)fclose(file);
	/* what is read behind the end of exactly so many bytes is found */
	data = realloc(data, size > 0 ? size : 1);
	if (data == NULL)
		return 1;
	fprintf(stderr, "%s\n", path);
	(void)LLVMFuzzerTestOneInput(data, size);
	free(data);
	return 0;
}

int
main(int argc, char *argv[])
{
	int failed = 0;

	for (int i = 1; i < argc; i++)
		failed += replay(argv[i]);
	return failed;
}
