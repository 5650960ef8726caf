/* SPDX-License-Identifier: MIT */
/* The form of a text; see form.h. */
#include "form.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "percent.h"
#include "value.h"

/* documentation/business-messaging/whatsapp/templates/supported-languages */
static const char languages[] =
    "af|sq|ar|ar_EG|ar_AE|ar_LB|ar_MA|ar_QA|ar_SA|az|be_BY|bn|bn_IN|bg|ca|"
    "zh_CN|zh_HK|zh_TW|hr|cs|da|prs_AF|nl|nl_BE|en|en_GB|en_US|en_AE|en_AU|"
    "en_CA|en_GH|en_IE|en_IN|en_JM|en_MY|en_NZ|en_QA|en_SG|en_UG|en_ZA|et|"
    "fil|fi|fr|fr_BE|fr_CA|fr_CH|fr_CI|fr_MA|ka|de|de_AT|de_CH|el|gu|ha|he|"
    "hi|hu|id|ga|it|ja|kn|kk|rw_RW|ko|ky_KG|lo|lv|lt|mk|ms|ml|mr|nb|ps_AF|"
    "fa|pl|pt_BR|pt_PT|pa|ro|ru|sr|si_LK|sk|sl|es|es_AR|es_CL|es_CO|es_CR|"
    "es_DO|es_EC|es_HN|es_MX|es_PA|es_PE|es_ES|es_UY|es_VE|sw|sv|ta|te|th|"
    "tr|uk|ur|uz|vi|zu";

static bool
has_newline(const char *text)
{
	return strchr(text, '\n') != NULL;
}

static bool
has_tab(const char *text)
{
	return strchr(text, '\t') != NULL;
}

static bool
has_many_spaces(const char *text)
{
	return strstr(text, "     ") != NULL;
}

static bool
is_no_name(const char *text)
{
	return !value_is_name(text);
}

