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

/* The body: content, addressed to the text to. */
static char *
write_to(
    const struct recipient *recipient, const char *to, const cJSON *content)
{
	struct json json = json_begin();
	char *head, *tail, *payload = NULL;

	json_string(&json, json.root, "messaging_product", "whatsapp");
	json_string(&json, json.root, "recipient_type",
	    recipient->kind == RECIPIENT_GROUP ? "group" : "individual");
	json_string(&json, json.root,
	    recipient->kind == RECIPIENT_USER ? "recipient" : "to", to);
	head = json_print(&json);
	tail = cJSON_PrintUnformatted(content);
	if (head != NULL && tail != NULL)
		payload = join(head, tail);
	memory_free(head);
	memory_free(tail);
	return payload;
}

char *
payload_write(const struct request *request)
{
	return write_to(&request->recipient, request->recipient.text,
	    request->message.content);
}

static char *
cover(const void *user, const char *text)
{
	return recipient_cover(user, text);
}

char *
payload_show(const struct request *request)
{
	const struct recipient *recipient = &request->recipient;
	char masked[RECIPIENT_SIZE];
	char *payload = NULL;
	cJSON *content;

	if (*recipient->text == '\0')
		return write_to(
		    recipient, "{recipient}", request->message.content);
	recipient_mask(recipient, masked);
	/* a text may hold the number too */
	content = cJSON_Duplicate(request->message.content, true);
	if (content != NULL && json_edit(content, cover, recipient))
		payload = write_to(recipient, masked, content);
	cJSON_Delete(content);
	return payload;
}
