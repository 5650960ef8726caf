/* SPDX-License-Identifier: MIT */
/*
 * Markdown is any text; two bytes before it tell how much of it may be sent.
 * Judged by a reading of its own (markdown_oracle.h), and sent as a text whose
 * length must be within Meta's limit.
 */
#include "fuzz.h"
#include "markdown_oracle.h"

/* What the API would get: valid, visible, and at most as long as it may be. */
static void
check_body(const struct fuzz *fuzz)
{
	const cJSON *text = cJSON_GetObjectItemCaseSensitive(
	    fuzz->request.message.content, "text");
	const cJSON *body = cJSON_GetObjectItemCaseSensitive(text, "body");

	oracle_demand(cJSON_IsString(body), "no body", NULL);
	oracle_printable(body->valuestring, "\n\t");
	oracle_demand(
	    oracle_length(body->valuestring) <= 4096, "too long", NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = { 0 };
	const char *fault = NULL;
	char *text;

	if (size < 2)
		return 0;
	text = strndup((const char *)data + 2, size - 2);
	fuzz_credentials(&fuzz);
	fuzz_put(&fuzz, SETTING_TEXT, text);
	fuzz_put(&fuzz, SETTING_TEXT_FORMAT, "markdown");
	fuzz_put(&fuzz, SETTING_TEXT_OVERFLOW, "truncate");
	fuzz_read(&fuzz);
	if (*text != '\0' && problems_class(&fuzz.problems) == CLASS_OK) {
		check_body(&fuzz);
		fault = oracle_judge(settings_get(&fuzz.settings, SETTING_TEXT),
		    16 + (data[0] + 256U * data[1]) % 5000);
	}
	oracle_demand(fault == NULL, fault, text);
	free(text);
	fuzz_validate(&fuzz);
	fuzz_free(&fuzz);
	return 0;
}
