/* SPDX-License-Identifier: MIT */
#include "guard.h"

#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "clock.h"
#include "test.h"

#define LONG_MS 60000 /* longer than any test may take */

/* Two connected sockets; the second is the peer's. */
static void
connect_pair(int pair[2])
{
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
}

/* Whether the peer sees the end of the connection within ms milliseconds. */
static bool
is_ended(int peer, int64_t ms)
{
	char byte;

	return !clock_wait(ms, peer, -1) && read(peer, &byte, 1) == 0;
}

static void
test_after_the_deadline_every_socket_is_shut_down(void **state)
{
	struct guard guard = { 0 };
	int64_t deadline_ms = clock_now_ms() + 50;
	int pairs[2][2];

	(void)state;
	connect_pair(pairs[0]);
	connect_pair(pairs[1]);
	assert_true(guard_start(&guard, deadline_ms, -1));
	assert_true(guard_add(&guard, pairs[0][0]));
	assert_true(guard_add(&guard, pairs[1][0]));
	assert_false(guard_has_cut(&guard));
	for (int i = 0; i < 2; i++)
		assert_true(is_ended(pairs[i][1], LONG_MS));
	assert_in_range(clock_now_ms(), deadline_ms + GUARD_GRACE_MS,
	    deadline_ms + GUARD_GRACE_MS + 1000);
	assert_true(guard_has_cut(&guard));
	/* no further connection takes the place of those */
	assert_false(guard_add(&guard, pairs[0][1]));
	for (int i = 0; i < 2; i++) {
		assert_int_equal(guard_close(&guard, pairs[i][0]), 0);
		close(pairs[i][1]);
	}
	guard_stop(&guard);
}

static void
test_a_signal_counts_like_the_deadline(void **state)
{
	struct guard guard = { 0 };
	int signal_fd = eventfd(0, EFD_CLOEXEC);
	int pair[2];

	(void)state;
	connect_pair(pair);
	assert_true(guard_start(&guard, clock_now_ms() + LONG_MS, signal_fd));
	assert_true(guard_add(&guard, pair[0]));
	assert_false(is_ended(pair[1], 2 * GUARD_GRACE_MS));
	assert_int_equal(eventfd_write(signal_fd, 1), 0);
	assert_false(is_ended(pair[1], GUARD_GRACE_MS / 2));
	assert_true(is_ended(pair[1], GUARD_GRACE_MS / 2 + 1000));
	assert_int_equal(guard_close(&guard, pair[0]), 0);
	close(pair[1]);
	guard_stop(&guard);
	close(signal_fd);
}

static void
test_what_ends_in_time_is_left_alone(void **state)
{
	struct guard guard = { 0 };
	int pair[2];

	(void)state;
	connect_pair(pair);
	assert_true(guard_start(&guard, clock_now_ms() + 50, -1));
	assert_true(guard_add(&guard, pair[0]));
	guard_stop(&guard);
	assert_false(is_ended(pair[1], 50 + GUARD_GRACE_MS + 100));
	close(pair[0]);
	close(pair[1]);
}

static void
test_a_number_that_was_closed_may_belong_to_another_file(void **state)
{
	struct guard guard = { 0 };
	int pair[2], number;

	(void)state;
	connect_pair(pair);
	number = dup(pair[0]);
	assert_true(guard_start(&guard, clock_now_ms() + 50, -1));
	assert_true(guard_add(&guard, number));
	assert_int_equal(guard_close(&guard, number), 0);
	assert_int_equal(dup(pair[0]), number);
	assert_false(is_ended(pair[1], 50 + GUARD_GRACE_MS + 100));
	assert_true(guard_has_cut(&guard));
	guard_stop(&guard);
	close(number);
	close(pair[0]);
	close(pair[1]);
}

static void
test_more_sockets_than_it_can_watch_are_refused(void **state)
{
	struct guard guard = { 0 };
	int sockets[GUARD_SOCKETS_MAX + 1];

	(void)state;
	assert_true(guard_start(&guard, clock_now_ms() + LONG_MS, -1));
	for (int i = 0; i <= GUARD_SOCKETS_MAX; i++) {
		sockets[i] = socket(AF_UNIX, SOCK_STREAM, 0);
		assert_int_equal(
		    guard_add(&guard, sockets[i]), i < GUARD_SOCKETS_MAX);
	}
	/* one that goes makes room */
	assert_int_equal(guard_close(&guard, sockets[0]), 0);
	assert_true(guard_add(&guard, sockets[GUARD_SOCKETS_MAX]));
	for (int i = 1; i <= GUARD_SOCKETS_MAX; i++)
		assert_int_equal(guard_close(&guard, sockets[i]), 0);
	guard_stop(&guard);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_after_the_deadline_every_socket_is_shut_down),
		cmocka_unit_test(test_a_signal_counts_like_the_deadline),
		cmocka_unit_test(test_what_ends_in_time_is_left_alone),
		cmocka_unit_test(
		    test_a_number_that_was_closed_may_belong_to_another_file),
		cmocka_unit_test(
		    test_more_sockets_than_it_can_watch_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
