/* SPDX-License-Identifier: MIT */
/*
 * What must hold of any Markdown that is made text for WhatsApp and cut.
 * Shared by the property test and by fuzzers; what it compares with, it finds
 * by a reading of its own with md4c.
 */
#ifndef MARKDOWN_ORACLE_H
#define MARKDOWN_ORACLE_H

#include <md4c.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "markdown.h"
#include "marks.h"
#include "shorten.h"
#include "text.h"

/* What a reading of the source finds missing in the result. */
struct oracle {
	const char *result;
	struct buffer code;
	bool is_in_row;
	bool has_bare_marks; /* of code or an address, where they stay */
	const char *fault;   /* a sentence; NULL: none yet */
};

static bool
oracle_holds_control(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (((unsigned char)text[i] < 0x20 && text[i] != '\n' &&
		        text[i] != '\t') ||
		    text[i] == 0x7f)
			return true;
	return false;
}

static bool
oracle_holds_mark(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (mark_kind(text[i]) >= 0)
			return true;
	return false;
}

static void
oracle_expect(
    struct oracle *oracle, const char *text, size_t size, const char *fault)
{
	if (size > 0 && !oracle_holds_control(text, size) &&
	    memmem(oracle->result, strlen(oracle->result), text, size) == NULL)
		oracle->fault = fault;
}

static void
oracle_expect_address(struct oracle *oracle, const MD_ATTRIBUTE *address)
{
	const char *text = address->text;
	size_t size = address->size;

	oracle->has_bare_marks |= oracle_holds_mark(text, size);
	/* a part of the document, or an address written with entities */
	if (size == 0 || text[0] == '#' || memchr(text, '&', size) != NULL)
		return;
	if (size > 7 && memcmp(text, "mailto:", 7) == 0) {
		text += 7;
		size -= 7;
	}
	oracle_expect(oracle, text, size, "an address is missing");
}

static int
oracle_enter_span(MD_SPANTYPE type, void *detail, void *data)
{
	struct oracle *oracle = data;
	const MD_SPAN_A_DETAIL *link = detail;

	/* of www.example.org the text is the address */
	if (type == MD_SPAN_A && !link->is_autolink)
		oracle_expect_address(oracle, &link->href);
	if (type == MD_SPAN_IMG)
		oracle_expect_address(
		    oracle, &((const MD_SPAN_IMG_DETAIL *)detail)->src);
	return 0;
}

static int
oracle_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data)
{
	struct oracle *oracle = data;

	if (type == MD_TEXT_CODE)
		buffer_add(&oracle->code, text, size);
	return 0;
}

/* In a table code has a backslash before each bar, which is no part of it. */
static void
oracle_unescape_bars(struct buffer *code)
{
	size_t kept = 0;

	for (size_t i = 0; i < code->size; i++)
		if (code->text[i] != '\\' || i + 1 == code->size ||
		    code->text[i + 1] != '|')
			code->text[kept++] = code->text[i];
	code->size = kept;
}

static void
oracle_end_code(struct oracle *oracle)
{
	size_t size;

	if (oracle->is_in_row)
		oracle_unescape_bars(&oracle->code);
	size = oracle->code.size;

	if (size > 0 && memchr(oracle->code.text, '`', size) != NULL)
		oracle->has_bare_marks = true;
	while (size > 0 && oracle->code.text[size - 1] == '\n')
		size--;
	oracle_expect(
	    oracle, oracle->code.text, size, "the text of a code changed");
	oracle->code.size = 0;
}

static int
oracle_leave_span(MD_SPANTYPE type, void *detail, void *data)
{
	(void)detail;
	if (type == MD_SPAN_CODE)
		oracle_end_code(data);
	return 0;
}

static int
oracle_enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
	(void)detail;
	if (type == MD_BLOCK_TR)
		((struct oracle *)data)->is_in_row = true;
	return 0;
}

static int
oracle_leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
	struct oracle *oracle = data;

	(void)detail;
	if (type == MD_BLOCK_TR)
		oracle->is_in_row = false;
	if (type == MD_BLOCK_CODE) {
		oracle->has_bare_marks |=
		    oracle_holds_mark(oracle->code.text, oracle->code.size);
		oracle_end_code(oracle);
	}
	return 0;
}

static bool
oracle_is_utf8(const char *text)
{
	size_t size = 1;

	while (*text != '\0' && size > 0) {
		size = text_decode(text, NULL);
		text += size;
	}
	return size > 0;
}

