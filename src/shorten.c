/* SPDX-License-Identifier: MIT */
/* Cutting a text; see shorten.h. */
#include "shorten.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "marks.h"
#include "text.h"

#define ELLIPSIS "\xe2\x80\xa6"
#define FENCE "```"

/* Room for what follows a cut: a fence, or four marks; newline, ellipsis. */
#define TAIL_MAX 6

/* An emoji or a letter with its accents has fewer code points than this. */
#define CLUSTER_MAX 32

#define JOINER 0x200d

static bool
is_flag_half(uint32_t point)
{
	return point >= 0x1f1e6 && point <= 0x1f1ff;
}

/* Whether the code point belongs to the character before it. */
static bool
is_extender(uint32_t point)
{
	/* accents and vowel signs of the scripts, joiners, variation
	 * selectors, skin tones, tags; after Unicode's Grapheme_Extend */
	static const struct {
		uint32_t first, last;
	} ranges[] = { { 0x300, 0x36f }, { 0x483, 0x489 }, { 0x591, 0x5c7 },
		{ 0x610, 0x61a }, { 0x64b, 0x65f }, { 0x6d6, 0x6ed },
		{ 0x900, 0x903 }, { 0x93a, 0x94f }, { 0x981, 0x983 },
		{ 0x9bc, 0x9cd }, { 0xa01, 0xa03 }, { 0xa3c, 0xa4d },
		{ 0xabc, 0xacd }, { 0xb3c, 0xb4d }, { 0xbbe, 0xbcd },
		{ 0xc3e, 0xc56 }, { 0xcbc, 0xcd6 }, { 0xd3e, 0xd4d },
		{ 0xe31, 0xe3a }, { 0xe47, 0xe4e }, { 0x1ab0, 0x1aff },
		{ 0x1dc0, 0x1dff }, { 0x200c, JOINER }, { 0x20d0, 0x20ff },
		{ 0x302a, 0x302f }, { 0x3099, 0x309a }, { 0xfe00, 0xfe0f },
		{ 0xfe20, 0xfe2f }, { 0x1f3fb, 0x1f3ff }, { 0xe0020, 0xe007f },
		{ 0xe0100, 0xe01ef } };

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (point >= ranges[i].first && point <= ranges[i].last)
			return true;
	return false;
}

/* The start of the code point before p, which goes to *ret_point. */
static const char *
step_back(const char *text, const char *p, uint32_t *ret_point)
{
	*ret_point = 0;
	if (p == text)
		return p;
	do
		p--;
	while (p > text && ((unsigned char)*p & 0xc0) == 0x80);
	text_decode(p, ret_point);
	return p;
}

/* Whether an odd number of halves of flags stand before p. */
static bool
is_in_flag(const char *text, const char *p)
{
	bool is_odd = false;
	uint32_t point;

	p = step_back(text, p, &point);
	for (int i = 0; i < 2 * CLUSTER_MAX && is_flag_half(point); i++) {
		is_odd = !is_odd;
		p = step_back(text, p, &point);
	}
	return is_odd;
}

/* Whether people see a character end at p. */
static bool
is_between_characters(const char *text, const char *p)
{
	uint32_t before, after = 0;

	step_back(text, p, &before);
	text_decode(p, &after);
	if (is_extender(after) || before == JOINER)
		return false;
	return !is_flag_half(after) || !is_in_flag(text, p);
}

/* The last place up to p between two characters, if there is one near. */
static const char *
whole_character(const char *text, const char *p)
{
	const char *cut = p;
	uint32_t point;

	for (int i = 0; i < CLUSTER_MAX && cut > text; i++) {
		if (is_between_characters(text, cut))
			return cut;
		cut = step_back(text, cut, &point);
	}
	return p;
}

/* The last of these stops up to p and after least; NULL: there is none. */
static const char *
last_of(const char *stops, const char *least, const char *p)
{
	for (const char *stop = p; stop > least; stop--)
		if (strchr(stops, *stop) != NULL)
			return stop;
	return NULL;
}

/* The place after so many code points. */
static const char *
place_after(const char *text, size_t points)
{
	while (points > 0 && *text != '\0') {
		size_t size = text_decode(text, NULL);

		text += size == 0 ? 1 : size;
		points--;
	}
	return text;
}

/* What is open at a cut, and has to be closed after it. */
struct open {
	bool is_fenced;
	const char *marks[MARK_KINDS]; /* where they opened; NULL: not open */
};

/*
 * The end of the code that begins with the backtick at p; p itself: none
 * does.  Cut is inside the code if *ret_open is set.
 */
static const char *
skip_code(
    const char *p, const char *cut, const char *end, const char **ret_open)
{
	const char *close;

	close = memchr(p + 1, '`', (size_t)(end - p - 1));
	if (close == NULL)
		return p;
	if (p < cut && close >= cut)
		*ret_open = p;
	return close;
}

