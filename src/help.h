/* SPDX-License-Identifier: MIT */
/* What the command line can ask: texts made from the tables. */
#ifndef HELP_H
#define HELP_H

#include <stdbool.h>

/*
 * Answers --help, --version, --schema and --explain CODE on stdout.  False,
 * nothing written: these are no arguments the program takes.  Otherwise *ret_exit_code is 0, or that of
 * CLASS_OUTPUT if stdout cannot be written.
 */
bool help_answer(int argc, char *const argv[], int *ret_exit_code);

#endif
