/* SPDX-License-Identifier: MIT */
/*
 * The table of API errors; see catalogue.h.
 *
 * Codes that only registration, template editing, calling and the like can
 * cause have no row: the families at the end catch them.  To add a code, put
 * its row in order and its number into the list of the test.
 */
#include "catalogue.h"

#include <limits.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct catalogue_entry rows[] = {
	/* Graph: token, permission, call limits. */
	{ 0, 0, CLASS_AUTH, RETRY_NEVER, "AuthException",
	    "The access token has expired, was withdrawn, or its user has "
	    "blocked the app.",
	    "Generate a permanent system-user token in Business Settings and "
	    "store it as access_token." },
	{ 1, 0, CLASS_UNAVAILABLE, RETRY_ONCE, "API Unknown",
	    "Meta could not make sense of the request, or failed while "
	    "handling it.",
	    "Run the step again; if it fails every time, look at Meta's status "
	    "page and at what changed in the settings." },
	{ 2, 0, CLASS_UNAVAILABLE, RETRY_BACKOFF, "API Service",
	    "Meta's API is down or overloaded.",
	    "Run the step again in a few minutes; Meta's status page tells "
	    "whether an outage is known." },
	{ 3, 0, CLASS_AUTH, RETRY_NEVER, "API Method",
	    "The app lacks a capability or permission, although the answer "
	    "looks like a server fault.",
	    "Give the app and access_token whatsapp_business_messaging; checks "
	    "need whatsapp_business_management as well." },
	{ 4, 0, CLASS_RATE_LIMITED, RETRY_LATER, "API Too Many Calls",
	    "The app has used up its calls for the last hour.",
	    "Run the step again in an hour; the App Dashboard shows how much "
	    "of its limit the app uses." },
	{ 10, 0, CLASS_AUTH, RETRY_NEVER, "Permission Denied",
	    "The token was not given a permission that the call needs, or has "
	    "lost it.",
	    "Generate access_token anew in Business Settings, System users, "
	    "with whatsapp_business_messaging ticked." },
	{ 17, 0, CLASS_RATE_LIMITED, RETRY_LATER, "User request limit",
	    "The user behind the token has used up the calls for now.",
	    "Run the step again later, and give each pipeline a system user "
	    "of its own if many share access_token." },
	{ 32, 0, CLASS_RATE_LIMITED, RETRY_LATER, "Page request limit",
	    "The calls allowed for the page behind the token are used up for "
	    "now.",
	    "Run the step again later; access_token should be a system user's, "
	    "not a page's." },
	{ 33, 0, CLASS_ACCOUNT, RETRY_NEVER, "Parameter value is not valid",
	    "The sending phone number has been deleted.",
	    "Set phone_number_id to a number that is still listed in App "
	    "Dashboard, WhatsApp, API Setup." },
	{ 100, 0, CLASS_REJECTED, RETRY_NEVER, "Invalid parameter",
	    "A parameter is unknown, misspelt, too long or of the wrong kind, "
	    "or stands for a feature the account lacks.",
	    "Correct what the details name; if that is appsecret_proof, set "
	    "app_secret from App Settings, Basic." },
	{ 100, 33, CLASS_AUTH, RETRY_NEVER, "Unsupported post request",
	    "The id does not exist or the token may not use it; a telephone "
	    "number is not an id, and an account id is not a number's.",
	    "phone_number_id or business_account_id is wrong, or "
	    "access_token's system user has not that account: mode=check "
	    "tells which." },
	{ 102, 0, CLASS_AUTH, RETRY_NEVER, "API Session",
	    "The login session that the token stands for is over.",
	    "Store a permanent system-user token as access_token: it depends "
	    "on nobody's login." },
	{ 104, 0, CLASS_AUTH, RETRY_NEVER, "Incorrect signature",
	    "The token, or the proof made with the app secret, is missing or "
	    "wrong.",
	    "Check access_token; if the app demands a proof, switch Require App "
	    "Secret off in App Settings, Advanced." },
	{ 190, 0, CLASS_AUTH, RETRY_NEVER, "Access token has expired",
	    "The access token is expired, revoked, cut short or not a token "
	    "at all.",
	    "Store the whole token as access_token, without quotes or line "
	    "breaks; a permanent system-user token does not expire." },
	{ 190, 458, CLASS_AUTH, RETRY_NEVER, "App not installed",
	    "The token's user has taken the app's access away.",
	    "Assign the app to the system user again in Business Settings and "
	    "generate a new access_token." },
	{ 190, 459, CLASS_AUTH, RETRY_NEVER, "User checkpointed",
	    "Meta asks the token's user to pass a security check first.",
	    "Have that user log in at facebook.com, or store a system-user "
	    "token as access_token." },
	{ 190, 460, CLASS_AUTH, RETRY_NEVER, "Password changed",
	    "The token's user has a new password, which ended the token.",
	    "Generate a new access_token, best for a system user: that one has "
	    "no password." },
	{ 190, 463, CLASS_AUTH, RETRY_NEVER, "Expired",
	    "The token's time is over; one from API Setup lasts a day at "
	    "most.",
	    "Generate a system-user token with expiry Never in Business "
	    "Settings and store it as access_token." },
	{ 190, 464, CLASS_AUTH, RETRY_NEVER, "Unconfirmed user",
	    "The token's user has not confirmed the account at Facebook.",
	    "Have that user confirm the account, or store a system-user token "
	    "as access_token." },
	{ 190, 467, CLASS_AUTH, RETRY_NEVER, "Invalid access token",
	    "The token was revoked, or its app is gone.",
	    "Generate a new access_token in Business Settings, System users, "
	    "for an app that still exists." },
	{ 190, 492, CLASS_AUTH, RETRY_NEVER, "Invalid session",
	    "The token's user has lost the role that the token rests on.",
	    "Give the user back the role in Business Settings, or store a "
	    "system-user token as access_token." },
	{ 200, 0, CLASS_AUTH, RETRY_NEVER, "API Permission",
	    "The token has no access to the phone number or account, or no "
	    "token arrived.",
	    "Assign app and WhatsApp account to access_token's system user in "
	    "Business Settings, then generate the token anew." },
	{ 341, 0, CLASS_RATE_LIMITED, RETRY_LATER, "Application limit reached",
	    "The app has reached a limit on what it may do for now.",
	    "Run the step again later, and let fewer jobs use the app at the "
	    "same time." },
	{ 368, 0, CLASS_ACCOUNT, RETRY_NEVER,
	    "Temporarily blocked for policies violations",
	    "Meta has restricted or disabled the WhatsApp Business account "
	    "for breaking its policies.",
	    "Read the restriction in Business Support Home, ask for a review "
	    "there, and send nothing until it is lifted." },
	{ 613, 0, CLASS_RATE_LIMITED, RETRY_LATER, "Custom rate limit",
	    "This kind of call has a limit of its own, and it is used up for "
	    "now.",
	    "Run the step again later, and let fewer jobs make the same call "
	    "at the same time." },
	{ 2500, 0, CLASS_AUTH, RETRY_NEVER, "No active access token",
	    "The request reached Meta without a token.",
	    "Check that access_token's secret reaches this job, and that no "
	    "proxy takes the Authorization header away." },
	{ 2635, 0, CLASS_REJECTED, RETRY_NEVER, "Deprecated API version",
	    "Meta no longer serves this version of the Graph API.",
	    "Set api_version to a version that Meta still serves, or unset it "
	    "for the program's default." },
	{ 80007, 0, CLASS_RATE_LIMITED, RETRY_LATER, "Rate limit issues",
	    "The WhatsApp Business account has used up its calls for the last "
	    "hour.",
	    "Run the step again in an hour, and let fewer jobs use the account "
	    "at the same time." },
	{ 80008, 0, CLASS_RATE_LIMITED, RETRY_LATER,
	    "WABA management call limit",
	    "Templates and numbers of the account have been read too often in "
	    "the last hour.",
	    "Run the step again in an hour, and let fewer jobs read from the "
	    "account." },

	/* Sending. */
	{ 130403, 0, CLASS_RECIPIENT, RETRY_NEVER,
	    "Business has blocked this user",
	    "The business itself has blocked the recipient.",
	    "Unblock the recipient first or choose another one; sending again "
	    "changes nothing." },
	{ 130429, 0, CLASS_RATE_LIMITED, RETRY_BACKOFF, "Rate limit hit",
	    "The number has sent more messages a second than it may.",
	    "Run the step again shortly; raise retries, or let fewer jobs send "
	    "by this phone_number_id at the same time." },
	{ 130472, 0, CLASS_POLICY, RETRY_NEVER,
	    "User's number is part of an experiment",
	    "Meta keeps marketing messages from this recipient for an "
	    "experiment.",
	    "Do not send it again; reach the recipient by another channel." },
	{ 130497, 0, CLASS_RECIPIENT, RETRY_NEVER,
	    "Business account is restricted from messaging users in this "
	    "country",
	    "Meta does not let a business of this category write to the "
	    "recipient's country.",
	    "Choose a recipient in another country, or reach this one by "
	    "another channel." },
	{ 131000, 0, CLASS_UNAVAILABLE, RETRY_ONCE, "Something went wrong",
	    "Meta met a fault it does not name while handling the message.",
	    "Run the step again later; if it fails every time, give Meta's "
	    "support the fbtrace_id." },
	{ 131005, 0, CLASS_AUTH, RETRY_NEVER, "Access denied",
	    "The token was not given a permission that sending needs, or has "
	    "lost it.",
	    "Generate access_token anew with whatsapp_business_messaging, for "
	    "a system user assigned to the account of phone_number_id." },
	{ 131008, 0, CLASS_REJECTED, RETRY_NEVER,
	    "Required parameter is missing",
	    "The message lacks something that its type needs.",
	    "Fill in what the details name; look for an empty text or "
	    "parameter in template_body." },
	{ 131009, 0, CLASS_REJECTED, RETRY_NEVER,
	    "Parameter value is not valid",
	    "One of the message's values is not one that Meta takes there.",
	    "Correct the value that the details name; with message, look for "
	    "a wrong id or an unsupported interactive type." },
	{ 131016, 0, CLASS_UNAVAILABLE, RETRY_BACKOFF, "Service unavailable",
	    "A part of Meta's service is down for the moment.",
	    "Run the step again in a few minutes; Meta's status page tells "
	    "whether an outage is known." },
	{ 131020, 0, CLASS_REJECTED, RETRY_NEVER, "Bad group",
	    "The group has a single member, so there is nobody to write to.",
	    "Have somebody join the group, or set recipient to another group's "
	    "id." },
	{ 131021, 0, CLASS_RECIPIENT, RETRY_NEVER, "Recipient cannot be sender",
	    "The recipient is the very number that sends.",
	    "Set recipient to another number than the one behind "
	    "phone_number_id." },
	{ 131026, 0, CLASS_RECIPIENT, RETRY_NEVER, "Message undeliverable",
	    "The recipient is not on WhatsApp, has not accepted its terms or "
	    "uses too old an app; Meta does not say which.",
	    "Check the number in recipient, and have its owner update WhatsApp "
	    "and accept its terms." },
	{ 131030, 0, CLASS_RECIPIENT, RETRY_NEVER,
	    "Recipient phone number not in allowed list",
	    "A test number writes only to people who were added to its list "
	    "beforehand.",
	    "Add recipient to the To list in App Dashboard, WhatsApp, API "
	    "Setup (+52, +54, +55: write it as listed there), or use a live "
	    "number." },
	{ 131031, 0, CLASS_ACCOUNT, RETRY_NEVER, "Account has been locked",
	    "The business account is locked, for a breach of policy or for "
	    "wrong two-step PIN data.",
	    "Look at the account's state in WhatsApp Manager and ask for a "
	    "review in Business Support Home." },
	{ 131037, 0, CLASS_ACCOUNT, RETRY_NEVER, "Display name approval needed",
	    "The number cannot send before its display name is approved.",
	    "Have the display name of phone_number_id approved in WhatsApp "
	    "Manager, Phone numbers." },
	{ 131041, 0, CLASS_REJECTED, RETRY_NEVER, "Group unknown",
	    "There is no such group, or the number is not in it.",
	    "Check the group's id in recipient; only groups made through the "
	    "API can be written to." },
	{ 131042, 0, CLASS_ACCOUNT, RETRY_NEVER,
	    "Business eligibility payment issue",
	    "Meta cannot charge the account for the message.",
	    "Check payment method, credit line, currency and time zone of the "
	    "account under billing in Business Settings." },
	{ 131045, 0, CLASS_ACCOUNT, RETRY_NEVER, "Incorrect certificate",
	    "The number is not properly registered, although the answer looks "
	    "like a server fault.",
	    "Register the number with Cloud API again: POST to "
	    "phone_number_id/register with its two-step PIN." },
	{ 131047, 0, CLASS_WINDOW, RETRY_NEVER, "Re-engagement message",
	    "More than 24 hours have passed since the recipient last wrote, so "
	    "free text is not allowed.",
	    "Send a template (template_name, template_language) instead of "
	    "text, or have the recipient write to the number first." },
	{ 131048, 0, CLASS_POLICY, RETRY_NEVER, "Spam rate limit hit",
	    "Meta holds the number back since its messages were blocked or "
	    "reported too often.",
	    "Stop sending, and look at the number's quality rating in WhatsApp "
	    "Manager." },
	{ 131049, 0, CLASS_POLICY, RETRY_NEVER, "Meta chose not to deliver",
	    "The recipient has had enough marketing for now, or has a US "
	    "number, where Meta delivers none.",
	    "Wait a day at least, since Meta punishes repeats; for release "
	    "notices use a template of category utility." },
	{ 131050, 0, CLASS_RECIPIENT, RETRY_NEVER,
	    "User has stopped marketing messages",
	    "The recipient has opted out of this business's marketing.",
	    "Send this recipient no marketing again; only they themselves can "
	    "opt in anew." },
	{ 131051, 0, CLASS_REJECTED, RETRY_NEVER, "Unsupported message type",
	    "The API does not know this type of message.",
	    "Correct type, or the type inside message." },
	{ 131052, 0, CLASS_REJECTED, RETRY_NEVER, "Media download error",
	    "Meta could not fetch the media.",
	    "Make the media readable for everybody over HTTPS with the right "
	    "Content-Type." },
	{ 131053, 0, CLASS_REJECTED, RETRY_NEVER, "Media upload error",
	    "The media's format, codec or size is not one that WhatsApp takes "
	    "for this type.",
	    "Convert or shrink the media, or send it with another type." },
	{ 131055, 0, CLASS_REJECTED, RETRY_NEVER, "Method not allowed",
	    "The Marketing Messages API was given something other than a "
	    "marketing template.",
	    "Unset api_url: the program itself calls only /messages, so "
	    "something in between sends it elsewhere." },
	{ 131056, 0, CLASS_RATE_LIMITED, RETRY_PAIR, "Pair rate limit hit",
	    "This recipient has had too many messages from the number: one in "
	    "six seconds is allowed in the long run.",
	    "Run the step again in a minute; where many jobs write to one "
	    "recipient, let one of them send for all." },
	{ 131057, 0, CLASS_UNAVAILABLE, RETRY_BACKOFF,
	    "Account in maintenance mode",
	    "Meta is changing the account, as for a throughput upgrade, which "
	    "takes about a minute.",
	    "Run the step again in a few minutes." },
	{ 131059, 0, CLASS_UNAVAILABLE, RETRY_LATER, "Invalid cursor",
	    "The mark of where the next page of templates begins is no longer "
	    "valid.",
	    "Run the check again: it starts from the first page." },
	{ 131062, 0, CLASS_RECIPIENT, RETRY_NEVER,
	    "BSUID recipient not supported",
	    "An authentication template cannot go to a business-scoped user "
	    "id.",
	    "Set recipient to the phone number, or send another kind of "
	    "template." },
	{ 131063, 0, CLASS_POLICY, RETRY_NEVER,
	    "Marketing disabled on Cloud API",
	    "The account has switched marketing templates off for this call.",
	    "Use a utility template, or set the account's "
	    "disable_marketing_messages_on_cloud_api to false." },
	{ 131064, 0, CLASS_RATE_LIMITED, RETRY_LATER,
	    "Template classification limit reached",
	    "Too many of the account's templates or Direct Sends had the wrong "
	    "category.",
	    "Wait for Meta to lift the limit, which it does by itself, and "
	    "give each template its true category." },
	{ 131207, 0, CLASS_REJECTED, RETRY_NEVER, "Group suspended",
	    "Meta has suspended the group.",
	    "Set recipient to another group's id, or to a person's number." },
	{ 131208, 0, CLASS_RATE_LIMITED, RETRY_LATER, "Group rate limit hit",
	    "Too much has been done with groups for now.",
	    "Run the step again later, and let fewer jobs write to groups at "
	    "the same time." },
	{ 131215, 0, CLASS_REJECTED, RETRY_NEVER,
	    "Number not eligible for groups",
	    "The sending number may not use groups.",
	    "Set recipient to a person, or phone_number_id to a number that "
	    "Meta has admitted to groups." },

	/* Templates. */
	{ 132000, 0, CLASS_TEMPLATE, RETRY_NEVER,
	    "Template Param Count Mismatch",
	    "The template has more or fewer parameters than were given.",
	    "Give template_body one line for each parameter of the template; "
	    "the details tell both counts." },
	{ 132001, 0, CLASS_TEMPLATE, RETRY_NEVER, "Template does not exist",
	    "The account has no approved template of this name in this "
	    "language.",
	    "Compare template_name and template_language with WhatsApp "
	    "Manager, in the account that phone_number_id belongs to." },
	{ 132005, 0, CLASS_TEMPLATE, RETRY_NEVER,
	    "Template Hydrated Text Too Long",
	    "With its parameters filled in, the template's text is too long.",
	    "Shorten the values in template_header and template_body." },
	{ 132007, 0, CLASS_TEMPLATE, RETRY_NEVER,
	    "Template Format Character Policy Violated",
	    "The template's text breaks one of Meta's rules on wording or "
	    "characters.",
	    "Read the details and rework the template in WhatsApp Manager." },
	{ 132008, 0, CLASS_TEMPLATE, RETRY_NEVER,
	    "Template parameter value is not valid",
	    "One of the template's parameters holds a value that Meta does "
	    "not take.",
	    "Correct the value in template_header, template_body or "
	    "template_buttons that the details name." },
	{ 132012, 0, CLASS_TEMPLATE, RETRY_NEVER,
	    "Template Parameter Format Mismatch",
	    "A parameter is not of the kind that the template wants in its "
	    "place.",
	    "Compare with WhatsApp Manager: the kind of the header, and "
	    "whether its parameters are named (template_parameter_format)." },
	{ 132015, 0, CLASS_TEMPLATE, RETRY_NEVER, "Template is Paused",
	    "Meta has paused the template for low quality, for 3 or 6 hours "
	    "as a rule.",
	    "Set template_name to another template, edit this one in WhatsApp "
	    "Manager, or wait until Meta lifts the pause." },
	{ 132016, 0, CLASS_TEMPLATE, RETRY_NEVER, "Template is Disabled",
	    "Meta has disabled the template after pausing it too often.",
	    "Make a new template in WhatsApp Manager and set template_name to "
	    "it." },
	{ 132018, 0, CLASS_TEMPLATE, RETRY_NEVER, "Template validation error",
	    "A parameter breaks a rule: it may hold no newline, no tab and no "
	    "long run of spaces.",
	    "Correct the parameter that the details name: write it without "
	    "newlines, tabs and runs of spaces." },
	{ 132021, 0, CLASS_TEMPLATE, RETRY_NEVER,
	    "Direct Send template name clash",
	    "The name asked for the template behind a Direct Send is taken.",
	    "Choose another name for it in message, or leave the name out." },
	{ 132068, 0, CLASS_TEMPLATE, RETRY_NEVER, "Flow is blocked",
	    "The flow that the message opens is blocked.",
	    "Repair the flow in WhatsApp Manager, Flows, or send a template "
	    "without it." },
	{ 132069, 0, CLASS_RATE_LIMITED, RETRY_LATER, "Flow is throttled",
	    "The flow is throttled, and its ten messages of this hour have "
	    "been sent.",
	    "Run the step again in an hour, or repair the flow in WhatsApp "
	    "Manager, Flows." },

	/* The sending number, payments, the Marketing Messages API. */
	{ 133000, 0, CLASS_ACCOUNT, RETRY_NEVER, "Incomplete Deregistration",
	    "The number was taken off Cloud API half-way.",
	    "Take the number off once more and put it back: POST to "
	    "phone_number_id/deregister, then to phone_number_id/register." },
	{ 133004, 0, CLASS_UNAVAILABLE, RETRY_BACKOFF,
	    "Server Temporarily Unavailable",
	    "The server that keeps the registrations is down for the moment.",
	    "Run the step again in a few minutes; Meta's status page tells "
	    "whether an outage is known." },
	{ 133006, 0, CLASS_ACCOUNT, RETRY_NEVER,
	    "Phone number re-verification needed",
	    "The sending number has to be verified again.",
	    "Verify the number behind phone_number_id in WhatsApp Manager, "
	    "then register it." },
	{ 133010, 0, CLASS_ACCOUNT, RETRY_NEVER, "Phone number Not Registered",
	    "The sending number is not registered with Cloud API.",
	    "Register it in App Dashboard, WhatsApp, API Setup, or by a POST "
	    "to phone_number_id/register with its two-step PIN." },
	{ 133015, 0, CLASS_UNAVAILABLE, RETRY_LATER,
	    "Phone number recently deleted",
	    "The number was deleted a moment ago, and Meta has not finished.",
	    "Wait five minutes, see that the number is registered again, and "
	    "run the step." },
	{ 134011, 0, CLASS_ACCOUNT, RETRY_NEVER, "Payments ToS not accepted",
	    "Nobody has accepted Meta's payment terms for the business yet.",
	    "Have an administrator of the business accept the terms at the "
	    "link in Meta's error." },
	{ 134100, 0, CLASS_REJECTED, RETRY_NEVER,
	    "Only marketing messages supported",
	    "The Marketing Messages API takes marketing templates alone.",
	    "Unset api_url: the program itself calls only /messages, so "
	    "something in between sends it elsewhere." },
	{ 134101, 0, CLASS_UNAVAILABLE, RETRY_LATER, "Template still syncing",
	    "A new or changed template is not ready everywhere yet.",
	    "Run the step again in ten minutes." },
	{ 134102, 0, CLASS_TEMPLATE, RETRY_NEVER,
	    "Template unavailable for use",
	    "The Marketing Messages API cannot use the template: the account "
	    "is not admitted, or copying it failed.",
	    "Set template_name to another template, or ask Meta's support for "
	    "this one." },
	{ 134103, 0, CLASS_REJECTED, RETRY_NEVER,
	    "Marketing Messages API error",
	    "Meta lists this code for the Marketing Messages API and does not "
	    "explain it.",
	    "Read the details, and give Meta's support the fbtrace_id." },
	{ 135000, 0, CLASS_REJECTED, RETRY_NEVER, "Generic user error",
	    "Something in the message is wrong, and Meta does not say what.",
	    "Compare the request that mode=validate shows with the template, "
	    "or with Meta's page for its type of message." },
	{ 137000, 0, CLASS_RECIPIENT, RETRY_NEVER, "Identity key hash mismatch",
	    "The recipient's identity at WhatsApp has changed since the hash "
	    "was taken.",
	    "Make sure who the recipient is, then send without the identity "
	    "hash in message, or with the new one." },
	{ 139200, 0, CLASS_POLICY, RETRY_NEVER, "Direct Send access blocked",
	    "Meta has taken Direct Send from the account for misuse.",
	    "Send an approved template (template_name) instead." },
	{ 2494100, 0, CLASS_UNAVAILABLE, RETRY_BACKOFF,
	    "Account in maintenance mode",
	    "Meta is working on the account, which takes a few minutes.",
	    "Run the step again in a few minutes." },
};

