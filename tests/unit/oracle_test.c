/* SPDX-License-Identifier: MIT */
/* The fuzzers' judge condemns what is wrong, and nothing else. */
#include "test.h"

#define oracle_abort() mock_assert(0, "oracle", __FILE__, __LINE__)
#include "../fuzz/oracle.h"

#define RESULT(status, code, id, http, rest) \
	"{\"status\":\"" status "\",\"mode\":\"send\",\"class\":\"ok\"," \
	"\"exit_code\":" code ",\"attempts\":1,\"http_status\":" http "," \
	"\"retry_after_s\":null,\"type\":\"text\",\"message_id\":" id "," \
	"\"warnings\":[]," rest "}"
#define REST "\"problems\":[],\"error\":null"
#define PROBLEM(rule) \
	"\"problems\":[{\"setting\":\"text\",\"source\":null,\"rule\":\"" rule \
	"\",\"message\":\"is wrong\"}],\"error\":null"
#define ERROR(code, title) \
	"\"problems\":[],\"error\":{\"code\":" code ",\"subcode\":null," \
	"\"type\":null,\"title\":" title ",\"details\":null," \
	"\"fbtrace_id\":null,\"retryable\":false,\"hint\":\"\"}"

static void
test_a_good_result_passes(void **state)
{
	static const char *const rows[] = {
		RESULT("accepted", "0", "\"wamid.x\"", "200", REST),
		RESULT("unknown", "79", "null", "null", REST),
		RESULT("failed", "69", "null", "400", ERROR("190", "\"t\"")),
		RESULT("invalid", "65", "null", "null", PROBLEM("too_long")),
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		oracle_result(rows[i]);
}

/* What is condemned is not released: the oracle does not come back. */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "detect_leaks=0";
}

static void
condemn(const char *json)
{
	expect_assert_failure(oracle_result(json));
}

static void
test_a_bad_result_does_not(void **state)
{
	static const char *const rows[] = {
		"",
		"[]",
		"{}",
		"{\"status\":1}",
		RESULT("sent", "0", "null", "200", REST),
		RESULT("accept", "0", "null", "200", REST),
		RESULT("accepted", "0", "null", "200", REST),
		RESULT("failed", "69", "\"wamid.x\"", "200", REST),
		RESULT("failed", "79", "null", "200", REST),
		RESULT("unknown", "0", "null", "200", REST),
		RESULT("failed", "69.5", "null", "200", REST),
		RESULT("failed", "69", "null", "7", REST),
		RESULT("failed", "69", "null", "200", "\"problems\":[]"),
		RESULT("failed", "69", "null", "200", ERROR("\"1\"", "\"t\"")),
		RESULT("failed", "69", "null", "200", ERROR("1", "null")),
		RESULT("invalid", "65", "null", "null", PROBLEM("Too long")),
		RESULT("invalid", "65", "null", "null", PROBLEM("##[error]")),
		RESULT("failed", "69", "null", "200", REST) "\n",
		RESULT("failed", "69", "null", "200", REST) " {}",
		RESULT("failed", "69", "null", "200", REST ",\"more\":1"),
		RESULT("failed", "69", "null", "200",
		    "\"problems\":[{\"setting\":null,\"source\":null,"
		    "\"rule\":\"x\",\"message\":\"x\",\"text\":\"x\"}],"
		    "\"error\":null"),
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		condemn(rows[i]);
}

static void
test_what_is_secret_is_found(void **state)
{
	(void)state;
	oracle_private("+12*******23 and ***");
	expect_assert_failure(oracle_private("x" ORACLE_TOKEN "y"));
	expect_assert_failure(oracle_private(ORACLE_SECRET));
	expect_assert_failure(oracle_private("to " ORACLE_DIGITS));
	assert_true(oracle_has_password(ORACLE_PROXY));
	assert_true(oracle_has_password("p@ssword-of-the-proxy"));
	assert_false(oracle_has_password("user:***@proxy.example"));
}

static void
test_what_cannot_be_printed_is_found(void **state)
{
	(void)state;
	oracle_printable("a\xc3\xa4\n", "\n");
	expect_assert_failure(oracle_printable("a\n", ""));
	expect_assert_failure(oracle_printable("a\xc3", ""));
	expect_assert_failure(oracle_printable("a\xc2\x9b", ""));
	expect_assert_failure(oracle_printable("\x7f", ""));
	/* too long for what they say, a surrogate, beyond the last character */
	expect_assert_failure(oracle_printable("\xc0\x80", ""));
	expect_assert_failure(oracle_printable("\xe0\x80\x80", ""));
	expect_assert_failure(oracle_printable("\xed\xa0\x80", ""));
	expect_assert_failure(oracle_printable("\xf4\x90\x80\x80", ""));
	expect_assert_failure(oracle_printable("\xe4\xb8", ""));
	oracle_printable("\xf4\x8f\xbf\xbf\xe4\xb8\xad", "");
	assert_int_equal(oracle_length("a\xc3\xa4\xe4\xb8\xad"), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_good_result_passes),
		cmocka_unit_test(test_a_bad_result_does_not),
		cmocka_unit_test(test_what_is_secret_is_found),
		cmocka_unit_test(test_what_cannot_be_printed_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
