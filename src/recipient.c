/* SPDX-License-Identifier: MIT */
/* The recipient's telephone number; see recipient.h. */
#include "recipient.h"

#include <stdbool.h>
#include <string.h>

#include "value.h"

/*
 * Copies at most size - 1 bytes of text that are no separators to bare;
 * returns how many there are in all.
 */
static size_t
drop_separators(const char *text, char *bare, size_t size)
{
	size_t length = 0;

	for (; *text != '\0'; text++) {
		if (strchr(" -.()", *text) != NULL)
			continue;
		if (length + 1 < size)
			bare[length] = *text;
		length++;
	}
	bare[length < size ? length : size - 1] = '\0';
	return length;
}

/* "(0)", "(020)", "( 0 )": a group in brackets that starts with 0. */
static bool
has_trunk_zero(const char *text)
{
	for (; (text = strchr(text, '(')) != NULL; text++)
		if (text[1 + strspn(text + 1, " ")] == '0')
			return true;
	return false;
}

static enum recipient_fault
fault_of(const char *text, const char *bare, size_t length)
{
	if (value_is_exponent(text))
		return RECIPIENT_EXPONENT;
	if (has_trunk_zero(text))
		return RECIPIENT_TRUNK_ZERO;
	if (strncmp(bare, "00", 2) == 0)
		return RECIPIENT_DOUBLE_ZERO;
	if (!value_digits(bare + (*bare == '+'), 0, length))
		return RECIPIENT_CHARACTER;
	if (*bare != '+')
		return RECIPIENT_NO_PLUS;
	if (bare[1] == '0')
		return RECIPIENT_FIRST_ZERO;
	if (length < 1 + RECIPIENT_DIGITS_MIN ||
	    length > 1 + RECIPIENT_DIGITS_MAX)
		return RECIPIENT_LENGTH;
	return RECIPIENT_FINE;
}

enum recipient_fault
recipient_parse(const char *text, char number[RECIPIENT_SIZE])
{
	char bare[RECIPIENT_SIZE];
	size_t length = drop_separators(text, bare, sizeof(bare));
	enum recipient_fault fault = fault_of(text, bare, length);

	if (fault == RECIPIENT_FINE)
		memcpy(number, bare, length + 1);
	return fault;
}

static const struct {
	const char *rule, *message;
} faults[] = {
	[RECIPIENT_FINE] = { "ok", "is fine" },
	[RECIPIENT_TRUNK_ZERO] = { "trunk_zero",
	    "has a 0 in brackets, which is dialled only inside the country: leave it "
	    "out, as in +44 20 7946 0000" },
	[RECIPIENT_DOUBLE_ZERO] = { "double_zero",
	    "starts with 00: write + in its place" },
	[RECIPIENT_NO_PLUS] = { "no_plus",
	    "must start with + and the country code; without +, Meta would "
	    "put the sender's country code in front (if it stands in YAML, "
	    "quote it)" },
	[RECIPIENT_CHARACTER] = { "character",
	    "must be + and digits; blanks, - . ( ) may stand between them" },
	[RECIPIENT_FIRST_ZERO] = { "first_zero",
	    "has 0 after the +, but no country code starts with 0" },
	[RECIPIENT_LENGTH] = { "length",
	    "must have 7 to 15 digits, country code included" },
	[RECIPIENT_EXPONENT] = { "exponent",
	    "was rewritten as a number with an exponent: quote it in the "
	    "YAML or the spreadsheet it comes from" },
};

const char *
recipient_rule(enum recipient_fault fault)
{
	return faults[fault].rule;
}

const char *
recipient_message(enum recipient_fault fault)
{
	return faults[fault].message;
}

void
recipient_mask(const char *number, char masked[RECIPIENT_SIZE])
{
	const size_t head = 3; /* + and two digits */
	const size_t tail = 2;
	size_t length = strlen(number);

	for (size_t i = 0; i <= length; i++)
		masked[i] = i >= head && i + tail < length ? '*' : number[i];
}
