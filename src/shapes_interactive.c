/* SPDX-License-Identifier: MIT */
/* Messages of the interactive type; see shapes.h. */
#include "shapes_table.h"

/* clang-format off: one row a line */

static const struct shape_rule header[] = {
	{ WORD("type", "text|image|video|document"), MUST },
	{ TEXT("text"), MUST, UP_TO(60), WHEN("type=text") },
	{ OBJECT("image", shape_media), MUST, WHEN("type=image") },
	{ OBJECT("video", shape_media), MUST, WHEN("type=video") },
	{ OBJECT("document", shape_document), MUST, WHEN("type=document") },
	{ END },
};

static const struct shape_rule header_text[] = {
	{ WORD("type", "text"), MUST },
	{ TEXT("text"), MUST, UP_TO(60) },
	{ END },
};

static const struct shape_rule body[] = {
	{ TEXT("text"), MUST, UP_TO(1024) },
	{ END },
};

/* The page says 4096, Meta's OpenAPI file 1024. */
static const struct shape_rule body_of_list[] = {
	{ TEXT("text"), MUST, UP_TO(4096), DOUBTFUL(1024) },
	{ END },
};

static const struct shape_rule footer[] = {
	{ TEXT("text"), MUST, UP_TO(60) },
	{ END },
};

/* messages/interactive-reply-buttons-messages */
static const struct shape_rule reply[] = {
	{ TEXT("id"), MUST, UP_TO(256), FORM(TRIMMED) },
	{ TEXT("title"), MUST, UP_TO(20) },
	{ END },
};

static const struct shape_rule reply_button[] = {
	{ WORD("type", "reply"), MUST },
	{ OBJECT("reply", reply), MUST },
	{ END },
};

static const struct shape_rule reply_buttons[] = {
	{ LIST("buttons", reply_button, 1, 3), MUST,
	    BETWEEN(UNIQUE("reply.id|reply.title")) },
	{ END },
};

/* messages/interactive-cta-url-messages */
static const struct shape_rule link[] = {
	{ TEXT("display_text"), MUST, UP_TO(20) },
	{ TEXT("url"), MUST, FORM(URL) },
	{ END },
};

static const struct shape_rule link_button[] = {
	{ WORD("name", "cta_url"), MUST },
	{ OBJECT("parameters", link), MUST },
	{ END },
};

/* direct-send: link buttons may stand before the replies */
static const struct shape_rule direct_button[] = {
	{ WORD("type", "reply|cta_url"), MUST },
	{ OBJECT("reply", reply), MUST, WHEN("type=reply") },
	{ FREE_OBJECT("cta_url"), MUST, WHEN("type=cta_url") },
	{ END },
};

static const struct shape_rule direct_buttons[] = {
	{ LIST("buttons", direct_button, 1, 10), MUST,
	    BETWEEN(UNIQUE("reply.id|reply.title"), COUNTED("cta_url", 2)) },
	{ END },
};

/* messages/interactive-list-messages */
static const struct shape_rule list_row[] = {
	{ TEXT("id"), MUST, UP_TO(200) },
	{ TEXT("title"), MUST, UP_TO(24) },
	{ TEXT("description"), UP_TO(72) },
	{ END },
};

static const struct shape_rule list_section[] = {
	{ TEXT("title"), UP_TO(24) },
	{ LIST("rows", list_row, 1, 10), MUST },

	{ END },
};

static const struct shape_rule list[] = {
	{ TEXT("button"), MUST, UP_TO(20) },
	{ LIST("sections", list_section, 1, 10), MUST,
	    BETWEEN(
	        PARTED("title"), UNIQUE("rows[].id"), COUNTED("rows[]", 10)) },
	{ END },
};

/* messages/location-request-messages */
static const struct shape_rule location_request[] = {
	{ WORD("name", "send_location"), MUST },
	{ END },
};

/* flows/guides/sendingaflow */
static const struct shape_rule flow_payload[] = {
	{ TEXT("screen") },
	{ FREE_OBJECT("data") },
	{ END },
};

static const struct shape_rule flow_parameters[] = {
	{ TEXT("flow_message_version"), MUST },
	{ TEXT("flow_id"), MUST, ONE_OF('f'), FORM(ID) },
	{ TEXT("flow_name"), MUST, ONE_OF('f') },
	{ TEXT("flow_cta"), MUST, UP_TO(30), DOUBTFUL(20) },
	{ TEXT_OR_EMPTY("flow_token") },
	{ WORD("mode", "published|draft") },
	{ WORD("flow_action", "navigate|data_exchange") },
	{ OBJECT("flow_action_payload", flow_payload),
	    WHEN("flow_action!=data_exchange") },
	{ END },
};

static const struct shape_rule flow[] = {
	{ WORD("name", "flow"), MUST },
	{ OBJECT("parameters", flow_parameters), MUST },
	{ END },
};

/* messages/address-messages: India only */
static const struct shape_rule address_parameters[] = {
	{ TEXT("country"), MUST },
	{ FREE_OBJECT("values") },
	{ ANYTHING("saved_addresses") },
	{ FREE_OBJECT("validation_errors") },
	{ END },
};

static const struct shape_rule address[] = {
	{ WORD("name", "address_message"), MUST },
	{ OBJECT("parameters", address_parameters), MUST },
	{ END },
};

/* catalogs/sell-products-and-services/share-products */
static const struct shape_rule product[] = {
	{ TEXT("catalog_id"), MUST, FORM(ID) },
	{ TEXT("product_retailer_id"), MUST },
	{ END },
};

static const struct shape_rule product_item[] = {
	{ TEXT("product_retailer_id"), MUST },
	{ END },
};

const struct shape_rule shape_products[] = {
	{ TEXT("title"), UP_TO(24) },
	{ LIST("product_items", product_item, 1, 30), MUST },

	{ END },
};