/*
 * Tried in this order.  Permission comes before the status, since Meta may
 * call a missing permission a server fault (3 does); the last one fits all.
 */
static const struct catalogue_family families[] = {
	{ 200, 299, INT_MIN, INT_MAX,
	    { CATALOGUE_MANY, 0, CLASS_AUTH, RETRY_NEVER, "API Permission",
	        "The token was not given a permission that the call needs.",
	        "Assign app and WhatsApp account to access_token's system user "
	        "in Business Settings, then generate the token anew." } },
	{ INT_MIN, INT_MAX, 429, 429,
	    { CATALOGUE_MANY, 0, CLASS_RATE_LIMITED, RETRY_BACKOFF,
	        "Unlisted limit",
	        "Meta says that there were too many requests, under a code "
	        "that is not in the catalogue.",
	        "Run the step again later, and let fewer jobs send at the same "
	        "time." } },
	{ INT_MIN, INT_MAX, 500, INT_MAX,
	    { CATALOGUE_MANY, 0, CLASS_UNAVAILABLE, RETRY_ONCE,
	        "Unlisted server fault",
	        "Meta failed while handling the request, under a code that is "
	        "not in the catalogue.",
	        "Run the step again later; if it fails every time, give Meta's "
	        "support the fbtrace_id." } },
	{ 131200, 131299, INT_MIN, INT_MAX,
	    { CATALOGUE_MANY, 0, CLASS_REJECTED, RETRY_NEVER, "Groups",
	        "Meta refused the request for a reason that has to do with the "
	        "group.",
	        "Read the details, and check the group's id in recipient." } },
	{ 132000, 132999, INT_MIN, INT_MAX,
	    { CATALOGUE_MANY, 0, CLASS_TEMPLATE, RETRY_NEVER, "Templates",
	        "Meta refused the template or its parameters.",
	        "Read the details, and compare template_name, "
	        "template_language and parameters with WhatsApp Manager." } },
	{ 133000, 133999, INT_MIN, INT_MAX,
	    { CATALOGUE_MANY, 0, CLASS_ACCOUNT, RETRY_NEVER,
	        "Registration and phone number",
	        "Something is wrong with the sending number's registration.",
	        "Look at the number behind phone_number_id in WhatsApp "
	        "Manager, Phone numbers." } },
	{ 138000, 138999, INT_MIN, INT_MAX,
	    { CATALOGUE_MANY, 0, CLASS_REJECTED, RETRY_NEVER, "Calling",
	        "Meta refused something that has to do with calls.",
	        "Read the details; if message asks for a call, look at the "
	        "number's call settings in WhatsApp Manager." } },
	{ 139000, 139099, INT_MIN, INT_MAX,
	    { CATALOGUE_MANY, 0, CLASS_REJECTED, RETRY_NEVER, "Flow management",
	        "Meta refused something that has to do with the making of a "
	        "flow.",
	        "Read the details, and look at the flow in WhatsApp Manager, "
	        "Flows." } },
	{ 139100, 139199, INT_MIN, INT_MAX,
	    { CATALOGUE_MANY, 0, CLASS_REJECTED, RETRY_NEVER, "Block list",
	        "Meta refused something that has to do with the list of "
	        "blocked people.",
	        "Read the details, and see whether the business has blocked "
	        "the recipient." } },
	{ 147000, 147999, INT_MIN, INT_MAX,
	    { CATALOGUE_MANY, 0, CLASS_REJECTED, RETRY_NEVER,
	        "Business usernames",
	        "Meta refused something that has to do with the business's "
	        "username.",
	        "Read the details, and look at the number's username in "
	        "WhatsApp Manager." } },
	{ 200000, 200099, INT_MIN, INT_MAX,
	    { CATALOGUE_MANY, 0, CLASS_REJECTED, RETRY_NEVER,
	        "Template management",
	        "Meta refused something that has to do with the making of "
	        "templates or with their statistics.",
	        "Read the details, and look at the template in WhatsApp "
	        "Manager." } },
	{ 2388000, 2388999, INT_MIN, INT_MAX,
	    { CATALOGUE_MANY, 0, CLASS_REJECTED, RETRY_NEVER,
	        "Template management and migration",
	        "Meta refused something that has to do with editing templates "
	        "or moving a number.",
	        "Read the details, and look at template and number in WhatsApp "
	        "Manager." } },
	{ 2593000, 2593999, INT_MIN, INT_MAX,
	    { CATALOGUE_MANY, 0, CLASS_REJECTED, RETRY_NEVER,
	        "Account migration",
	        "Meta refused something that has to do with moving a WhatsApp "
	        "Business account.",
	        "Read the details; if the account is being moved, wait until "
	        "that is done." } },
	{ 130000, 139999, INT_MIN, INT_MAX,
	    { CATALOGUE_MANY, 0, CLASS_REJECTED, RETRY_NEVER,
	        "Unlisted WhatsApp error",
	        "WhatsApp refused the request under a code that is not in the "
	        "catalogue.",
	        "Read the details and correct what they name, or give Meta's "
	        "support the fbtrace_id." } },
	{ INT_MIN, INT_MAX, INT_MIN, INT_MAX,
	    { CATALOGUE_MANY, 0, CLASS_REJECTED, RETRY_NEVER, "Unlisted error",
	        "Meta refused the request under a code that is not in the "
	        "catalogue.",
	        "Read the details and correct what they name, or give Meta's "
	        "support the fbtrace_id." } },
};

static const struct catalogue_entry *
row_of(int code, int subcode)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (rows[i].code == code && rows[i].subcode == subcode)
			return &rows[i];
	}
	return NULL;
}

static bool
is_member(const struct catalogue_family *family, int code, int http_status)
{
	return code >= family->first && code <= family->last &&
	    http_status >= family->status_min &&
	    http_status <= family->status_max;
}

static const struct catalogue_entry *
family_of(int code, int http_status)
{
	size_t i = 0;

	while (!is_member(&families[i], code, http_status))
		i++;
	return &families[i].entry;
}

const struct catalogue_entry *
catalogue_find(int code, int subcode, int http_status)
{
	const struct catalogue_entry *entry = row_of(code, subcode);

	if (entry == NULL)
		entry = row_of(code, 0);
	if (entry == NULL)
		entry = family_of(code, http_status);
	return entry;
}

const struct catalogue_entry *
catalogue_row(size_t index)
{
	return index < COUNT(rows) ? &rows[index] : NULL;
}

const struct catalogue_family *
catalogue_family(size_t index)
{
	return index < COUNT(families) ? &families[index] : NULL;
}

bool
catalogue_is_retryable(const struct catalogue_entry *entry)
{
	return entry->retry != RETRY_NEVER;
}
