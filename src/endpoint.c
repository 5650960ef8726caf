/* SPDX-License-Identifier: MIT */
/* Addresses of the API; see endpoint.h. */
#include "endpoint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

/* What stands in the URL of a request shown without an id. */
#define NO_ID "{phone_number_id}"

char *
endpoint_shown(const struct endpoint *endpoint, const char *edge)
{
	const char *id = endpoint->phone_number_id;
	char *url;

	if (asprintf(&url, "%s/%s/%s", endpoint->root, id == NULL ? NO_ID : id,
	        edge) < 0)
		return NULL;
	return url;
}

char *
endpoint_url(
    const struct endpoint *endpoint, const char *path, const char *query)
{
	const char *proof = endpoint->proof;
	bool has_query = query != NULL;
	char *url;

	if (asprintf(&url, "%s/%s%s%s%s%s", endpoint->root, path,
	        has_query ? "?" : "", has_query ? query : "",
	        *proof == '\0'  ? ""
	            : has_query ? "&appsecret_proof="
	                        : "?appsecret_proof=",
	        proof) < 0)
		return NULL;
	return url;
}

char *
endpoint_edge_url(const struct endpoint *endpoint, const char *edge)
{
	char *path, *url;

	if (asprintf(&path, "%s/%s", endpoint->phone_number_id, edge) < 0)
		return NULL;
	url = endpoint_url(endpoint, path, NULL);
	free(path);
	return url;
}

void
endpoint_url_free(char *url)
{
	memory_free(url);
}

void
endpoint_forget(struct endpoint *endpoint)
{
	memory_free(endpoint->proxy);
	endpoint->proxy = NULL;
	endpoint->token = NULL;
	endpoint->app_secret = NULL;
	explicit_bzero(endpoint->proof, sizeof(endpoint->proof));
}

void
endpoint_free(struct endpoint *endpoint)
{
	endpoint_forget(endpoint);
	free(endpoint->root);
	file_free(&endpoint->roots);
	*endpoint = (struct endpoint){ 0 };
}
