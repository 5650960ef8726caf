/* SPDX-License-Identifier: MIT */
/* A template message made from settings; see template.h. */
#include "template.h"

#include <stdlib.h>
#include <string.h>

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

#define SUBTYPES "url|quick_reply|copy_code"

/*
 * Meta refuses parameters with a newline, a tab or more than four spaces in a
 * row (132018) and empty ones (131008).  A newline cannot occur in a line.
 */
static void
check_parameter(const struct reading *reading, const char *text)
{
	if (*text == '\0')
		reading_fail(reading, "empty_parameter",
		    "is an empty parameter; the API takes none");
	if (strchr(text, '\t') != NULL)
		reading_fail(reading, "tab",
		    "holds a tab, which the API refuses in a parameter: "
		    "write a space");
	if (strstr(text, "     ") != NULL)
		reading_fail(reading, "spaces",
		    "holds more than four spaces in a row, which the API "
		    "refuses in a parameter: write fewer");
}

/* Splits name=value in place. */
static void
read_named(const struct reading *reading, char *line, struct parameter *out,
    const struct parameter *earlier)
{
	char *equals = strchr(line, '=');

	out->text = line;
	if (equals == NULL) {
		reading_fail(reading, "not_named",
		    "must be name=value, since template_parameter_format is "
		    "named");
		return;
	}
	*equals = '\0';
	out->name = line;
	out->text = equals + 1;
	if (!value_is_name(out->name))
		reading_fail(reading, "parameter_name",
		    "has a name that is not made of a-z, 0-9 and _");
	while (earlier < out &&
	    (earlier->name == NULL || strcmp(earlier->name, out->name) != 0))
		earlier++;
	if (earlier < out)
		reading_fail(reading, "duplicate",
		    "names a parameter that an earlier line has given");
}

/*
 * Takes the setting, splits it into lines, at most max, and makes room for one
 * item of size bytes for each.  NULL: unset, or a problem was reported.
 */
static void *
take_lines(struct reading *reading, enum setting id, size_t max,
    struct lines *lines, size_t size)
{
	const char *text = reading_take(reading, id);
	void *items;

	if (text == NULL)
		return NULL;
	if (!lines_split(text, lines)) {
		reading->problems->incomplete = true;
		return NULL;
	}
	if (lines->count > max) {
		reading_fail(reading, "too_many_lines",
		    "has %zu lines; at most %zu are allowed", lines->count,
		    max);
		return NULL;
	}
	items = calloc(lines->count, size);
	if (items == NULL)
		reading->problems->incomplete = true;
	return items;
}

/* Reads one parameter per line of the setting. */
static struct parameter *
read_parameters(struct reading *reading, enum setting id, bool is_named,
    struct lines *lines, size_t *ret_count)
{
	struct parameter *parameters =
	    take_lines(reading, id, PARAMETERS_MAX, lines, sizeof(*parameters));

	if (parameters == NULL)
		return NULL;
	for (size_t i = 0; i < lines->count; i++) {
		parameters[i].text = lines->items[i];
		reading->line = i + 1;
		if (*lines->items[i] == '\0') {
			reading_fail(reading, "empty_line",
			    "is an empty line; each line is one parameter");
			continue;
		}
		if (is_named)
			read_named(reading, lines->items[i], &parameters[i],
			    parameters);
		check_parameter(reading, parameters[i].text);
	}
	reading->line = 0;
	*ret_count = lines->count;
	return parameters;
}

static void
check_button(const struct reading *reading, const struct button *button,
    const struct button *earlier)
{
	static const size_t max[] = {
		[BUTTON_URL] = BUTTON_URL_MAX,
		[BUTTON_QUICK_REPLY] = BUTTON_PAYLOAD_MAX,
		[BUTTON_COPY_CODE] = BUTTON_COUPON_MAX,
	};

	reading_check_length(reading, button->value, max[button->subtype]);
	check_parameter(reading, button->value);
	while (earlier < button && earlier->index != button->index)
		earlier++;
	if (earlier < button)
		reading_fail(
		    reading, "duplicate", "has the INDEX of an earlier line");
}

/* Reads one line: INDEX SUBTYPE VALUE, where VALUE may hold blanks. */
static void
read_button(const struct reading *reading, char *line, struct button *out,
    const struct button *earlier)
{
	char *value = line;
	const char *index = strsep(&value, " ");
	const char *subtype = value == NULL ? NULL : strsep(&value, " ");
	int found;

	if (value == NULL) {
		reading_fail(reading, "button_form",
		    "must be INDEX SUBTYPE VALUE, as in: 0 url "
		    "releases/1.4.0");
		return;
	}
	if (!value_digits(index, 1, 1))
		reading_fail(reading, "button_index",
		    "must start with the button's position, 0 to 9");
	found = value_choice(subtype, SUBTYPES);
	if (found < 0) {
		reading_fail(reading, "button_subtype",
		    "must have url, quick_reply or copy_code as its second "
		    "word");
		return;
	}
	*out = (struct button){ .index = *index - '0',
		.subtype = (enum button_subtype)found,
		.value = value };
	check_button(reading, out, earlier);
}

