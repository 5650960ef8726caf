/* SPDX-License-Identifier: MIT */
/* Template messages; see shapes.h.  The limits are from templates/components. */
#include "shapes_table.h"

/* clang-format off: one row a line */

/* Old forms of parameters: the Cloud API shows their fallback_value. */
static const struct shape_rule currency[] = {
	{ TEXT("fallback_value"), MUST, FORM(PARAMETER) },
	{ TEXT("code"), MUST },
	{ NUMBER("amount_1000", 0, 0), MUST_WHOLE },
	{ END },
};

static const struct shape_rule date_time[] = {
	{ TEXT("fallback_value"), MUST, FORM(PARAMETER) },
	{ END },
};

static const struct shape_rule product[] = {
	{ TEXT("product_retailer_id"), MUST },
	{ TEXT("catalog_id"), FORM(ID) },
	{ END },
};

static const struct shape_rule header_parameter[] = {
	{ TYPE("type",
	    "text|image|video|document|gif|location|product|currency|"
	    "date_time") },
	{ TEXT("parameter_name"), FORM(PARAMETER_NAME) },
	{ TEXT("text"), MUST, UP_TO(60), FORM(PARAMETER), WHEN("type=text") },
	{ OBJECT("image", shape_media), MUST, WHEN("type=image") },
	{ OBJECT("video", shape_media), MUST, WHEN("type=video") },
	{ OBJECT("gif", shape_media), MUST, WHEN("type=gif") },
	{ OBJECT("document", shape_document), MUST, WHEN("type=document") },
	{ OBJECT("location", shape_location), MUST, WHEN("type=location") },
	{ OBJECT("product", product), MUST, WHEN("type=product") },
	{ OBJECT("currency", currency), MUST, WHEN("type=currency") },
	{ OBJECT("date_time", date_time), MUST, WHEN("type=date_time") },
	{ END },
};

static const struct shape_rule body_parameter[] = {
	{ TYPE("type", "text|currency|date_time") },
	{ TEXT("parameter_name"), FORM(PARAMETER_NAME) },
	{ TEXT("text"), MUST, FORM(PARAMETER), WHEN("type=text") },
	{ OBJECT("currency", currency), MUST, WHEN("type=currency") },
	{ OBJECT("date_time", date_time), MUST, WHEN("type=date_time") },
	{ END },
};

/* What the buttons of a template take, by their sub_type. */
static const struct shape_rule url_parameter[] = {
	{ WORD("type", "text"), MUST },
	{ TEXT("parameter_name"), FORM(PARAMETER_NAME) },
	{ TEXT("text"), MUST, DOUBTFUL(2000), FORM(URL_SUFFIX) },
	{ END },
};

static const struct shape_rule payload_parameter[] = {
	{ WORD("type", "payload"), MUST },
	{ TEXT("payload"), MUST, UP_TO(256) },
	{ END },
};

/* 20 since December 2025, though templates/../limited-time-offer says 15 */
static const struct shape_rule coupon_parameter[] = {
	{ WORD("type", "coupon_code"), MUST },
	{ TEXT("coupon_code"), MUST, UP_TO(20), DOUBTFUL(15), FORM(COUPON) },
	{ END },
};

static const struct shape_rule flow_action[] = {
	{ TEXT_OR_EMPTY("flow_token") },
	{ FREE_OBJECT("flow_action_data") },
	{ END },
};

static const struct shape_rule flow_parameter[] = {
	{ WORD("type", "action"), MUST },
	{ OBJECT("action", flow_action), MUST },
	{ END },
};

static const struct shape_rule catalog_action[] = {
	{ TEXT("thumbnail_product_retailer_id") },
	{ END },
};

static const struct shape_rule catalog_parameter[] = {
	{ WORD("type", "action"), MUST },
	{ OBJECT("action", catalog_action), MUST },
	{ END },
};

static const struct shape_rule products_action[] = {
	{ TEXT("thumbnail_product_retailer_id") },
	{ LIST("sections", shape_products, 1, 10), MUST,
	    BETWEEN(PARTED("title"), COUNTED("product_items[]", 30)) },
	{ END },
};

static const struct shape_rule products_parameter[] = {
	{ WORD("type", "action"), MUST },
	{ OBJECT("action", products_action), MUST },
	{ END },
};

static const struct shape_rule call_parameter[] = {
	{ WORD("type", "ttl_minutes|payload"), MUST },
	{ NUMBER("ttl_minutes", 1, 43200), MUST_WHOLE,
	    WHEN("type=ttl_minutes") },
	{ TEXT("payload"), MUST, UP_TO(512), WHEN("type=payload") },
	{ END },
};

