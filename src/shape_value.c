/* SPDX-License-Identifier: MIT */
/* Strings, words, numbers and booleans; see shape_walk.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "shape_walk.h"
#include "text.h"
#include "value.h"

#define WORD_MAX 64 /* Meta's longest has 25 characters */

bool
shape_is_among(const char *text, const char *words)
{
	size_t length = strlen(text);

	for (;;) {
		size_t size = strcspn(words, "|,");

		if (size == length && strncasecmp(words, text, size) == 0)
			return true;
		if (words[size] != '|')
			return false;
		words += size + 1;
	}
}

static void
check_length(const struct shape_walk *walk, const struct shape_rule *rule,
    const char *text)
{
	size_t length = text_length(text);

	if (length < (size_t)rule->min)
		shape_fail(
		    walk, "empty", "is empty, which the API does not take");
	else if (rule->max > 0 && length > (size_t)rule->max)
		shape_fail(walk, "too_long",
		    "has %zu characters; at most %d are allowed: shorten it",
		    length, rule->max);
	else if (rule->doubtful > 0 && length > (size_t)rule->doubtful)
		shape_warn(walk, "long",
		    "has %zu characters; the API may refuse more than %d",
		    length, rule->doubtful);
}

static void
check_text(const struct shape_walk *walk, const struct shape_rule *rule)
{
	const char *text = cJSON_GetStringValue(walk->place.node);
	const struct form_fault *fault;

	if (text == NULL) {
		shape_fail(walk, "type", "must be a string");
		return;
	}
	check_length(walk, rule, text);
	fault = *text == '\0' ? NULL : form_check(rule->form, text);
	if (fault != NULL && fault->is_warning)
		shape_warn(walk, fault->rule, "%s", fault->message);
	else if (fault != NULL)
		shape_fail(walk, fault->rule, "%s", fault->message);
}

/* A word that Meta may have added: as all of theirs, in lower case. */
static bool
is_new_word(const char *word)
{
	return strlen(word) <= WORD_MAX &&
	    word[strspn(word, "abcdefghijklmnopqrstuvwxyz_")] == '\0';
}

static void
check_word(const struct shape_walk *walk, const struct shape_rule *rule)
{
	const char *word = cJSON_GetStringValue(walk->place.node);

	if (word == NULL)
		shape_fail(walk, "type", "must be a string");
	else if (rule->flags & SHAPE_ANY_CASE
	        ? shape_is_among(word, rule->words)
	        : value_choice(word, rule->words) >= 0)
		return;
	else if ((rule->flags & SHAPE_OPEN) && is_new_word(word))
		shape_warn(walk, "unknown_word",
		    "is a word that this version does not know: it is passed "
		    "on, and what belongs to it is not checked");
	else
		shape_fail(walk, "choice", "must be one of %s", rule->words);
}

/* The number that node is, or reads as; NAN: it is none. */
static double
number_of(const cJSON *node, bool may_be_text)
{
	const char *text = cJSON_GetStringValue(node);
	char *end = NULL;
	double number;

	if (text == NULL)
		return cJSON_IsNumber(node) ? node->valuedouble : NAN;
	if (!may_be_text || *text == '\0' ||
	    text[strspn(text, "+-.0123456789")] != '\0')
		return NAN;
	number = strtod(text, &end);
	return *end == '\0' ? number : NAN;
}

static void
check_number(const struct shape_walk *walk, const struct shape_rule *rule)
{
	double number =
	    number_of(walk->place.node, rule->kind == SHAPE_DECIMAL);

	if (isnan(number))
		shape_fail(walk, "type", "must be a number");
	else if ((rule->flags & SHAPE_WHOLE) && number != floor(number))
		shape_fail(walk, "whole", "must be a whole number");
	else if ((rule->min != 0 || rule->max != 0) &&
	    (number < rule->min || number > rule->max))
		shape_fail(walk, "range", "must be from %d to %d", rule->min,
		    rule->max);
}

void
shape_check_value(const struct shape_walk *walk, const struct shape_rule *rule)
{
	if (rule->kind == SHAPE_TEXT)
		check_text(walk, rule);
	else if (rule->kind == SHAPE_WORD)
		check_word(walk, rule);
	else if (rule->kind == SHAPE_NUMBER || rule->kind == SHAPE_DECIMAL)
		check_number(walk, rule);
	else if (rule->kind == SHAPE_BOOLEAN && !cJSON_IsBool(walk->place.node))
		shape_fail(walk, "type", "must be true or false");
}
