/* SPDX-License-Identifier: MIT */
/* What answers of the API mean; tests/wire/test_check.py has them all in turn. */
#include "judge.h"

#include <cJSON.h>
#include <stdio.h>
#include <string.h>

#include "test.h"

#define NOW 1700000000

struct judged {
	struct problems problems, seen;
	struct findings findings;
};

static void
begin(struct judged *judged)
{
	*judged = (struct judged){ 0 };
	judged->findings =
	    (struct findings){ &judged->problems, &judged->seen };
}

/* All findings as "setting rule", ~ marks a warning; releases them. */
static void
assert_found(struct judged *judged, const char *expected)
{
	char told[1024] = "";

	for (size_t i = 0; i < judged->problems.count; i++) {
		const struct problem *problem = &judged->problems.items[i];
		size_t length = strlen(told);

		snprintf(told + length, sizeof(told) - length, "%s%s%s %s",
		    i > 0 ? ", " : "", problem->kind == CLASS_OK ? "~" : "",
		    problem->setting, problem->rule);
	}
	assert_string_equal(told, expected);
	problems_free(&judged->problems);
	problems_free(&judged->seen);
}

static void
test_a_token_is_judged_by_expiry_scopes_and_accounts(void **state)
{
#define SCOPES \
	"\"scopes\":[\"whatsapp_business_messaging\"," \
	"\"whatsapp_business_management\"]"
	static const struct {
		const char *data, *found;
		bool is_known, may_manage;
	} rows[] = {
		{ "{\"expires_at\":0," SCOPES "}", "", true, true },
		{ "{\"expires_at\":1700604800," SCOPES "}", "", true, true },
		{ "{\"expires_at\":1700604799," SCOPES "}",
		    "~access_token expires_soon", true, true },
		{ "{\"expires_at\":1700000000," SCOPES "}",
		    "access_token expired", true, true },
		{ "{\"is_valid\":false,\"expires_at\":1," SCOPES "}",
		    "access_token expired", true, true },
		{ "{\"is_valid\":false," SCOPES "}", "access_token invalid",
		    true, true },
		{ "{\"scopes\":[]}",
		    "access_token scope, ~access_token send_only", true,
		    false },
		{ "{\"granular_scopes\":[{\"scope\":"
		  "\"whatsapp_business_messaging\",\"target_ids\":[\"8\"]}]}",
		    "business_account_id not_assigned", false, false },
		{ "{\"granular_scopes\":[{\"scope\":"
		  "\"whatsapp_business_messaging\",\"target_ids\":[\"7\"]}]}",
		    "", false, false },
		{ "{}", "", false, false },
		{ "7", "", false, false },
		{ "[{\"scopes\":7}]", "", false, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cJSON *data = cJSON_Parse(rows[i].data);
		struct judged judged;
		struct judge_token token;

		begin(&judged);
		token = judge_token(data, NOW, "7", &judged.findings);
		assert_int_equal(token.is_known, rows[i].is_known);
		assert_int_equal(token.may_manage, rows[i].may_manage);
		assert_found(&judged, rows[i].found);
		cJSON_Delete(data);
	}
}

static void
test_a_health_status_without_reasons_is_told_at_least(void **state)
{
	static const struct {
		const char *health, *found;
	} rows[] = {
		{ "{\"can_send_message\":\"AVAILABLE\"}", "" },
		{ "{\"can_send_message\":\"BLOCKED\"}",
		    "~phone_number_id health_blocked" },
		{ "{\"can_send_message\":\"BLOCKED\",\"entities\":[{"
		  "\"can_send_message\":\"BLOCKED\",\"errors\":[{"
		  "\"error_code\":141006}]}]}",
		    "phone_number_id health_blocked" },
		/* of calls: no matter for messages */
		{ "{\"can_send_message\":\"AVAILABLE\",\"entities\":[{"
		  "\"can_send_message\":\"BLOCKED\",\"errors\":[{"
		  "\"error_code\":138024}]}]}",
		    "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cJSON *health = cJSON_Parse(rows[i].health);
		struct judged judged;

		begin(&judged);
		judge_health(health, &judged.findings);
		assert_found(&judged, rows[i].found);
		cJSON_Delete(health);
	}
}

/* Judges a template's components against those that are sent, all as JSON. */
static void
compare_components(const char *format, const char *components, const char *sent,
    const char *expected)
{
	char template[1024], content[1024];
	struct message message = { .settings = { "header", "body", "buttons",
		                       "format" } };
	struct judged judged;
	cJSON *root;

	snprintf(template, sizeof(template),
	    "{\"status\":\"APPROVED\",\"parameter_format\":\"%s\","
	    "\"components\":[%s]}",
	    format, components);
	snprintf(content, sizeof(content),
	    "{\"template\":{\"components\":[%s]}}", sent);
	root = cJSON_Parse(template);
	message.content = cJSON_Parse(content);
	begin(&judged);
	judge_template(root, &message, &judged.findings);
	assert_found(&judged, expected);
	cJSON_Delete(root);
	cJSON_Delete(message.content);
}

/* Judges a body against parameters, in the form of their JSON. */
static void
compare(const char *format, const char *body, const char *parameters,
    const char *expected)
{
	char component[512], sent[512];

	snprintf(component, sizeof(component),
	    "{\"type\":\"BODY\",\"text\":\"%s\"}", body);
	snprintf(sent, sizeof(sent), "{\"type\":\"BODY\",\"parameters\":[%s]}",
	    parameters);
	compare_components(format, component, sent, expected);
}

static void
test_parameters_are_counted_by_variable_and_compared_by_name(void **state)
{
#define TEXT "{\"type\":\"text\",\"text\":\"x\"}"
#define NAMED(name) \
	"{\"type\":\"text\",\"parameter_name\":\"" name "\",\"text\":\"x\"}"
	(void)state;
	compare("POSITIONAL", "no variable", "", "");
	compare("POSITIONAL", "{{1}} and {{1}} again", TEXT, "");
	compare("POSITIONAL", "{{1}} {{2}}", TEXT "," TEXT, "");
	compare("POSITIONAL", "{{1}} {{2}}", TEXT, "body parameter_count");
	compare("POSITIONAL", "{{1}}", "", "body parameter_count");
	compare("POSITIONAL", "{{1", TEXT, "body parameter_count");
	compare("POSITIONAL", "{{1}}", NAMED("a"), "format parameter_format");
	compare("NAMED", "{{a}}", TEXT, "format parameter_format");
	compare("NAMED", "{{a}}", "", "body parameter_count");
	compare("NAMED", "{{a}} {{b}}", NAMED("b") "," NAMED("a"), "");
	compare("NAMED", "{{a}} {{ab}}", NAMED("a"), "body parameter_name");
	compare("NAMED", "{{a}}", NAMED("b"),
	    "body parameter_name, body parameter_name");
}

/* Judges the template's buttons against what is sent, both as JSON. */
static void
compare_buttons(const char *buttons, const char *sent, const char *expected)
{
	char component[512];

	snprintf(component, sizeof(component),
	    "{\"type\":\"BUTTONS\",\"buttons\":[%s]}", buttons);
	compare_components("POSITIONAL", component, sent, expected);
}

static void
test_buttons_are_compared_by_index_and_kind(void **state)
{
#define BUTTON(index, kind) \
	"{\"type\":\"button\",\"index\":" index ",\"sub_type\":\"" kind "\"}"
#define REPLY "{\"type\":\"QUICK_REPLY\"}"
#define FIXED "{\"type\":\"URL\",\"url\":\"https://example.com\"}"
#define OPEN "{\"type\":\"URL\",\"url\":\"https://example.com/{{1}}\"}"
	static const struct {
		const char *buttons, *sent, *found;
	} rows[] = {
		{ REPLY, "", "" },
		{ REPLY, BUTTON("0", "quick_reply"), "" },
		{ REPLY, BUTTON("\"0\"", "quick_reply"), "" },
		{ REPLY, BUTTON("0", "url"), "buttons button_kind" },
		{ OPEN, "", "buttons button_missing" },
		{ OPEN, BUTTON("0", "url"), "" },
		{ REPLY "," OPEN, BUTTON("\"1\"", "url"), "" },
		{ REPLY "," OPEN, BUTTON("0", "quick_reply"),
		    "buttons button_missing" },
		{ FIXED, "", "" },
		{ FIXED, BUTTON("0", "url"), "buttons button_fixed" },
		/* what Meta calls otherwise where a message is sent */
		{ "{\"type\":\"OTP\"}", BUTTON("0", "url"), "" },
		{ "{\"type\":\"OTP\"}", "", "buttons button_missing" },
		{ "{\"type\":\"COPY_CODE\"}", "", "buttons button_missing" },
		{ "{\"type\":\"COPY_CODE\"}", BUTTON("0", "copy_code"), "" },
		{ "{\"type\":\"MPM\"}", "", "buttons button_missing" },
		{ "{\"type\":\"MPM\"}", BUTTON("0", "mpm"), "" },
		{ "{\"type\":\"CATALOG\"}", "", "" },
		{ "{\"type\":\"CATALOG\"}", BUTTON("0", "CATALOG"), "" },
		/* an index that is neither number nor text is 0, as of none */
		{ REPLY, BUTTON("true", "quick_reply"), "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		compare_buttons(rows[i].buttons, rows[i].sent, rows[i].found);
}

static void
test_the_cards_of_a_carousel_are_not_compared(void **state)
{
	(void)state;
	compare_components("POSITIONAL", "{\"type\":\"CAROUSEL\",\"cards\":[]}",
	    "", "~body not_compared");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_a_token_is_judged_by_expiry_scopes_and_accounts),
		cmocka_unit_test(
		    test_a_health_status_without_reasons_is_told_at_least),
		cmocka_unit_test(
		    test_parameters_are_counted_by_variable_and_compared_by_name),
		cmocka_unit_test(test_buttons_are_compared_by_index_and_kind),
		cmocka_unit_test(test_the_cards_of_a_carousel_are_not_compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