/* templates/marketing-templates/limited-time-offer-templates */
static const struct shape_rule offer[] = {
	{ NUMBER("expiration_time_ms", 0, 0), MUST_WHOLE },
	{ END },
};

static const struct shape_rule offer_parameter[] = {
	{ WORD("type", "limited_time_offer"), MUST },
	{ OBJECT("limited_time_offer", offer), MUST },
	{ END },
};

static const struct shape_rule tap_target[] = {
	{ TEXT("url"), MUST, FORM(URL) },
	{ TEXT("title"), MUST },
	{ END },
};

static const struct shape_rule tap_target_parameter[] = {
	{ WORD("type", "tap_target_configuration"), MUST },
	{ LIST("tap_target_configuration", tap_target, 1, 1), MUST },

	{ END },
};

#define BUTTON "type=button,sub_type="

/* Ten buttons and one of each other kind are 15. */
#define COMPONENTS_MAX 20
#define SINGLE_COMPONENTS "header|body|carousel|limited_time_offer"

/* A component of a card: no cards again. */
static const struct shape_rule card_component[] = {
	{ NOTHING("cards", "has no place in a card") },
	{ GO_ON(shape_component) },
};

/* templates/marketing-templates/media-card-carousel-templates */
static const struct shape_rule card[] = {
	{ DECIMAL("card_index", 0, 9), MUST_WHOLE },
	{ LIST("components", card_component, 1, COMPONENTS_MAX), MUST,
	    BETWEEN(UNIQUE("index"), SINGLE(SINGLE_COMPONENTS)) },
	{ END },
};

const struct shape_rule shape_component[] = {
	{ TYPE_ANY_CASE("type",
	    "header|body|button|carousel|"
	    "limited_time_offer|tap_target_configuration") },
	{ LIST("parameters", header_parameter, 1, 1), MUST,
	    WHEN("type=header") },

	{ LIST("parameters", body_parameter, 1, TEMPLATE_PARAMETERS_MAX), MUST,
	    WHEN("type=body"),
	    BETWEEN(UNIQUE("parameter_name"), JOINT("parameter_name"),
	        ADDED("text", 1024)) },
	{ TYPE_ANY_CASE("sub_type",
	      "url|quick_reply|copy_code|flow|catalog|"
	      "mpm|voice_call|order_details"),
	    WHEN("type=button") },
	{ DECIMAL("index", 0, 9), WHOLE, WHEN(BUTTON "voice_call") },
	{ DECIMAL("index", 0, 9), MUST_WHOLE, WHEN("type=button") },
	{ LIST("parameters", url_parameter, 1, 1), MUST, WHEN(BUTTON "url") },

	{ LIST("parameters", payload_parameter, 0, 1),
	    WHEN(BUTTON "quick_reply") },

	{ LIST("parameters", coupon_parameter, 1, 1), MUST,
	    WHEN(BUTTON "copy_code") },

	{ LIST("parameters", flow_parameter, 0, 1), WHEN(BUTTON "flow") },

	{ LIST("parameters", catalog_parameter, 0, 1), WHEN(BUTTON "catalog") },

	{ LIST("parameters", products_parameter, 1, 1), MUST,
	    WHEN(BUTTON "mpm") },

	{ LIST("parameters", call_parameter, 1, 2), WHEN(BUTTON "voice_call") },

	{ ANYTHING("parameters"), WHEN(BUTTON "order_details") },
	{ LIST("parameters", offer_parameter, 1, 1), MUST,
	    WHEN("type=limited_time_offer") },

	{ LIST("parameters", tap_target_parameter, 1, 1), MUST,
	    WHEN("type=tap_target_configuration") },

	{ LIST("cards", card, 1, 10), MUST, WHEN("type=carousel"),
	    BETWEEN(UNIQUE("card_index")) },
	{ END },
};

static const struct shape_rule language[] = {
	{ TEXT("code"), MUST, FORM(LANGUAGE) },
	{ WORD("policy", "deterministic") },
	{ END },
};

const struct shape_rule shape_template[] = {
	{ TEXT("name"), MUST, UP_TO(512), FORM(TEMPLATE_NAME) },
	{ OBJECT("language", language), MUST },
	{ LIST("components", shape_component, 0, COMPONENTS_MAX),
	    BETWEEN(UNIQUE("index"), SINGLE(SINGLE_COMPONENTS)) },
	{ TEXT("namespace") },
	{ END },
};
