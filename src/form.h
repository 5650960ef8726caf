/* SPDX-License-Identifier: MIT */
/* The form that a text must have beyond its length; pure functions of it. */
#ifndef FORM_H
#define FORM_H

#include <stdbool.h>

enum form {
	FORM_ANY,
	FORM_PARAMETER,      /* of a template: one line, few spaces */
	FORM_PARAMETER_NAME, /* as {{first_name}} */
	FORM_TEMPLATE_NAME,
	FORM_LANGUAGE,   /* as en_US */
	FORM_URL,        /* http or https */
	FORM_LINK,       /* https, that Meta fetches a file from */
	FORM_URL_SUFFIX, /* what a template's URL ends in, percent-encoded */
	FORM_MESSAGE_ID, /* wamid... */
	FORM_ID,         /* Meta's, a long number in a string */
	FORM_TRIMMED,    /* no blanks around it */
	FORM_COUPON,     /* letters and digits */
	FORM_DATE,       /* YYYY-MM-DD */
	FORM_CARD        /* the body of a card: at most two line breaks */
};

/* What is wrong with a text. */
struct form_fault {
	bool is_warning;
	const char *rule;    /* stable word, such as "tab" */
	const char *message; /* for people: "holds a tab, ..." */
};

/* The first fault of a text that should have this form; NULL: it has none. */
const struct form_fault *form_check(enum form form, const char *text);

#endif
