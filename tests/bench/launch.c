/* SPDX-License-Identifier: MIT */
/*
 * launch RUNS PROGRAM [ARGUMENT...]: runs PROGRAM and prints of each run a line
 * with its CPU time and its wall time in microseconds, its peak memory in KiB
 * and its exit code.  PROGRAM's own output is thrown away.
 *
 * Linux counts the memory of whoever starts a program into the program's peak;
 * hence this, which has next to none, and not the Python around it.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long
microseconds(struct timeval time)
{
	return (long long)time.tv_sec * 1000000 + time.tv_usec;
}

static long long
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (long long)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

/* Becomes the program. */
static void
become(char *const argv[])
{
	int nowhere = open("/dev/null", O_RDWR);

	if (nowhere >= 0 && dup2(nowhere, 0) == 0 && dup2(nowhere, 1) == 1 &&
	    dup2(nowhere, 2) == 2)
		execvp(argv[0], argv);
	_exit(127);
}

int
main(int argc, char *argv[])
{
	int runs = argc > 2 ? atoi(argv[1]) : 0;

	for (int i = 0; i < runs; i++) {
		struct rusage used;
		long long begin = now();
		pid_t child = vfork();
		int status;

		if (child == 0)
			become(argv + 2);
		if (child < 0 || wait4(child, &status, 0, &used) != child)
			return 1;
		printf("%lld %lld %ld %d\n",
		    microseconds(used.ru_utime) + microseconds(used.ru_stime),
		    now() - begin, used.ru_maxrss,
		    WIFEXITED(status) ? WEXITSTATUS(status) : 255);
	}
	return runs > 0 ? 0 : 64;
}
