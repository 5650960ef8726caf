/* SPDX-License-Identifier: MIT */
/* The raw JSON of a message is anything at all; a first byte chooses the rest. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = { 0 };
	uint8_t choices = size > 0 ? *data : 0;
	char *text;

	if (size == 0)
		return 0;
	text = strndup((const char *)data + 1, size - 1);
	fuzz_credentials(&fuzz);
	fuzz_put(&fuzz, SETTING_MESSAGE, text);
	fuzz_put(&fuzz, SETTING_PROXY, ORACLE_PROXY);
	if (choices & 1)
		fuzz_put(&fuzz, SETTING_CATEGORY, "utility");
	if (choices & 2)
		fuzz_put(&fuzz, SETTING_CALLBACK_DATA, "job 42");
	if (choices & 4)
		fuzz_put(&fuzz, SETTING_PARAMETER_WHITESPACE, "collapse");
	free(text);
	fuzz_read(&fuzz);
	fuzz_validate(&fuzz);
	fuzz_free(&fuzz);
	return 0;
}
