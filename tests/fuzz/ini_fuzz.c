/* SPDX-License-Identifier: MIT */
/*
 * The INI file is anything at all; the token is in the environment.  The file
 * must not lead it astray, and whatever it sets must be as the environment would
 * have it.
 */
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "source_ini.h"

/* No address, file or proxy of the file's own. */
static void
check_not_astray(const struct fuzz *fuzz)
{
	const struct endpoint *endpoint = &fuzz->request.endpoint;
	const struct results *results = &fuzz->request.results;

	oracle_demand(endpoint->proxy == NULL, "a proxy", endpoint->proxy);
	oracle_demand(endpoint->roots.content == NULL, "roots", NULL);
	oracle_demand(results->output_file == NULL, "an output file", NULL);
	oracle_demand(results->summary_file == NULL, "a summary", NULL);
	oracle_demand(
	    !message_has_file(&fuzz->request.message), "a file", NULL);
	oracle_demand(endpoint->root == NULL ||
	        strncmp(endpoint->root, "https://graph.facebook.com/v", 28) ==
	            0,
	    "another address", endpoint->root);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = { 0 };
	int fd = memfd_create("ini", MFD_CLOEXEC);
	char path[64];

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	fuzz_credentials(&fuzz);
	fuzz_put(&fuzz, SETTING_CONFIG, path);
	source_ini_read(&fuzz.settings, &fuzz.problems);
	source_read_files(&fuzz.settings, &fuzz.problems);
	close(fd);
	fuzz_read(&fuzz);
	if (problems_class(&fuzz.problems) == CLASS_OK)
		check_not_astray(&fuzz);
	fuzz_validate(&fuzz);
	fuzz_free(&fuzz);
	return 0;
}
