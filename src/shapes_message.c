/* SPDX-License-Identifier: MIT */
/* Messages of every type but templates and interactive ones; see shapes.h. */
#include "shapes_table.h"

/* clang-format off: one row a line */

/* messages/image-messages and its sisters: either an id or a link. */
const struct shape_rule shape_media[] = {
	{ TEXT("id"), FORM(ID), MUST, ONE_OF('m') },
	{ TEXT("link"), FORM(LINK), MUST, ONE_OF('m') },
	{ END },
};

/* messages/document-messages */
const struct shape_rule shape_document[] = {
	{ TEXT("filename") },
	{ GO_ON(shape_media) },
};

/* messages/location-messages: numbers, or strings as in Meta's samples */
const struct shape_rule shape_location[] = {
	{ DECIMAL("latitude", -90, 90), MUST },
	{ DECIMAL("longitude", -180, 180), MUST },
	{ TEXT("name") },
	{ TEXT("address") },
	{ END },
};

static const struct shape_rule captioned_media[] = {
	{ TEXT("caption"), UP_TO(1024) },
	{ GO_ON(shape_media) },
};

static const struct shape_rule captioned_document[] = {
	{ TEXT("caption"), UP_TO(1024) },
	{ GO_ON(shape_document) },
};

/* messages/audio-messages */
static const struct shape_rule audio[] = {
	{ BOOLEAN("voice") },
	{ NOTHING("caption", "has no place here: audio has no caption") },
	{ GO_ON(shape_media) },
};

/* messages/sticker-messages */
static const struct shape_rule sticker[] = {
	{ NOTHING("caption", "has no place here: a sticker has no caption") },
	{ GO_ON(shape_media) },
};

/* messages/text-messages */
static const struct shape_rule text[] = {
	{ TEXT("body"), MUST, UP_TO(4096) },
	{ BOOLEAN("preview_url") },
	{ END },
};

/* direct-send: the text becomes a template's body */
static const struct shape_rule text_direct[] = {
	{ TEXT("body"), MUST, UP_TO(1024) },
	{ NOTHING("preview_url", "has no place in a message with a category") },
	{ END },
};

/* messages/contacts-messages; no one of them has more of anything */
#define CONTACTS_MAX 257

/* messages/contacts-messages */
static const struct shape_rule contact_name[] = {
	{ TEXT("formatted_name"), MUST },
	{ TEXT_OR_EMPTY("first_name") },
	{ TEXT_OR_EMPTY("last_name") },
	{ TEXT_OR_EMPTY("middle_name") },
	{ TEXT_OR_EMPTY("suffix") },
	{ TEXT_OR_EMPTY("prefix") },
	{ END },
};

static const struct shape_rule contact_phone[] = {
	{ TEXT_OR_EMPTY("phone") },
	{ TEXT_OR_EMPTY("type") },
	{ TEXT_OR_EMPTY("wa_id") },
	{ END },
};

static const struct shape_rule contact_email[] = {
	{ TEXT_OR_EMPTY("email") },
	{ TEXT_OR_EMPTY("type") },
	{ END },
};

static const struct shape_rule contact_url[] = {
	{ TEXT_OR_EMPTY("url") },
	{ TEXT_OR_EMPTY("type") },
	{ END },
};

static const struct shape_rule contact_address[] = {
	{ TEXT_OR_EMPTY("street") },
	{ TEXT_OR_EMPTY("city") },
	{ TEXT_OR_EMPTY("state") },
	{ TEXT_OR_EMPTY("zip") },
	{ TEXT_OR_EMPTY("country") },
	{ TEXT_OR_EMPTY("country_code") },
	{ TEXT_OR_EMPTY("type") },
	{ END },
};

static const struct shape_rule contact_organization[] = {
	{ TEXT_OR_EMPTY("company") },
	{ TEXT_OR_EMPTY("department") },
	{ TEXT_OR_EMPTY("title") },
	{ END },
};