/*
 * Finds the marks of one line that are open at cut: those with a partner at or
 * after it.  What is between backticks is no mark.
 */
static void
find_open_marks(
    const char *start, const char *cut, const char *end, struct open *ret_open)
{
	const char *opened[MARK_KINDS] = { NULL };

	for (const char *p = start; p < end; p++) {
		int kind = mark_kind(*p);

		if (*p == '`')
			p = skip_code(p, cut, end, &ret_open->marks[kind]);
		else if (kind < 0)
			continue;
		else if (opened[kind] == NULL) {
			if (mark_may_open(start, p, end))
				opened[kind] = p;
		} else if (mark_may_close(start, p, end)) {
			if (opened[kind] < cut && p >= cut)
				ret_open->marks[kind] = opened[kind];
			opened[kind] = NULL;
		}
	}
}

/* The fence, of a pair, that closes what opens at text; NULL: none does. */
static const char *
closing_fence(const char *text)
{
	return strstr(text + strlen(FENCE), FENCE);
}

/*
 * Finds what is open at cut.  A cut inside the three marks of a fence moves
 * before them.
 */
static struct open
find_open(const char *text, const char **cut)
{
	struct open open = { 0 };
	const char *line = text;
	const char *fence = strstr(text, FENCE);

	while (fence != NULL && fence < *cut) {
		const char *close = closing_fence(fence);

		if (close == NULL)
			break;
		if (*cut < fence + strlen(FENCE)) {
			*cut = fence;
			break;
		}
		if (*cut < close + strlen(FENCE)) {
			if (*cut > close)
				*cut = close;
			open.is_fenced = true;
			return open;
		}
		line = close + strlen(FENCE);
		fence = strstr(line, FENCE);
	}
	for (const char *p = line; p < *cut; p++)
		if (*p == '\n')
			line = p + 1;
	find_open_marks(line, *cut, line + strcspn(line, "\n"), &open);
	return open;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Moves cut before blanks, and before marks that would hold nothing. */
static const char *
tighten(const char *text, const char *cut, struct open *open)
{
	bool has_moved = true;

	while (has_moved) {
		has_moved = false;
		while (cut > text && is_blank(cut[-1]))
			cut--;
		for (int kind = 0; kind < MARK_KINDS; kind++) {
			const char *mark = open->marks[kind];

			if (mark == NULL || mark + 1 < cut)
				continue;
			cut = mark < cut ? mark : cut;
			open->marks[kind] = NULL;
			has_moved = true;
		}
	}
	return cut;
}

/* Closes what is open, the last opened first. */
static void
add_closers(struct buffer *out, struct open *open)
{
	if (open->is_fenced)
		buffer_add_string(out, FENCE);
	for (int count = 0; count < MARK_KINDS; count++) {
		int last = 0;

		for (int kind = 1; kind < MARK_KINDS; kind++)
			if (open->marks[kind] > open->marks[last])
				last = kind;
		if (open->marks[last] != NULL)
			buffer_add(out, &MARKS[last], 1);
		open->marks[last] = NULL;
	}
}

/* The best place for a cut that leaves at most so many code points. */
static const char *
best_cut(const char *text, size_t points, bool *ret_is_line)
{
	const char *most = place_after(text, points);
	const char *least = place_after(text, points - points / 4);
	const char *line = last_of("\n", least, most);
	const char *word = last_of(" \t", least, most);

	*ret_is_line = line != NULL;
	if (line != NULL)
		return line;
	return word != NULL ? word : whole_character(text, most);
}

/* A copy that is cut, and ends in an ellipsis. */
static char *
cut_visibly(const char *text, size_t max, size_t *ret_cut)
{
	struct buffer out = { 0 };
	bool is_line = false;
	const char *cut = best_cut(text, max - TAIL_MAX, &is_line);
	struct open open = find_open(text, &cut);
	char *result;

	cut = tighten(text, cut, &open);
	buffer_add(&out, text, (size_t)(cut - text));
	add_closers(&out, &open);
	if (is_line)
		buffer_add_string(&out, "\n");
	buffer_add_string(&out, ELLIPSIS);
	result = buffer_take(&out);
	if (result != NULL)
		*ret_cut = text_length(cut);
	return result;
}

/* How many of its bytes are before the white space at the end of text. */
static size_t
visible_size(const char *text)
{
	size_t size = strlen(text);

	while (size > 0 && is_blank(text[size - 1]))
		size--;
	return size;
}

char *
shorten(const char *text, size_t max, size_t *ret_cut)
{
	size_t size = strlen(text);
	const char *most = place_after(text, max);
	char *result;

	if (*most != '\0')
		size = visible_size(text);
	if (text + size > most)
		return cut_visibly(text, max, ret_cut);
	result = strndup(text, size);
	if (result != NULL)
		*ret_cut = 0;
	return result;
}