/* ll or lll, or that with _CC. */
static bool
is_no_language(const char *text)
{
	size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz");

	if (length < 2 || length > 3)
		return true;
	if (text[length] == '\0')
		return false;
	return text[length] != '_' || strlen(text + length + 1) != 2 ||
	    strspn(text + length + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 2;
}

static bool
is_unlisted_language(const char *text)
{
	return value_choice(text, languages) < 0;
}

static bool
is_no_url(const char *text)
{
	size_t scheme = strncasecmp(text, "https://", 8) == 0 ? 8 : 7;

	return (scheme == 7 && strncasecmp(text, "http://", 7) != 0) ||
	    strcspn(text + scheme, "/?# \t\n") == 0 ||
	    strpbrk(text, " \t\n") != NULL;
}

static bool
is_not_https(const char *text)
{
	return strncasecmp(text, "https://", 8) != 0;
}

static bool
is_whole_url(const char *text)
{
	return strncasecmp(text, "https://", 8) == 0 ||
	    strncasecmp(text, "http://", 7) == 0;
}

static bool
is_not_encoded(const char *text)
{
	return !percent_is_encoded(text);
}

static bool
is_no_message_id(const char *text)
{
	return strncmp(text, "wamid.", 6) != 0 || text[6] == '\0' ||
	    !value_is_visible(text);
}

static bool
has_blanks_around(const char *text)
{
	size_t length = strlen(text);

	return length > 0 &&
	    (strchr(" \t\n", text[0]) != NULL ||
	        strchr(" \t\n", text[length - 1]) != NULL);
}

static bool
is_no_coupon(const char *text)
{
	return text[strspn(text,
	           "0123456789abcdefghijklmnopqrstuvwxyz"
	           "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] != '\0';
}

/* YYYY-MM-DD, and no month or day that cannot be. */
static bool
is_no_date(const char *text)
{
	static const char form[] = "dddd-dd-dd";

	for (size_t i = 0; i < sizeof(form); i++)
		if (form[i] == 'd' ? text[i] < '0' || text[i] > '9'
		                   : text[i] != form[i])
			return true;
	return strncmp(text + 5, "01", 2) < 0 ||
	    strncmp(text + 5, "12", 2) > 0 || strncmp(text + 8, "01", 2) < 0 ||
	    strncmp(text + 8, "31", 2) > 0;
}

static bool
has_many_lines(const char *text)
{
	const char *first = strchr(text, '\n');
	const char *second = first == NULL ? NULL : strchr(first + 1, '\n');

	return second != NULL && strchr(second + 1, '\n') != NULL;
}

/* In the order in which they are tried. */
static const struct {
	enum form form;
	bool (*is_bad)(const char *text);
	struct form_fault fault;
} rows[] = {
	/* 132018 */
	{ FORM_PARAMETER, has_newline,
	    { false, "newline",
	        "holds a newline, which the API refuses in a parameter: write "
	        "a space, or set parameter_whitespace to collapse" } },
	{ FORM_PARAMETER, has_tab,
	    { false, "tab",
	        "holds a tab, which the API refuses in a parameter: write a "
	        "space, or set parameter_whitespace to collapse" } },
	{ FORM_PARAMETER, has_many_spaces,
	    { false, "spaces",
	        "holds more than four spaces in a row, which the API refuses "
	        "in a parameter: write fewer, or set parameter_whitespace to "
	        "collapse" } },
	{ FORM_PARAMETER_NAME, is_no_name,
	    { false, "parameter_name",
	        "has a name that is not made of a-z, 0-9 and _" } },
	{ FORM_TEMPLATE_NAME, is_no_name,
	    { false, "template_name",
	        "must be made of a-z, 0-9 and _, as WhatsApp Manager shows "
	        "it" } },
	{ FORM_LANGUAGE, is_no_language,
	    { false, "language_code",
	        "must be a code such as de or en_US, exactly as the template "
	        "has it" } },
	{ FORM_LANGUAGE, is_unlisted_language,
	    { true, "unlisted_language",
	        "is none of the languages that Meta listed when this version "
	        "was made" } },
	{ FORM_URL, is_no_url,
	    { false, "url",
	        "must be an address with http:// or https:// and a host, "
	        "without blanks" } },
	{ FORM_URL_SUFFIX, is_whole_url,
	    { true, "whole_url",
	        "is a whole address, but the template has the beginning of it "
	        "already: give only what follows" } },
	{ FORM_URL_SUFFIX, is_not_encoded,
	    { true, "not_encoded",
	        "holds what an address cannot hold: percent-encode it" } },
	{ FORM_MESSAGE_ID, is_no_message_id,
	    { false, "message_id",
	        "must be the id of a message, which begins with wamid." } },
	{ FORM_LINK, is_no_url,
	    { false, "url",
	        "must be an address with https:// and a host, without "
	        "blanks" } },
	{ FORM_LINK, is_not_https,
	    { true, "not_https",
	        "is not https, and Meta may refuse to fetch it" } },
	{ FORM_ID, is_whole_url,
	    { false, "id", "is an address, not an id: set media_url" } },
	{ FORM_ID, value_is_exponent,
	    { false, "exponent",
	        "was rewritten as a number with an exponent: quote it in the "
	        "YAML or the spreadsheet it comes from" } },
	{ FORM_TRIMMED, has_blanks_around,
	    { false, "blanks", "must not begin or end with a blank" } },
	{ FORM_COUPON, is_no_coupon,
	    { false, "coupon_code", "must be made of letters and digits" } },
	{ FORM_DATE, is_no_date,
	    { false, "date", "must be a date as in 1999-01-23" } },
	{ FORM_CARD, has_many_lines,
	    { false, "lines", "may have two line breaks at most" } },
};

const struct form_fault *
form_check(enum form form, const char *text)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].form == form && rows[i].is_bad(text))
			return &rows[i].fault;
	return NULL;
}
