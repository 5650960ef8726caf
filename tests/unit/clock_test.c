/* SPDX-License-Identifier: MIT */
#include "clock.h"

#include <unistd.h>

#include "test.h"

#define LONG_MS 10000 /* nobody waits for so long */

static void
test_the_clock_never_goes_backwards(void **state)
{
	int64_t earlier = clock_now_ms();

	(void)state;
	assert_true(earlier > 0);
	for (int i = 0; i < 1000; i++) {
		int64_t now = clock_now_ms();

		assert_true(now >= earlier);
		earlier = now;
	}
}

static void
test_a_wait_lasts_its_full_time(void **state)
{
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	for (int i = 0; i < 2; i++) {
		int64_t start = clock_now_ms();

		/* neither without a descriptor nor with a silent one */
		assert_true(clock_wait(50, i == 0 ? -1 : ends[0], -1));
		assert_true(clock_now_ms() - start >= 50);
		assert_true(clock_now_ms() - start < LONG_MS);
	}
	close(ends[0]);
	close(ends[1]);
}

static void
test_a_wait_ends_when_the_descriptor_can_be_read(void **state)
{
	int64_t start = clock_now_ms();
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "x", 1), 1);
	assert_false(clock_wait(LONG_MS, ends[0], -1));
	/* it is not read, so it ends the next wait as well */
	assert_false(clock_wait(LONG_MS, -1, ends[0]));
	assert_true(clock_now_ms() - start < LONG_MS);
	close(ends[0]);
	close(ends[1]);
}

static void
test_no_time_is_no_wait(void **state)
{
	int64_t start = clock_now_ms();

	(void)state;
	assert_true(clock_wait(0, -1, -1));
	assert_true(clock_wait(-LONG_MS, -1, -1));
	assert_true(clock_now_ms() - start < LONG_MS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_clock_never_goes_backwards),
		cmocka_unit_test(test_a_wait_lasts_its_full_time),
		cmocka_unit_test(
		    test_a_wait_ends_when_the_descriptor_can_be_read),
		cmocka_unit_test(test_no_time_is_no_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
