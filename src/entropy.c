/* SPDX-License-Identifier: MIT */
/*
 * Where mbedTLS gets its randomness: from the kernel, without a file.  Its own
 * way would be to open /dev/urandom, which an empty container may lack.
 */
#include <errno.h>
#include <mbedtls/entropy.h>
#include <stddef.h>
#include <sys/random.h>

/* mbedTLS calls this by name and declares it only in its own sources. */
int mbedtls_hardware_poll(
    void *data, unsigned char *output, size_t len, size_t *output_len);

int
mbedtls_hardware_poll(
    void *data, unsigned char *output, size_t len, size_t *output_len)
{
	size_t have = 0;
	ssize_t got;

	(void)data;
	while (have < len) {
		got = getrandom(output + have, len - have, 0);
		if (got >= 0)
			have += (size_t)got;
		else if (errno != EINTR)
			return MBEDTLS_ERR_ENTROPY_SOURCE_FAILED;
	}
	*output_len = have;
	return 0;
}
