/* SPDX-License-Identifier: MIT */
/*
 * Reads settings from the INI file that the setting config names; there is no
 * other way to one, since a pull request could plant a file where it would be
 * found.  The only module that knows inih.
 */
#ifndef SOURCE_INI_H
#define SOURCE_INI_H

#include "problem.h"
#include "setting.h"

/* Longer than any value has reason to be; see X_file for long ones. */
#define INI_LINE_MAX 65536

/*
 * Takes every "name = value", or "name: value", under [whatsapp], unless the environment has set
 * it.  The file is regular, at most SETTING_VALUE_MAX bytes, and each line of
 * it is a setting, a comment (; or # first), the one section, or blank;
 * whatever else it holds is a problem at "path:line".  Nothing after the = is
 * a comment, and a value ends with its line.
 *
 * What could lead a token of the environment astray, such as api_url or any
 * path, is taken only if the token is not from the environment.
 */
void source_ini_read(struct settings *settings, struct problems *problems);

#endif
