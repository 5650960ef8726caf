/* SPDX-License-Identifier: MIT */
/*
 * The lists of a template: a byte of choices, then header, body, buttons and
 * components, split by NUL bytes.
 */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum setting ids[] = { SETTING_TEMPLATE_HEADER,
		SETTING_TEMPLATE_BODY, SETTING_TEMPLATE_BUTTONS,
		SETTING_TEMPLATE_COMPONENTS };
	struct fuzz fuzz = { 0 };
	uint8_t choices = size > 0 ? *data : 0;

	if (size > 0)
		data++, size--;
	fuzz_credentials(&fuzz);
	fuzz_put(&fuzz, SETTING_TEMPLATE_NAME, "build_status");
	fuzz_put(&fuzz, SETTING_PROXY, ORACLE_PROXY);
	if (choices & 1)
		fuzz_put(&fuzz, SETTING_TEMPLATE_PARAMETER_FORMAT, "named");
	if (choices & 2)
		fuzz_put(&fuzz, SETTING_PARAMETER_WHITESPACE, "collapse");
	if (choices & 4)
		fuzz_put(&fuzz, SETTING_MEDIA_URL, "https://example.com/a.png");
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		char *field = fuzz_field(&data, &size);

		if (field != NULL)
			fuzz_put(&fuzz, ids[i], field);
		free(field);
	}
	fuzz_read(&fuzz);
	fuzz_validate(&fuzz);
	fuzz_free(&fuzz);
	return 0;
}