static void
read_buttons(struct reading *reading, struct template *template)
{
	struct button *buttons = take_lines(reading, SETTING_TEMPLATE_BUTTONS,
	    BUTTONS_MAX, &template->button_lines, sizeof(*buttons));

	if (buttons == NULL)
		return;
	template->buttons = buttons;
	template->button_count = template->button_lines.count;
	for (size_t i = 0; i < template->button_count; i++) {
		buttons[i].index = -1;
		reading->line = i + 1;
		read_button(reading, template->button_lines.items[i],
		    &buttons[i], buttons);
	}
	reading->line = 0;
}

/* Whether text is ll or lll, or that with _CC. */
static bool
is_language(const char *text)
{
	size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz");

	if (length < 2 || length > 3)
		return false;
	if (text[length] == '\0')
		return true;
	return text[length] == '_' && strlen(text + length + 1) == 2 &&
	    strspn(text + length + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 2;
}

/* Copies the language, making "en-US" "en_US" with a warning. */
static void
read_language(struct reading *reading, struct template *template)
{
	const char *text = reading_take(reading, SETTING_TEMPLATE_LANGUAGE);
	char code[TEMPLATE_LANGUAGE_SIZE] = "";
	char *hyphen;

	if (text == NULL)
		return;
	if (strlen(text) < sizeof(code))
		memcpy(code, text, strlen(text) + 1);
	hyphen = strchr(code, '-');
	if (hyphen != NULL)
		*hyphen = '_';
	if (!is_language(code)) {
		reading_fail(reading, "language_code",
		    "must be a code such as de or en_US, exactly as the "
		    "template has it");
		return;
	}
	if (value_choice(code, languages) < 0)
		reading_warn(reading, "unlisted_language",
		    "is none of the languages that Meta listed when this "
		    "version was made");
	if (hyphen != NULL)
		reading_warn(reading, "hyphen",
		    "is read as %s: Meta writes an underscore", code);
	memcpy(template->language, code, sizeof(code));
}

static void
check_body_length(
    const struct reading *reading, const struct template *template)
{
	size_t length = 0;

	for (size_t i = 0; i < template->body_count; i++)
		length += text_length(template->body[i].text);
	if (length > TEMPLATE_BODY_MAX)
		reading_warn(reading, "long_body",
		    "has %zu characters in all; a finished body of more than "
		    "%d may be refused (132005)",
		    length, TEMPLATE_BODY_MAX);
}

static void
read_name(struct reading *reading, struct template *template)
{
	const char *name = reading_take(reading, SETTING_TEMPLATE_NAME);

	if (name == NULL)
		return;
	if (!value_is_name(name))
		reading_fail(reading, "template_name",
		    "must be made of a-z, 0-9 and _, as WhatsApp Manager "
		    "shows it");
	reading_check_length(reading, name, TEMPLATE_NAME_MAX);
	template->name = name;
}

void
template_build(struct reading *reading, struct template *template)
{
	bool is_named = reading_take_choice(
	                    reading, SETTING_TEMPLATE_PARAMETER_FORMAT) == 1;

	read_name(reading, template);
	read_language(reading, template);
	template->header = read_parameters(reading, SETTING_TEMPLATE_HEADER,
	    is_named, &template->header_lines, &template->header_count);
	if (template->header_count > 0)
		reading_check_length(
		    reading, template->header[0].text, TEMPLATE_HEADER_MAX);
	template->body = read_parameters(reading, SETTING_TEMPLATE_BODY,
	    is_named, &template->body_lines, &template->body_count);
	check_body_length(reading, template);
	read_buttons(reading, template);
}

const char *
button_subtype_name(enum button_subtype subtype)
{
	static const char *const names[] = {
		[BUTTON_URL] = "url",
		[BUTTON_QUICK_REPLY] = "quick_reply",
		[BUTTON_COPY_CODE] = "copy_code",
	};

	return names[subtype];
}

void
template_free(struct template *template)
{
	free(template->header);
	free(template->body);
	free(template->buttons);
	lines_free(&template->header_lines);
	lines_free(&template->body_lines);
	lines_free(&template->button_lines);
	*template = (struct template){ 0 };
}