static const struct shape_rule product_list[] = {
	{ TEXT("catalog_id"), MUST, FORM(ID) },
	{ LIST("sections", shape_products, 1, 10), MUST,
	    BETWEEN(PARTED("title"), COUNTED("product_items[]", 30)) },
	{ END },
};

static const struct shape_rule thumbnail[] = {
	{ TEXT("thumbnail_product_retailer_id") },
	{ END },
};

static const struct shape_rule catalog[] = {
	{ WORD("name", "catalog_message"), MUST },
	{ OBJECT("parameters", thumbnail) },
	{ END },
};

/* messages/interactive-media-carousel-messages, ..-product-carousel-messages */
static const struct shape_rule card_header[] = {
	{ WORD("type", "image|video"), MUST },
	{ OBJECT("image", shape_media), MUST, WHEN("type=image") },
	{ OBJECT("video", shape_media), MUST, WHEN("type=video") },
	{ END },
};

static const struct shape_rule card_body[] = {
	{ TEXT("text"), MUST, UP_TO(160), FORM(CARD) },
	{ END },
};

static const struct shape_rule card_button[] = {
	{ WORD("type", "quick_reply"), MUST },
	{ OBJECT("quick_reply", reply), MUST },
	{ END },
};

/* a link button, or replies */
static const struct shape_rule card_action[] = {
	{ WORD("name", "cta_url"), MUST, ONE_OF('a') },
	{ LIST("buttons", card_button, 1, 3), MUST, ONE_OF('a'),
	    BETWEEN(UNIQUE("quick_reply.id|quick_reply.title")) },
	{ OBJECT("parameters", link), MUST, WHEN("name=cta_url") },
	{ END },
};

static const struct shape_rule card[] = {
	{ NUMBER("card_index", 0, 9), MUST_WHOLE },
	{ TYPE("type", "cta_url|product") },
	{ OBJECT("header", card_header), MUST, WHEN("type=cta_url") },
	{ OBJECT("body", card_body), WHEN("type=cta_url") },
	{ OBJECT("action", card_action), MUST, WHEN("type=cta_url") },
	{ OBJECT("action", product), MUST, WHEN("type=product") },
	{ END },
};

static const struct shape_rule carousel[] = {
	{ LIST("cards", card, 2, 10), MUST,
	    BETWEEN(UNIQUE("card_index"),
	        SAME("type|header.type|action.catalog_id")) },
	{ END },
};

/* calling/call-button-messages-deep-links: 43200 minutes are 30 days */
static const struct shape_rule call_parameters[] = {
	{ TEXT("display_text"), UP_TO(20) },
	{ NUMBER("ttl_minutes", 1, 43200), WHOLE },
	{ TEXT("payload"), UP_TO(512) },
	{ END },
};

static const struct shape_rule call[] = {
	{ WORD("name", "voice_call"), MUST },
	{ OBJECT("parameters", call_parameters) },
	{ END },
};

/* calling/user-call-permissions, and asking for the number */
static const struct shape_rule permission[] = {
	{ WORD("name", "call_permission_request"), MUST },
	{ END },
};

static const struct shape_rule contact_info[] = {
	{ WORD("name", "request_contact_info"), MUST },
	{ END },
};

/* Payments are for few countries, and are passed on as they are. */
#define PAYMENT "order_details|order_status"

const struct shape_rule shape_interactive[] = {
	{ TYPE("type",
	    "button|list|cta_url|location_request_message|flow|"
	    "address_message|product|product_list|catalog_message|carousel|"
	    "voice_call|call_permission_request|request_contact_info|" PAYMENT) },
	{ OBJECT("header", header_text), WHEN("type=list") },
	{ OBJECT("header", header_text), MUST, WHEN("type=product_list") },
	{ OBJECT("header", header),
	    WHEN("type!=list|product_list|product|"
	         "location_request_message|carousel") },
	{ OBJECT("body", body_of_list), MUST, WHEN("type=list") },
	{ OBJECT("body", body),
	    WHEN("type=product|address_message|voice_call|"
	         "call_permission_request|request_contact_info|" PAYMENT) },
	{ OBJECT("body", body), MUST,
	    WHEN(
	        "type=button|cta_url|flow|"
	        "location_request_message|product_list|catalog_message|carousel") },
	{ OBJECT("footer", footer),
	    WHEN("type!=location_request_message|carousel") },
	{ OBJECT("action", reply_buttons), MUST, WHEN("type=button") },
	{ OBJECT("action", list), MUST, WHEN("type=list") },
	{ OBJECT("action", link_button), MUST, WHEN("type=cta_url") },
	{ OBJECT("action", location_request), MUST,
	    WHEN("type=location_request_message") },
	{ OBJECT("action", flow), MUST, WHEN("type=flow") },
	{ OBJECT("action", address), MUST, WHEN("type=address_message") },
	{ OBJECT("action", product), MUST, WHEN("type=product") },
	{ OBJECT("action", product_list), MUST, WHEN("type=product_list") },
	{ OBJECT("action", catalog), MUST, WHEN("type=catalog_message") },
	{ OBJECT("action", carousel), MUST, WHEN("type=carousel") },
	{ OBJECT("action", call), MUST, WHEN("type=voice_call") },
	{ OBJECT("action", permission), MUST,
	    WHEN("type=call_permission_request") },
	{ OBJECT("action", contact_info), MUST,
	    WHEN("type=request_contact_info") },
	{ ANYTHING("action"), MUST, WHEN("type=" PAYMENT) },
	{ END },
};

const struct shape_rule shape_interactive_direct[] = {
	{ OBJECT("action", direct_buttons), MUST, WHEN("type=button") },
	{ GO_ON(shape_interactive) },
};
