/* SPDX-License-Identifier: MIT */
/* Pure functions on the recipient: a telephone number, a user or a group. */
#ifndef RECIPIENT_H
#define RECIPIENT_H

#include <stdbool.h>
#include <stddef.h>

#define RECIPIENT_DIGITS_MIN 7  /* shortest real numbers, in small states */
#define RECIPIENT_DIGITS_MAX 15 /* E.164 */
#define RECIPIENT_USER_MAX 128  /* behind CC. or CC.ENT. */
#define RECIPIENT_SIZE 257      /* ids of groups are opaque; so long is none */

enum recipient_kind {
	RECIPIENT_PHONE, /* ITU-T E.164: + and digits */
	RECIPIENT_USER,  /* business-scoped user id: US.13491208655302741918 */
	RECIPIENT_GROUP  /* id of a group made through the API */
};

/* text is "" if there is none. */
struct recipient {
	enum recipient_kind kind;
	char text[RECIPIENT_SIZE];
};

enum recipient_fault {
	RECIPIENT_FINE,
	RECIPIENT_TRUNK_ZERO,  /* "(0)" inside */
	RECIPIENT_DOUBLE_ZERO, /* "00" in place of "+" */
	RECIPIENT_NO_PLUS,
	RECIPIENT_CHARACTER, /* what is neither digit nor separator */
	RECIPIENT_FIRST_ZERO,
	RECIPIENT_LENGTH,
	RECIPIENT_EXPONENT,     /* a number that YAML rewrote: 4.9E+11 */
	RECIPIENT_BAD_USER,     /* CC. and something that is no user id */
	RECIPIENT_BAD_GROUP,    /* blanks, or too long */
	RECIPIENT_GROUP_NUMBER, /* a telephone number where a group belongs */
};

/*
 * Reads a recipient: with is_group a group's id, else a user id or a telephone
 * number, which is written as + and 7 to 15 digits, without blanks, - . ( ).
 * On a fault *ret_recipient is untouched.
 */
enum recipient_fault recipient_parse(
    const char *text, bool is_group, struct recipient *ret_recipient);

/* Stable word for a fault, such as "no_plus". */
const char *recipient_rule(enum recipient_fault fault);

/* What is wrong and what would be right, for people. */
const char *recipient_message(enum recipient_fault fault);

/*
 * What is odd about a number: in some countries WhatsApp knows it in another
 * form than people do.  NULL: nothing.
 */
const char *recipient_hint(const struct recipient *recipient);

/*
 * Writes the recipient as logs may show it: "+49*******78", "US.1****18".  It
 * has as many characters as the recipient, whose own text masked may be.
 */
void recipient_mask(
    const struct recipient *recipient, char masked[RECIPIENT_SIZE]);

/* Leaves nothing of the recipient but that mask, which masked again is the same. */
void recipient_hide(struct recipient *recipient);

/*
 * A copy of text in which the mask stands wherever the number or id does, with +
 * or country or without; the digits of a number may be set apart as they may in
 * the setting.  NULL: out of memory.  The caller frees it.
 */
char *recipient_cover(const struct recipient *recipient, const char *text);

#endif
