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

/* Appends what is complete; false: out of memory. */
static bool
append(struct problems *problems, const struct problem *problem)
{
	struct problem *items = realloc(
	    problems->items, (problems->count + 1) * sizeof(*problems->items));

	if (items == NULL)
		return false;
	items[problems->count++] = *problem;
	problems->items = items;
	return true;
}

/* A printable copy of the whole problem; false: out of memory. */
static bool
copy_problem(const struct problem *problem, struct problem *ret_copy)
{
	ret_copy->kind = problem->kind;
	ret_copy->rule = problem->rule;
	return copy(problem->message, &ret_copy->message) &&
	    copy(problem->setting, &ret_copy->setting) &&
	    copy(problem->source, &ret_copy->source) &&
	    copy(problem->position, &ret_copy->position);
}

static void
keep(struct problems *problems, const struct problem *problem)
{
	struct problem new = { 0 };

	if (!copy_problem(problem, &new) || !append(problems, &new)) {
		free_strings(&new);
		problems->incomplete = true;
	}
}

void
problem_add(struct problems *problems, const struct problem *problem,
    const char *format, ...)
{
	struct problem new = *problem;
	char *message = NULL;
	va_list arguments;

	problems->kinds |= 1U << problem->kind;
	if (problems->count == PROBLEMS_MAX)
		keep(problems,
		    &(struct problem){ .kind = problem->kind,
		        .rule = "and_more",
		        .message = "there are more problems than these" });
	if (problems->count > PROBLEMS_MAX)
		return;
	va_start(arguments, format);
	if (vasprintf(&message, format, arguments) < 0)
		problems->incomplete = true;
	else {
		new.message = message;
		keep(problems, &new);
		free(message);
	}
	va_end(arguments);
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
		CLASS_INPUT, CLASS_RECIPIENT, CLASS_CONTENT, CLASS_OUTPUT,
		CLASS_AUTH, CLASS_ACCOUNT, CLASS_TEMPLATE };

	if (problems->incomplete)
		return CLASS_INTERNAL;
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		if (problems->kinds & 1U << order[i])
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

void
problems_forget(struct problems *problems)
{
	unsigned kinds = problems->kinds;

	problems_free(problems);
	problems->kinds = kinds;
	problems->incomplete = true;
}
