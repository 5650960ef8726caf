/* SPDX-License-Identifier: MIT */
/*
 * The JSON of a request.  Its envelope is that of
 * documentation/business-messaging/whatsapp/messages/send-messages.
 */
#include "payload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "memory.h"
#include "text.h"

/* Joins two JSON objects, each with a member at least, into one. */
static char *
join(const char *head, const char *tail)
{
	char *joined;

	if (asprintf(
	        &joined, "%.*s,%s", (int)strlen(head) - 1, head, tail + 1) < 0)
		return NULL;
	return joined;
}

/* The body, addressed to the text to. */
static char *
write_to(const struct request *request, const char *to)
{
	bool is_group = request->recipient.kind == RECIPIENT_GROUP;
	bool is_user = request->recipient.kind == RECIPIENT_USER;
	struct json json = json_begin();
	char *head, *tail, *payload = NULL;

	json_string(&json, json.root, "messaging_product", "whatsapp");
	json_string(&json, json.root, "recipient_type",
	    is_group ? "group" : "individual");
	json_string(&json, json.root, is_user ? "recipient" : "to", to);
	head = json_print(&json);
	tail = cJSON_PrintUnformatted(request->message.content);
	if (head != NULL && tail != NULL)
		payload = join(head, tail);
	memory_free(head);
	memory_free(tail);
	return payload;
}

char *
payload_write(const struct request *request)
{
	return write_to(request, request->recipient.text);
}

char *
payload_show(const struct request *request)
{
	const char *recipient = request->recipient.text;
	size_t bare = recipient_bare(&request->recipient);
	char masked[RECIPIENT_SIZE];
	char *payload, *shown;

	if (*recipient == '\0')
		return write_to(request, "{recipient}");
	recipient_mask(&request->recipient, masked);
	payload = write_to(request, masked);
	if (payload == NULL)
		return NULL;
	/* a text may hold the number too */
	shown = text_replace(payload, recipient + bare, masked + bare);
	memory_free(payload);
	return shown;
}
