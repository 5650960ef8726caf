/* SPDX-License-Identifier: MIT */
/*
 * The JSON of a request.  Shapes are those of
 * documentation/business-messaging/whatsapp/messages/send-messages.
 */
#include "payload.h"

#include <stdio.h>

#include "json.h"

static void
append_component(struct json *json, cJSON *components, const char *type,
    const struct parameter *parameters, size_t count)
{
	cJSON *component, *array;

	if (count == 0)
		return;
	component = json_append(json, components);
	json_string(json, component, "type", type);
	array = json_array(json, component, "parameters");
	for (size_t i = 0; i < count; i++) {
		cJSON *parameter = json_append(json, array);

		json_string(json, parameter, "type", "text");
		if (parameters[i].name != NULL)
			json_string(json, parameter, "parameter_name",
			    parameters[i].name);
		json_string(json, parameter, "text", parameters[i].text);
	}
}

/* Type of a button's parameter, and the member that holds the value. */
static const struct {
	const char *type, *member;
} button_parameters[] = {
	[BUTTON_URL] = { "text", "text" },
	[BUTTON_QUICK_REPLY] = { "payload", "payload" },
	[BUTTON_COPY_CODE] = { "coupon_code", "coupon_code" },
};

static void
append_button(struct json *json, cJSON *components, const struct button *button)
{
	cJSON *component = json_append(json, components);
	cJSON *parameter;
	char index[12];

	snprintf(index, sizeof(index), "%d", button->index);
	json_string(json, component, "type", "button");
	json_string(
	    json, component, "sub_type", button_subtype_name(button->subtype));
	json_string(json, component, "index", index);
	parameter =
	    json_append(json, json_array(json, component, "parameters"));
	json_string(
	    json, parameter, "type", button_parameters[button->subtype].type);
	json_string(json, parameter, button_parameters[button->subtype].member,
	    button->value);
}

static void
add_template(struct json *json, cJSON *root, const struct template *template)
{
	cJSON *object = json_object(json, root, "template");
	cJSON *components;

	json_string(json, object, "name", template->name);
	json_string(json, json_object(json, object, "language"), "code",
	    template->language);
	if (template->header_count + template->body_count +
	        template->button_count ==
	    0)
		return;
	components = json_array(json, object, "components");
	append_component(json, components, "header", template->header,
	    template->header_count);
	append_component(
	    json, components, "body", template->body, template->body_count);
	for (size_t i = 0; i < template->button_count; i++)
		append_button(json, components, &template->buttons[i]);
}

static void
add_text(struct json *json, cJSON *root, const struct message *message)
{
	cJSON *object = json_object(json, root, "text");

	if (message->preview_url)
		json_boolean(json, object, "preview_url", true);
	json_string(json, object, "body", message->text);
}

char *
payload_write(const struct request *request, const char *to)
{
	const struct message *message = &request->message;
	struct json json = json_begin();

	json_string(&json, json.root, "messaging_product", "whatsapp");
	json_string(&json, json.root, "recipient_type", "individual");
	json_string(&json, json.root, "to", to);
	json_string(&json, json.root, "type", message_type_name(message->type));
	if (message->type == MESSAGE_TEMPLATE)
		add_template(&json, json.root, &message->template);
	else
		add_text(&json, json.root, message);
	return json_print(&json);
}
