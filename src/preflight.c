/* SPDX-License-Identifier: MIT */
/* Looks whether a message would go out; see preflight.h. */
#include "preflight.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "json.h"
#include "judge.h"
#include "percent.h"

#define NUMBER_FIELDS \
	"fields=display_phone_number,verified_name,status,quality_rating," \
	"code_verification_status,name_status,account_mode," \
	"whatsapp_business_manager_messaging_limit,health_status"
#define TEMPLATE_FIELDS \
	"fields=name,status,language,category,parameter_format,components" \
	"&limit=20"

/* Pages of 20 templates; one name has far fewer languages than that. */
#define PAGES_MAX 10

/* Room for the languages in which a template exists. */
#define LANGUAGES_SIZE 256

/* One look at the account. */
struct look {
	const struct request *request;
	const struct deliver_limits *limits;
	struct delivery *delivery;
	const struct findings *findings;
	struct judge_token token;
};

/*
 * Asks for path; it or query is NULL if memory did not suffice for it.  False:
 * no answer; delivery tells why.  The answer stays in delivery until the next
 * question.
 */
static bool
ask(struct look *look, const char *path, const char *query)
{
	char *url = path == NULL || query == NULL
	    ? NULL
	    : endpoint_url(&look->request->endpoint, path, query);

	deliver_question(look->request, url, look->limits, look->delivery);
	endpoint_url_free(url);
	return look->delivery->outcome.status == STATUS_VALID;
}

static const cJSON *
answer_of(const struct look *look)
{
	return look->delivery->reply.answer;
}

/*
 * Whether the API answered that this cannot be seen, rather than that nothing
 * works: then the look goes on.
 */
static bool
is_about_question(const struct look *look)
{
	const struct outcome *outcome = &look->delivery->outcome;
	int code = look->delivery->reply.error.code;

	return outcome->entry != NULL && class_exit_code(outcome->kind) != 75 &&
	    (code == 3 || code == 10 || code == 100 || code == 200 ||
	        code == 131005);
}

/* Tells that something could not be seen. */
static void
warn_unseen(const struct look *look, const char *setting, const char *what)
{
	const struct graph_error *error = &look->delivery->reply.error;

	if (look->token.is_known && !look->token.may_manage)
		finding_warn(look->findings, setting, "not_seen",
		    "was not checked: to see the %s, access_token needs "
		    "whatsapp_business_management",
		    what);
	else
		finding_warn(look->findings, setting, "not_seen",
		    "was not checked: asked for the %s, the API answered error "
		    "%d, %s",
		    what, error->code,
		    error->title != NULL ? error->title : "without words");
}

/* Tells that an answer holds nothing of what was asked for. */
static void
warn_untold(const struct look *look, const char *setting)
{
	finding_warn(look->findings, setting, "not_seen",
	    "was not checked: the answer has nothing of what was asked for, as "
	    "if it were not the API's");
}

/* What the API says of an id that does not exist, or not for this token. */
static bool
is_lost(const struct look *look)
{
	const struct graph_error *error = &look->delivery->reply.error;

	return error->code == 100 && error->subcode == 33;
}

/*
 * What an error means for an id: wrong, if the token may read the account; else
 * perhaps only out of its sight.
 */
static void
tell_unseen(const struct look *look, const char *setting, const char *what,
    bool is_wrong)
{
	if (!is_wrong || !look->token.is_known || !look->token.may_manage)
		warn_unseen(look, setting, what);
	else
		finding_fail(look->findings, CLASS_AUTH, setting, "wrong_id",
		    "is the id of no %s that access_token may use: take it from "
		    "WhatsApp > API Setup, or assign the account to the token's "
		    "system user",
		    what);
}

/* The token tells about itself; the API wants it in the query for that. */
static bool
look_at_token(struct look *look)
{
	const struct request *request = look->request;
	char *token = percent_quote(request->endpoint.token);
	char *query = NULL;
	const cJSON *data;
	bool is_answered;

	if (token == NULL || asprintf(&query, "input_token=%s", token) < 0)
		query = NULL;
	endpoint_url_free(token);
	is_answered = ask(look, "debug_token", query);
	endpoint_url_free(query);
	data = is_answered ? json_member(answer_of(look), "data") : NULL;
	if (is_answered && !cJSON_IsBool(json_member(data, "is_valid")))
		warn_untold(look, "access_token");
	else if (is_answered)
		look->token = judge_token(data, clock_today_s(),
		    request->business_account_id, look->findings);
	else if (is_about_question(look))
		warn_unseen(look, "access_token", "token");
	else
		return false;
	return true;
}

/*
 * Other versions of the API may know other fields, but what is no number, an
 * account say, has not even this one.
 */
static bool
look_for_number(struct look *look)
{
	const char *id = look->request->endpoint.phone_number_id;

	if (ask(look, id, "fields=display_phone_number"))
		finding_warn(look->findings, "phone_number_id", "not_seen",
		    "was not checked: the API knows not all the fields that "
		    "are asked for; another api_version may");
	else if (is_about_question(look))
		tell_unseen(look, "phone_number_id", "phone number", true);
	else
		return false;
	return true;
}

static bool
look_at_number(struct look *look)
{
	bool is_answered =
	    ask(look, look->request->endpoint.phone_number_id, NUMBER_FIELDS);

	if (is_answered &&
	    *json_text(answer_of(look), "display_phone_number") == '\0')
		warn_untold(look, "phone_number_id");
	else if (is_answered)
		judge_number(answer_of(look), look->findings);
	else if (!is_about_question(look))
		return false;
	else if (look->delivery->reply.error.code == 100 && !is_lost(look))
		return look_for_number(look);
	else
		tell_unseen(
		    look, "phone_number_id", "phone number", is_lost(look));
	return true;
}