static bool
oracle_has_open_fence(const char *text)
{
	bool is_open = false;

	while ((text = strstr(text, "```")) != NULL) {
		is_open = !is_open;
		text += 3;
	}
	return is_open;
}

/*
 * Whether on this line, which holds formatting alone, each mark closes inside
 * of the one in which it opens.
 */
static bool
oracle_is_line_nested(const char *line, const char *end)
{
	const char *limits[MARK_KINDS + 1] = { end };
	char open[MARK_KINDS + 1] = "";
	size_t depth = 0;

	for (const char *p = line; p < end; p++) {
		const char *close = p + 2; /* something stands inside */

		while (depth > 0 && p > limits[depth])
			depth--;
		if (mark_kind(*p) < 0 || p == limits[depth] ||
		    memchr(open + 1, *p, depth) != NULL ||
		    !mark_may_open(line, p, end))
			continue;
		while (close < end &&
		    (*close != *p || !mark_may_close(line, close, end)))
			close++;
		if (close >= end)
			continue;
		if (close > limits[depth])
			return false;
		limits[++depth] = close;
		open[depth] = *p;
	}
	return true;
}

/*
 * The same of a text.  Lines that hold code, or what may be an address, are not
 * judged: nobody says where WhatsApp sees an address end, and both may hold
 * marks.
 */
static bool
oracle_is_nested(const char *text)
{
	while (*text != '\0') {
		const char *end = text + strcspn(text, "\n");

		if (strcspn(text, "`:@") >= (size_t)(end - text) &&
		    memmem(text, (size_t)(end - text), "www.", 4) == NULL &&
		    !oracle_is_line_nested(text, end))
			return false;
		text = *end == '\0' ? end : end + 1;
	}
	return true;
}

/* What is wrong with text cut to max code points; NULL: nothing. */
static inline const char *
oracle_judge_cut(const char *text, size_t max)
{
	static const char ellipsis[] = "\xe2\x80\xa6";
	const char *fault = NULL;
	size_t cut = 0;
	char *result = shorten(text, max, &cut);
	size_t size = strlen(result);

	if (!oracle_is_utf8(result))
		fault = "what was cut is no UTF-8";
	else if (text_length(result) > max)
		fault = "what was cut is too long";
	else if (oracle_has_open_fence(result) && !oracle_has_open_fence(text))
		fault = "the cut leaves a fence open";
	else if (cut == 0 &&
	    (strncmp(text, result, size) != 0 ||
	        strspn(text + size, " \t\r\n") != strlen(text + size)))
		fault = "nothing was cut, but the text differs";
	else if (cut > 0 &&
	    (size < 3 || strcmp(result + size - 3, ellipsis) != 0))
		fault = "the cut does not end in an ellipsis";
	free(result);
	return fault;
}

/*
 * What is wrong with the text made of this Markdown, which is valid UTF-8, or
 * with that text cut to max code points; NULL: nothing.
 */
static inline const char *
oracle_judge(const char *markdown, size_t max)
{
	static const MD_PARSER parser = { .flags = MD_DIALECT_GITHUB,
		.enter_block = oracle_enter_block,
		.leave_block = oracle_leave_block,
		.enter_span = oracle_enter_span,
		.leave_span = oracle_leave_span,
		.text = oracle_text };
	bool is_too_long = false;
	char *result = markdown_render(markdown, &is_too_long);
	struct oracle oracle = { .result = result };

	if (result == NULL) /* it would grow beyond all bounds */
		return is_too_long ? NULL : "there is no memory";
	md_parse(markdown, (MD_SIZE)strlen(markdown), &parser, &oracle);
	if (oracle.fault == NULL && !oracle_is_utf8(result))
		oracle.fault = "the text is no UTF-8";
	if (oracle.fault == NULL &&
	    oracle_holds_control(result, strlen(result)))
		oracle.fault = "the text holds a control character";
	if (strcasestr(markdown, "<pre") != NULL ||
	    strcasestr(markdown, "<code") != NULL ||
	    strcasestr(markdown, "<a") != NULL ||
	    strcasestr(markdown, "<img") != NULL)
		oracle.has_bare_marks = true;
	if (oracle.fault == NULL && !oracle.has_bare_marks &&
	    !oracle_is_nested(result))
		oracle.fault = "formatting overlaps";
	if (oracle.fault == NULL)
		oracle.fault = oracle_judge_cut(result, max);
	buffer_free(&oracle.code);
	free(result);
	return oracle.fault;
}

#endif
