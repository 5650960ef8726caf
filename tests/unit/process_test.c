/* SPDX-License-Identifier: MIT */
#include "process.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "test.h"

#define LARGE ((size_t)1024 * 1024) /* more than a pipe holds */

static char large[LARGE];

/* Runs function in a process of its own; its exit code. */
static int
run(int (*function)(int), int argument)
{
	pid_t pid = fork();
	int status = 0;

	assert_true(pid >= 0);
	if (pid == 0)
		_exit(function(argument));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static int
prepare_without_descriptors(int unused)
{
	int fd;

	(void)unused;
	for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++)
		close(i);
	fd = process_prepare();
	if (fd <= STDERR_FILENO || (fcntl(fd, F_GETFD) & FD_CLOEXEC) == 0)
		return 1;
	for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++)
		if (fcntl(i, F_GETFD) < 0 || process_write(i, "x", 1))
			return 2;
	return open("/", O_RDONLY | O_CLOEXEC) > STDERR_FILENO ? 0 : 3;
}

static int
prepare_and_get(int number)
{
	struct signalfd_siginfo info;
	int fd = process_prepare();

	if (!clock_wait(0, fd, -1) || raise(number) != 0)
		return 1;
	if (clock_wait(10000, fd, -1))
		return 2;
	if (read(fd, &info, sizeof(info)) != (ssize_t)sizeof(info))
		return 3;
	return info.ssi_signo == (uint32_t)number ? 0 : 4;
}

static int
prepare_and_survive(int number)
{
	struct rlimit limit = { 1, 1 };

	process_prepare();
	if (raise(number) != 0 || getrlimit(RLIMIT_CORE, &limit) != 0)
		return 1;
	return limit.rlim_cur == 0 && limit.rlim_max == 0 ? 0 : 2;
}

static void
test_prepare_takes_the_standard_descriptors(void **state)
{
	(void)state;
	assert_int_equal(run(prepare_without_descriptors, 0), 0);
}

static void
test_prepare_makes_signals_readable(void **state)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(numbers); i++)
		assert_int_equal(run(prepare_and_get, numbers[i]), 0);
}

static void
test_prepare_leaves_no_death_and_no_core(void **state)
{
	(void)state;
	assert_int_equal(run(prepare_and_survive, SIGPIPE), 0);
	assert_int_equal(run(prepare_and_survive, SIGXFSZ), 0);
}

static int
write_large(int fd)
{
	return process_write(fd, large, LARGE) ? 0 : 1;
}

static void
test_all_is_written_to_a_reader(void **state)
{
	static char buffer[65536];
	size_t total = 0;
	ssize_t length;
	int ends[2];
	pid_t pid;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		_exit(write_large(ends[1]));
	close(ends[1]);
	while ((length = read(ends[0], buffer, sizeof(buffer))) > 0)
		total += (size_t)length;
	assert_int_equal(total, LARGE);
	close(ends[0]);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static void
test_nobody_waits_for_a_reader_that_does_not_read(void **state)
{
	int64_t start = clock_now_ms();
	int64_t duration;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_false(process_write(ends[1], large, LARGE));
	duration = clock_now_ms() - start;
	assert_true(duration >= 900);
	assert_true(duration < 5000);
	close(ends[0]);
	close(ends[1]);
}

static void
test_what_cannot_be_written_is_told_at_once(void **state)
{
	int64_t start = clock_now_ms();
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_true(process_write(ends[1], "", 0));
	assert_true(process_write(ends[1], "x", 1));
	close(ends[0]);
	assert_false(process_write(ends[1], "x", 1));
	close(ends[1]);
	assert_false(process_write(ends[1], "x", 1));
	assert_true(process_write(ends[1], "", 0));
	assert_true(clock_now_ms() - start < 900);
}

static void
test_random_numbers_differ(void **state)
{
	uint32_t first = process_random();
	bool differs = false;

	(void)state;
	for (int i = 0; i < 8; i++)
		differs = differs || process_random() != first;
	assert_true(differs);
}

/* The test itself must not die of a closed pipe. */
static int
ignore_closed_pipes(void **state)
{
	(void)state;
	return signal(SIGPIPE, SIG_IGN) == SIG_ERR;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prepare_takes_the_standard_descriptors),
		cmocka_unit_test(test_prepare_makes_signals_readable),
		cmocka_unit_test(test_prepare_leaves_no_death_and_no_core),
		cmocka_unit_test(test_all_is_written_to_a_reader),
		cmocka_unit_test(
		    test_nobody_waits_for_a_reader_that_does_not_read),
		cmocka_unit_test(test_what_cannot_be_written_is_told_at_once),
		cmocka_unit_test(test_random_numbers_differ),
	};

	return cmocka_run_group_tests(tests, ignore_closed_pipes, NULL);
}