/* What was found of the templates of one name. */
struct search {
	const char *name, *language;
	bool is_found;
	char languages[LANGUAGES_SIZE]; /* in which it exists */
};

/* Meta does not deliver marketing to numbers in +1 (since 1 April 2025). */
static void
judge_delivery(const struct look *look, const cJSON *template)
{
	const struct recipient *recipient = &look->request->recipient;

	if (recipient->kind == RECIPIENT_PHONE &&
	    strncmp(recipient->text, "+1", 2) == 0 &&
	    strcmp(json_text(template, "category"), "MARKETING") == 0)
		finding_warn(look->findings, "recipient", "marketing",
		    "is a number in +1, to which Meta delivers no template of "
		    "the category marketing (131049)");
}

static void
search_page(const struct look *look, struct search *search)
{
	const cJSON *list = json_member(answer_of(look), "data");
	const cJSON *template;

	cJSON_ArrayForEach(template, list)
	{
		const char *language = json_text(template, "language");
		size_t length = strlen(search->languages);

		if (strcmp(json_text(template, "name"), search->name) != 0)
			continue;
		snprintf(search->languages + length,
		    sizeof(search->languages) - length, "%s%s",
		    length > 0 ? ", " : "", language);
		if (strcmp(language, search->language) != 0)
			continue;
		search->is_found = true;
		judge_template(
		    template, &look->request->message, look->findings);
		judge_delivery(look, template);
	}
}

/*
 * Whether there is a next page, and its query, or NULL without memory; the caller
 * frees it.  "next" in the answer is never used, since it holds the token.
 */
static bool
next_page(
    const struct look *look, const struct search *search, char **ret_query)
{
	const cJSON *paging = json_member(answer_of(look), "paging");
	const char *after = json_text(json_member(paging, "cursors"), "after");
	char *cursor;

	*ret_query = NULL;
	if (*json_text(paging, "next") == '\0' || *after == '\0')
		return false;
	cursor = percent_quote(after);
	if (cursor == NULL ||
	    asprintf(ret_query, "name=%s&" TEMPLATE_FIELDS "&after=%s",
	        search->name, cursor) < 0)
		*ret_query = NULL;
	free(cursor);
	return true;
}

static void
tell_missing(const struct look *look, const struct search *search)
{
	if (*search->languages == '\0')
		finding_fail(look->findings, CLASS_TEMPLATE, "template_name",
		    "no_template",
		    "is the name of no template of the business account: "
		    "compare it with WhatsApp Manager > Message templates");
	else
		finding_fail(look->findings, CLASS_TEMPLATE,
		    "template_language", "no_language",
		    "is %s, but the template exists in %s only: set "
		    "template_language",
		    search->language, search->languages);
}

static bool
look_through_templates(struct look *look, struct search *search)
{
	const char *account = look->request->business_account_id;
	char *path, *query;
	bool is_answered, has_more;
	int page = 0;

	if (asprintf(&path, "%s/message_templates", account) < 0)
		path = NULL;
	if (asprintf(&query, "name=%s&" TEMPLATE_FIELDS, search->name) < 0)
		query = NULL;
	do {
		is_answered = ask(look, path, query);
		free(query);
		query = NULL;
		if (is_answered)
			search_page(look, search);
		has_more = is_answered && next_page(look, search, &query);
	} while (has_more && ++page < PAGES_MAX);
	free(query);
	free(path);
	return is_answered;
}

static bool
look_at_template(struct look *look)
{
	const struct request *request = look->request;
	const cJSON *template =
	    json_member(request->message.content, "template");
	struct search search = { .name = json_text(template, "name"),
		.language =
		    json_text(json_member(template, "language"), "code") };

	if (*search.name == '\0')
		return true;
	if (request->business_account_id == NULL) {
		finding_warn(look->findings, "business_account_id", "not_seen",
		    "is unset, so that the template was not looked up");
		return true;
	}
	if (look_through_templates(look, &search)) {
		if (!search.is_found)
			tell_missing(look, &search);
		return true;
	}
	if (!is_about_question(look))
		return false;
	tell_unseen(
	    look, "business_account_id", "business account", is_lost(look));
	return true;
}

/* The error that ended the look, told of the setting that it is about. */
static void
tell_end(const struct look *look)
{
	const struct outcome *outcome = &look->delivery->outcome;

	if (outcome->entry != NULL && outcome->kind == CLASS_AUTH)
		finding_fail(look->findings, CLASS_AUTH, "access_token",
		    "refused", "is refused by the API with error %d: %s",
		    look->delivery->reply.error.code, outcome->entry->hint);
}

/* Makes findings the outcome, where no error is. */
static void
conclude(struct look *look)
{
	const struct problems *problems = look->findings->problems;
	enum result_class kind = problems_class(problems);
	struct delivery *delivery = look->delivery;

	delivery->outcome =
	    (struct outcome){ kind == CLASS_OK ? STATUS_VALID : STATUS_FAILED,
		    kind, NULL };
	for (size_t i = 0; i < problems->count; i++)
		if (problems->items[i].kind != CLASS_OK)
			delivery->findings++;
}

bool
preflight(const struct request *request, const struct deliver_limits *limits,
    struct delivery *delivery, const struct findings *findings)
{
	struct look look = { .request = request,
		.limits = limits,
		.delivery = delivery,
		.findings = findings };

	if (look_at_token(&look) && look_at_number(&look) &&
	    look_at_template(&look))
		conclude(&look);
	else
		tell_end(&look);
	return delivery->outcome.status == STATUS_VALID;
}
