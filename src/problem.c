/* SPDX-License-Identifier: MIT */
/* The list of problems; see problem.h. */
#include "problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

static void
free_strings(struct problem *problem)
{
	free((char *)problem->setting);
	free((char *)problem->source);
	free((char *)problem->message);
	free((char *)problem->position);
}

/* A printable copy of text; NULL stays NULL.  False: out of memory. */
static bool
copy(const char *text, const char **ret_copy)
{
	if (text == NULL)
		return true;
	*ret_copy = text_printable(text);
	return *ret_copy != NULL;
}

void
problem_add(struct problems *problems, const struct problem *problem,
    const char *format, ...)
{
	struct problem new = { .kind = problem->kind, .rule = problem->rule };
	struct problem *items;
	char *message = NULL;
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vasprintf(&message, format, arguments);
	va_end(arguments);
	items = realloc(
	    problems->items, (problems->count + 1) * sizeof(*problems->items));
	if (items != NULL)
		problems->items = items;
	if (length < 0 || items == NULL || !copy(message, &new.message) ||
	    !copy(problem->setting, &new.setting) ||
	    !copy(problem->source, &new.source) ||
	    !copy(problem->position, &new.position)) {
		free_strings(&new);
		problems->incomplete = true;
	} else
		items[problems->count++] = new;
	if (length >= 0)
		free(message);
}

bool
problems_concern(const struct problems *problems, const char *setting)
{
	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->items[i];

		if (problem->kind != CLASS_OK && problem->setting != NULL &&
		    strcmp(problem->setting, setting) == 0)
			return true;
	}
	return false;
}

enum result_class
problems_class(const struct problems *problems)
{
	static const enum result_class order[] = { CLASS_USAGE, CLASS_CONFIG,
		CLASS_INPUT, CLASS_RECIPIENT, CLASS_CONTENT, CLASS_OUTPUT };

	if (problems->incomplete)
		return CLASS_INTERNAL;
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		for (size_t j = 0; j < problems->count; j++)
			if (problems->items[j].kind == order[i])
				return order[i];
	return CLASS_OK;
}

void
problems_free(struct problems *problems)
{
	for (size_t i = 0; i < problems->count; i++)
		free_strings(&problems->items[i]);
	free(problems->items);
	*problems = (struct problems){ 0 };
}
