/* SPDX-License-Identifier: MIT */
/* Reads settings from the environment, and nobody else reads it. */
#ifndef SOURCE_ENV_H
#define SOURCE_ENV_H

struct problems;
struct settings;

/*
 * Takes every WHATSAPP_* variable, except WHATSAPP_RESULT_*, which names
 * outputs.  Then overwrites the variables' values where they lie, since they
 * would stay readable in /proc/PID/environ, and clears the environment, so
 * that no library can read any other variable (DESIGN 1.6).
 */
void source_env_read(struct settings *settings, struct problems *problems);

#endif
