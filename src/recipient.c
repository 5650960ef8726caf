/* SPDX-License-Identifier: MIT */
/* The recipient; see recipient.h. */
#include "recipient.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "value.h"

/* What may stand between the digits of a number. */
#define SEPARATORS " -.()"

#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define ALPHANUMERIC UPPER "abcdefghijklmnopqrstuvwxyz0123456789"

/*
 * Copies at most size - 1 bytes of text that are no separators to bare;
 * returns how many there are in all.
 */
static size_t
drop_separators(const char *text, char *bare, size_t size)
{
	size_t length = 0;

	for (; *text != '\0'; text++) {
		if (strchr(SEPARATORS, *text) != NULL)
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
	/* in Italy the 0 is part of the number, abroad too */
	if (strncmp(text, "+39", 3) == 0)
		return false;
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

static enum recipient_fault
parse_phone(const char *text, struct recipient *ret_recipient)
{
	char bare[1 + RECIPIENT_DIGITS_MAX + 1];
	size_t length = drop_separators(text, bare, sizeof(bare));
	enum recipient_fault fault = fault_of(text, bare, length);

	if (fault == RECIPIENT_FINE) {
		ret_recipient->kind = RECIPIENT_PHONE;
		memcpy(ret_recipient->text, bare, length + 1);
	}
	return fault;
}

/* "US.", as user ids begin with. */
static bool
has_country(const char *text)
{
	return strspn(text, UPPER) == 2 && text[2] == '.';
}

static enum recipient_fault
parse_user(const char *text, struct recipient *ret_recipient)
{
	const char *id = text + (strncmp(text + 3, "ENT.", 4) == 0 ? 7 : 3);
	size_t length = strlen(id);

	if (length == 0 || length > RECIPIENT_USER_MAX ||
	    strspn(id, ALPHANUMERIC) != length)
		return RECIPIENT_BAD_USER;
	ret_recipient->kind = RECIPIENT_USER;
	memcpy(ret_recipient->text, text, strlen(text) + 1);
	return RECIPIENT_FINE;
}

static enum recipient_fault
parse_group(const char *text, struct recipient *ret_recipient)
{
	struct recipient phone;

	if (parse_phone(text, &phone) == RECIPIENT_FINE)
		return RECIPIENT_GROUP_NUMBER;
	if (!value_is_visible(text) || strlen(text) >= RECIPIENT_SIZE)
		return RECIPIENT_BAD_GROUP;
	ret_recipient->kind = RECIPIENT_GROUP;
	memcpy(ret_recipient->text, text, strlen(text) + 1);
	return RECIPIENT_FINE;
}

enum recipient_fault
recipient_parse(
    const char *text, bool is_group, struct recipient *ret_recipient)
{
	if (is_group)
		return parse_group(text, ret_recipient);
	return has_country(text) ? parse_user(text, ret_recipient)
	                         : parse_phone(text, ret_recipient);
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
	    "must be + and digits; blanks, - . ( ) may stand between them, but no "
	    "quotes or invisible characters (for the id of a group set "
	    "recipient_type to group)" },
	[RECIPIENT_FIRST_ZERO] = { "first_zero",
	    "has 0 after the +, but no country code starts with 0" },
	[RECIPIENT_LENGTH] = { "length",
	    "must have 7 to 15 digits, country code included" },
	[RECIPIENT_EXPONENT] = { "exponent",
	    "was rewritten as a number with an exponent: quote it in the "
	    "YAML or the spreadsheet it comes from" },
	[RECIPIENT_BAD_USER] = { "user_id",
	    "looks like a user id, but must be the country's two letters, a "
	    "point and up to 128 letters and digits" },
	[RECIPIENT_BAD_GROUP] = { "group_id",
	    "must be a group's id, as the API gave it when it made the "
	    "group" },
	[RECIPIENT_GROUP_NUMBER] = { "group_number",
	    "is a telephone number, but recipient_type is group: set the "
	    "group's id, or unset recipient_type" },
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

/*
 * By the first and how many more digits a number has.  Meta's page on
 * messages/send-messages, and what test numbers answer with 131030.
 */
static const struct {
	const char *start;
	size_t length; /* of all, with the + */
	const char *hint;
} hints[] = {
	{ "+521", 14,
	    "is a Mexican number with a 1 after +52, which is no longer "
	    "dialled; if the API does not know it (131030), leave the 1 out" },
	{ "+549", 14,
	    "is an Argentine number with a 9 after +54, as WhatsApp has it; a "
	    "test number may know it only without (131030)" },
	{ "+54", 13,
	    "is an Argentine number without a 9 after +54; if it is a mobile "
	    "phone, WhatsApp has it with the 9, except on a test number's "
	    "list" },
	{ "+55", 13,
	    "is a Brazilian number with eight digits after the area code; "
	    "mobile phones have a 9 before them, though WhatsApp has older "
	    "ones without" },
};

const char *
recipient_hint(const struct recipient *recipient)
{
	const char *text = recipient->text;

	if (recipient->kind != RECIPIENT_PHONE)
		return NULL;
	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		if (strncmp(text, hints[i].start, strlen(hints[i].start)) ==
		        0 &&
		    strlen(text) == hints[i].length)
			return hints[i].hint;
	return NULL;
}

void
recipient_mask(const struct recipient *recipient, char masked[RECIPIENT_SIZE])
{
	const char *text = recipient->text;
	size_t length = strlen(text);
	/* + and two digits; of ids four characters, if enough stay hidden */
	size_t head = recipient->kind == RECIPIENT_PHONE ? 3 : 4;
	size_t tail = 2;

	if (length < 10 && recipient->kind != RECIPIENT_PHONE) {
		head = length > 2 ? 2 : 0;
		tail = 0;
	}
	for (size_t i = 0; i <= length; i++)
		masked[i] = i >= head && i + tail < length ? '*' : text[i];
}

void
recipient_hide(struct recipient *recipient)
{
	recipient_mask(recipient, recipient->text);
}

/* Where in the text the bare number or id begins, without + or country. */
static size_t
bare_start(const struct recipient *recipient)
{
	const char *dot;

	if (recipient->kind == RECIPIENT_GROUP)
		return 0;
	if (recipient->kind == RECIPIENT_PHONE)
		return recipient->text[0] == '+';
	dot = strrchr(recipient->text, '.');
	return dot == NULL ? 0 : (size_t)(dot - recipient->text) + 1;
}

/* How much of text these digits take, set apart or not; 0: it has others. */
static size_t
number_length(const char *text, const char *digits)
{
	const char *end = text;

	for (;;) {
		if (*end++ != *digits++)
			return 0;
		if (*digits == '\0')
			return (size_t)(end - text);
		end += strspn(end, SEPARATORS);
	}
}

char *
recipient_cover(const struct recipient *recipient, const char *text)
{
	size_t bare = bare_start(recipient);
	const char *hidden = recipient->text + bare;
	char masked[RECIPIENT_SIZE];
	char *covered, *end;

	recipient_mask(recipient, masked);
	if (recipient->kind != RECIPIENT_PHONE || *hidden == '\0')
		return text_replace(text, hidden, masked + bare);
	end = covered = malloc(strlen(text) + 1);
	while (covered != NULL && *text != '\0') {
		size_t length = number_length(text, hidden);

		if (length > 0)
			end = stpcpy(end, masked + bare);
		else
			*end++ = *text;
		text += length > 0 ? length : 1;
	}
	if (covered != NULL)
		*end = '\0';
	return covered;
}