static const struct shape_rule contact[] = {
	{ OBJECT("name", contact_name), MUST },
	{ LIST("phones", contact_phone, 0, CONTACTS_MAX) },
	{ LIST("emails", contact_email, 0, CONTACTS_MAX) },
	{ LIST("urls", contact_url, 0, CONTACTS_MAX) },
	{ LIST("addresses", contact_address, 0, CONTACTS_MAX) },
	{ OBJECT("org", contact_organization) },
	{ TEXT("birthday"), FORM(DATE) },
	{ END },
};

/* messages/reaction-messages: an empty emoji takes the reaction back */
static const struct shape_rule reaction[] = {
	{ TEXT("message_id"), MUST, FORM(MESSAGE_ID) },
	{ TEXT_OR_EMPTY("emoji"), MUST },
	{ END },
};

/* groups: messages in them can be pinned, for up to 30 days */
static const struct shape_rule pin[] = {
	{ WORD("type", "pin|unpin"), MUST },
	{ TEXT("message_id"), MUST, FORM(MESSAGE_ID) },
	{ NUMBER("expiration_days", 1, 30), WHOLE, WHEN("type=pin") },
	{ END },
};

/* messages/contextual-replies */
static const struct shape_rule context[] = {
	{ TEXT("message_id"), MUST, FORM(MESSAGE_ID) },
	{ END },
};

/* direct-send */
static const struct shape_rule direct_send[] = {
	{ TEXT("template_name"), UP_TO(512), FORM(TEMPLATE_NAME) },
	{ END },
};

#define OURS "is added by whatsapp-send: leave it out, and set recipient"
#define DIRECT "category=utility|authentication"

const struct shape_rule shape_message[] = {
	{ TYPE("type",
	    "text|image|video|audio|document|sticker|location|"
	    "contacts|reaction|pin|interactive|template") },
	{ OBJECT("text", text_direct), MUST, WHEN("type=text," DIRECT) },
	{ OBJECT("text", text), MUST, WHEN("type=text") },
	{ OBJECT("image", captioned_media), MUST, WHEN("type=image") },
	{ OBJECT("video", captioned_media), MUST, WHEN("type=video") },
	{ OBJECT("audio", audio), MUST, WHEN("type=audio") },
	{ OBJECT("document", captioned_document), MUST, WHEN("type=document") },
	{ OBJECT("sticker", sticker), MUST, WHEN("type=sticker") },
	{ OBJECT("location", shape_location), MUST, WHEN("type=location") },
	{ LIST("contacts", contact, 1, CONTACTS_MAX), MUST,
	    WHEN("type=contacts") },
	{ OBJECT("reaction", reaction), MUST, WHEN("type=reaction") },
	{ OBJECT("pin", pin), MUST, WHEN("type=pin") },
	{ OBJECT("interactive", shape_interactive_direct), MUST,
	    WHEN("type=interactive," DIRECT) },
	{ OBJECT("interactive", shape_interactive), MUST,
	    WHEN("type=interactive") },
	{ OBJECT("template", shape_template), MUST, WHEN("type=template") },
	{ OBJECT("context", context), WHEN("type!=reaction") },
	{ TEXT("biz_opaque_callback_data"), UP_TO(512) },
	{ TEXT("recipient_identity_key_hash") },
	{ WORD("category", "utility|authentication|service"),
	    WHEN("type=text|interactive") },
	{ WORD("category", "service") },
	{ NUMBER("ttl_seconds", 30, 43200), WHOLE, WHEN("category=utility") },
	{ NUMBER("ttl_seconds", 30, 900), WHOLE,
	    WHEN("category=authentication") },
	{ OBJECT("direct_send_config", direct_send), WHEN(DIRECT) },
	{ NOTHING(
	    "messaging_product", "is added by whatsapp-send: leave it out") },
	{ NOTHING("recipient_type", OURS) },
	{ NOTHING("recipient", OURS) },
	{ NOTHING("to", OURS) },
	{ END },
};
