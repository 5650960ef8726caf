/* SPDX-License-Identifier: MIT */
#include "proof.h"

#include "test.h"

/* The expected proof is that of Python's hmac.new(secret, token, sha256). */
static void
test_the_proof_is_the_hmac_of_the_token(void **state)
{
	char proof[PROOF_SIZE];

	(void)state;
	assert_true(proof_make(
	    "0123456789abcdef0123456789abcdef", "sandbox-access-token", proof));
	assert_string_equal(proof,
	    "379eaa5ca1f49906b2dbd040bfa3ae185839285ad7eaa922505833b2c8b9364e");
}

static void
test_a_secret_is_32_digits_in_lower_case(void **state)
{
	(void)state;
	assert_true(proof_is_secret("0123456789abcdef0123456789abcdef"));
	assert_false(proof_is_secret("0123456789ABCDEF0123456789ABCDEF"));
	assert_false(proof_is_secret("0123456789abcdef0123456789abcde"));
	assert_false(proof_is_secret("0123456789abcdef0123456789abcdef0"));
	assert_false(proof_is_secret(""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_proof_is_the_hmac_of_the_token),
		cmocka_unit_test(test_a_secret_is_32_digits_in_lower_case),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
