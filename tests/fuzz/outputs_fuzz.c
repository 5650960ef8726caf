/* SPDX-License-Identifier: MIT */
/*
 * The values of outputs are any single lines: what is written in GitHub's and in
 * GitLab's grammar is read as they read it, and must be the same.
 */
#include "fuzz.h"

static const char *const names[OUTPUT_COUNT] = { "status", "class", "exit_code",
	"message_id", "message_status", "error_code", "retryable", "attempts",
	"result" };

/* Reads a file of outputs: the value of each name, or "". */
struct reader {
	char *values[OUTPUT_COUNT];
	int found;
};

static void
keep(struct reader *reader, const char *name, size_t name_length,
    const char *value, size_t length)
{
	for (int i = 0; i < OUTPUT_COUNT; i++)
		if (strlen(names[i]) == name_length &&
		    strncasecmp(names[i], name, name_length) == 0) {
			oracle_demand(reader->values[i] == NULL, "twice", name);
			reader->values[i] = strndup(value, length);
			reader->found++;
			return;
		}
	oracle_demand(false, "an unknown output", name);
}

/*
 * actions/runner, FileCommandManager.cs: NAME=VALUE if = comes before <<, else
 * NAME<<DELIMITER, lines, and the delimiter on a line of its own.
 */
static void
read_github(const char *text, struct reader *reader)
{
	while (*text != '\0') {
		const char *end = strchr(text, '\n');
		const char *equals = strchr(text, '=');
		const char *heredoc = strstr(text, "<<");
		char delimiter[256], closing[260];
		const char *close;

		oracle_demand(end != NULL, "no newline at the end", text);
		if (equals != NULL && equals < end &&
		    (heredoc == NULL || equals < heredoc)) {
			keep(reader, text, (size_t)(equals - text), equals + 1,
			    (size_t)(end - equals - 1));
			text = end + 1;
			continue;
		}
		oracle_demand(
		    heredoc != NULL && heredoc < end, "no form", text);
		snprintf(delimiter, sizeof(delimiter), "%.*s",
		    (int)(end - heredoc - 2), heredoc + 2);
		snprintf(closing, sizeof(closing), "\n%s\n", delimiter);
		close = strstr(end, closing);
		oracle_demand(close != NULL, "no delimiter", text);
		keep(reader, text, (size_t)(heredoc - text),
		    close > end ? end + 1 : close,
		    close > end ? (size_t)(close - end - 1) : 0);
		text = close + strlen(closing);
	}
}

/*
 * gitlabhq, parse_dotenv_artifact_service.rb: every line is KEY=VALUE, both
 * stripped; GitLab expands $ in a value, so there must be none.
 */
static void
read_dotenv(const char *text, struct reader *reader)
{
	while (*text != '\0') {
		const char *end = strchr(text, '\n');
		const char *equals = strchr(text, '=');

		oracle_demand(end != NULL && equals != NULL && equals < end,
		    "no KEY=VALUE", text);
		oracle_demand(strncmp(text, "WHATSAPP_RESULT_", 16) == 0,
		    "a name of somebody else's", text);
		oracle_demand(memchr(text, '$', (size_t)(end - text)) == NULL,
		    "GitLab would expand it", text);
		keep(reader, text + 16, (size_t)(equals - text - 16),
		    equals + 1, (size_t)(end - equals - 1));
		text = end + 1;
	}
}

/*
 * What GitLab is to read: of the result, a JSON text, a dollar is written as an
 * escape, and of anything else the value is left out.  The caller frees it.
 */
static char *
without_dollars(const char *value, bool is_result)
{
	char *made = calloc(strlen(value) + 1, 6);
	char *end = made;

	for (const char *c = value; *c != '\0'; c++) {
		if (*c == '$' && !is_result) {
			*made = '\0';
			return made;
		}
		end = *c == '$' ? stpcpy(end, "\\u0024") : stpncpy(end, c, 1);
	}
	return made;
}

static void
check(struct reader *reader, const char *const values[OUTPUT_COUNT],
    bool is_dotenv)
{
	for (int i = 0; i < OUTPUT_COUNT; i++) {
		const char *value = values[i] == NULL ? "" : values[i];
		char *expected = is_dotenv
		    ? without_dollars(value, i == OUTPUT_RESULT)
		    : strdup(value);

		oracle_demand(strcmp(reader->values[i], expected) == 0,
		    "not the same", value);
		free(expected);
		free(reader->values[i]);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *fields[OUTPUT_COUNT] = { NULL };
	const char *values[OUTPUT_COUNT];

	for (int i = 0; i < OUTPUT_COUNT; i++) {
		fields[i] = fuzz_field(&data, &size);
		/* single lines, as they come from the result's JSON */
		for (char *c = fields[i]; c != NULL && *c != '\0'; c++)
			if (*c == '\n' || *c == '\r' || *c == ' ' || *c == '\t')
				*c = '_';
		values[i] = fields[i];
	}
	for (int format = OUTPUT_GITHUB; format <= OUTPUT_DOTENV; format++) {
		struct reader reader = { 0 };
		char *text = outputs_format((enum output_format)format, values);

		oracle_demand(text != NULL, "no text", NULL);
		if (format == OUTPUT_GITHUB)
			read_github(text, &reader);
		else
			read_dotenv(text, &reader);
		oracle_demand(
		    reader.found == OUTPUT_COUNT, "an output is lost", text);
		check(&reader, values, format == OUTPUT_DOTENV);
		free(text);
	}
	for (int i = 0; i < OUTPUT_COUNT; i++)
		free(fields[i]);
	return 0;
}
