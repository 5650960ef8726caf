/* SPDX-License-Identifier: MIT */
/* Texts for the command line; see help.h. */
#include "help.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "class.h"
#include "explain.h"
#include "setting.h"
#include "versions.h"

/* docs/result.schema.json, which the assembler finds. */
__asm__(".pushsection .rodata.schema, \"a\"\n"
        "schema: .incbin \"docs/result.schema.json\"\n"
        "schema_end: .balign 8\n"
        "schema_size: .quad schema_end - schema\n"
        ".popsection\n");
extern const char schema[] __attribute__((visibility("hidden")));
extern const uint64_t schema_size __attribute__((visibility("hidden")));

static const char introduction[] =
    "whatsapp-send: sends one WhatsApp message or template from a pipeline\n"
    "\n"
    "Setting X is read from WHATSAPP_X in the environment, in capitals, or from\n"
    "the file that WHATSAPP_X_FILE names, unless X is a path itself; or else from\n"
    "an INI file, see config.  One JSON object on stdout tells what happened, and\n"
    "the exit code what kind of thing it was.\n"
    "\n"
    "Examples, with WHATSAPP_ACCESS_TOKEN, WHATSAPP_PHONE_NUMBER_ID and\n"
    "WHATSAPP_RECIPIENT set:\n"
    "  WHATSAPP_TEMPLATE_NAME=hello_world whatsapp-send\n"
    "  WHATSAPP_TEXT='Build 42 is green' whatsapp-send\n"
    "  WHATSAPP_TEXT='Build 42 is green' WHATSAPP_MODE=validate whatsapp-send\n";

static const char arguments[] =
    "\n"
    "arguments, one at a time\n"
    "  --help          print this\n"
    "  --version       print versions, libraries' too\n"
    "  --explain CODE  print what an exit code, or an API error as 131047 or\n"
    "                  190/463, means\n"
    "  --schema        print the JSON Schema of the result\n";

/* The name with its value, what holds if it is unset, and what it is for. */
static void
print_setting(const struct setting_spec *spec)
{
	printf("  %s=%s", spec->name, spec->value);
	if (spec->fallback != NULL)
		printf("  (default %s)", spec->fallback);
	if (spec->flags & FLAG_REQUIRED)
		printf("  (required)");
	if (spec->flags & FLAG_SECRET)
		printf("  (secret)");
	printf("\n      %s\n", spec->help);
}

static void
print_settings(void)
{
	int group = -1;

	for (int id = 0; id < SETTING_COUNT; id++) {
		const struct setting_spec *spec =
		    setting_spec((enum setting)id);

		if ((int)spec->group != group)
			printf("\n%s\n", setting_group_title(spec->group));
		group = (int)spec->group;
		print_setting(spec);
	}
}

/* Each exit code with the classes that have it. */
static void
print_exit_codes(void)
{
	int last = -1;

	printf("\nexit codes");
	for (int kind = 0; kind < CLASS_COUNT; kind++) {
		int code = class_exit_code((enum result_class)kind);

		if (code == last)
			printf(", %s", class_name((enum result_class)kind));
		else
			printf("\n  %2d  %s", code,
			    class_name((enum result_class)kind));
		last = code;
	}
	printf("\n");
}

static void
print_help(void)
{
	fputs(introduction, stdout);
	print_settings();
	print_exit_codes();
	fputs(arguments, stdout);
}

static void
print_version(void)
{
	printf("whatsapp-send %s\n%s", VERSION, DEPENDENCY_VERSIONS);
}

static void
print_schema(void)
{
	fwrite(schema, 1, (size_t)schema_size, stdout);
}

bool
help_answer(int argc, char *const argv[], int *ret_exit_code)
{
	static const struct {
		const char *argument;
		void (*print)(void);
	} answers[] = { { "--help", print_help },
		{ "--version", print_version }, { "--schema", print_schema } };
	bool is_answered = false;

	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		if (argc == 2 && strcmp(argv[1], answers[i].argument) == 0) {
			answers[i].print();
			is_answered = true;
		}
	}
	if (argc == 3 && strcmp(argv[1], "--explain") == 0)
		is_answered = explain(argv[2]);
	if (is_answered)
		*ret_exit_code = class_exit_code(
		    fflush(stdout) == 0 && !ferror(stdout) ? CLASS_OK
		                                           : CLASS_OUTPUT);
	return is_answered;
}
