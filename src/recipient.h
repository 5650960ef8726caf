/* SPDX-License-Identifier: MIT */
/* Pure functions on the recipient's telephone number (ITU-T E.164). */
#ifndef RECIPIENT_H
#define RECIPIENT_H

#include <stddef.h>

#define RECIPIENT_DIGITS_MIN 7  /* shortest real numbers, in small states */
#define RECIPIENT_DIGITS_MAX 15 /* E.164 */
#define RECIPIENT_SIZE (1 + RECIPIENT_DIGITS_MAX + 1)

enum recipient_fault {
	RECIPIENT_FINE,
	RECIPIENT_TRUNK_ZERO,  /* "(0)" inside */
	RECIPIENT_DOUBLE_ZERO, /* "00" in place of "+" */
	RECIPIENT_NO_PLUS,
	RECIPIENT_CHARACTER, /* what is neither digit nor separator */
	RECIPIENT_FIRST_ZERO,
	RECIPIENT_LENGTH,
	RECIPIENT_EXPONENT /* a number that YAML rewrote: 4.9E+11 */
};

/*
 * Writes text to number as + and 7 to 15 digits, dropping blanks, - . ( ).
 * On a fault number is untouched.
 */
enum recipient_fault recipient_parse(
    const char *text, char number[RECIPIENT_SIZE]);

/* Stable word for a fault, such as "no_plus". */
const char *recipient_rule(enum recipient_fault fault);

/* What is wrong and what would be right, for people. */
const char *recipient_message(enum recipient_fault fault);

/* Writes number as logs may show it: "+49*******78". */
void recipient_mask(const char *number, char masked[RECIPIENT_SIZE]);

#endif
