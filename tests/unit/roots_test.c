/* SPDX-License-Identifier: MIT */
#include "roots.h"

#include <stdio.h>
#include <string.h>

#include "test.h"

#define BUNDLE "/etc/ssl/certs/ca-certificates.crt"
#define BEGIN "-----BEGIN CERTIFICATE-----\n"
#define END "-----END CERTIFICATE-----\n"

static char certificate[16384];

/* Takes the first certificate of this machine's bundle, if it has one. */
static int
read_certificate(void **state)
{
	FILE *file = fopen(BUNDLE, "r");
	size_t length;
	char *end;

	(void)state;
	if (file == NULL)
		return 0;
	length = fread(certificate, 1, sizeof(certificate) - 1, file);
	certificate[length] = '\0';
	(void)fclose(file);
	end = strstr(certificate, END);
	if (end == NULL)
		certificate[0] = '\0';
	else
		end[strlen(END)] = '\0';
	return 0;
}

static bool
is_readable(const char *pem)
{
	return roots_are_readable(pem, strlen(pem));
}

static void
test_a_certificate_is_readable(void **state)
{
	char pem[sizeof(certificate) + 256];

	(void)state;
	if (certificate[0] == '\0')
		skip();
	assert_true(is_readable(certificate));
	/* one that cannot be read does not spoil another one */
	snprintf(pem, sizeof(pem), "# a comment\n%s" BEGIN "AAAA\n" END,
	    certificate);
	assert_true(is_readable(pem));
}

static void
test_a_certificate_cut_short_is_not(void **state)
{
	char pem[sizeof(certificate)];

	(void)state;
	if (certificate[0] == '\0')
		skip();
	memcpy(pem, certificate, sizeof(pem));
	pem[strlen(pem) / 2] = '\0';
	assert_false(is_readable(pem));
}

static void
test_what_holds_no_certificate_is_not(void **state)
{
	static const char *const rows[] = { "", "\n", "rubbish", BEGIN END,
		BEGIN "AAAA\n" END, BEGIN "****\n" END, BEGIN,
		"-----BEGIN PUBLIC KEY-----\nAAAA\n"
		"-----END PUBLIC KEY-----\n" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_false(is_readable(rows[i]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_certificate_is_readable),
		cmocka_unit_test(test_a_certificate_cut_short_is_not),
		cmocka_unit_test(test_what_holds_no_certificate_is_not),
	};

	return cmocka_run_group_tests(tests, read_certificate, NULL);
}
