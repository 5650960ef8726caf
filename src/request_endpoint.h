/* SPDX-License-Identifier: MIT */
/* Where a request goes, how, and with which credentials, as settings say. */
#ifndef REQUEST_ENDPOINT_H
#define REQUEST_ENDPOINT_H

#include "endpoint.h"
#include "reading.h"

/*
 * Fills the endpoint from checked settings, from which it borrows, or reports
 * whatever stands against it.  What is unset stays zero.
 */
void request_endpoint_read(struct reading *reading, struct endpoint *endpoint);

#endif
