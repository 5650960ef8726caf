/* SPDX-License-Identifier: MIT */
/* WhatsApp's formatting marks; see marks.h. */
#include "marks.h"

#include <string.h>

#include "buffer.h"
#include "text.h"

#define WORD_JOINER "\xe2\x81\xa0"
/* A line whose marks are not settled after so many rounds is past saving. */
#define ROUNDS_MAX 16

/* The line of a proof, with the marks in it placed but not yet judged. */
struct line {
	const char *start, *end;
};

/* The cues that are on, each once; the outermost first. */
struct nest {
	char cues[CUE_STRIKE];
	size_t count;
};

/* Formatting on its way into the proof's lines. */
struct placing {
	struct buffer out;
	struct nest wanted, open;
	size_t kept;   /* of what is open, so many are not to be closed */
	size_t blanks; /* blanks read and not yet written */
	bool is_verbatim;
};

int
mark_kind(char c)
{
	const char *found = c == '\0' ? NULL : strchr(MARKS, c);

	return found == NULL ? -1 : (int)(found - MARKS);
}

/*
 * Beyond ASCII everything counts as a letter but punctuation and symbols.
 * Of the C library's classes, which ones there are depends on the locale.
 */
static bool
is_word(uint32_t point)
{
	static const struct {
		uint32_t first, last;
	} others[] = { { 0x80, 0xbf }, { 0x2000, 0x205f }, { 0x2190, 0x2bff },
		{ 0x3000, 0x3004 }, { 0x3008, 0x3020 }, { 0xfe0f, 0xfe0f },
		{ 0xfe30, 0xfe6f }, { 0xff01, 0xff0f }, { 0xff1a, 0xff20 },
		{ 0xff3b, 0xff40 }, { 0xff5b, 0xff65 }, { 0x1f000, 0x1faff } };

	if (point < 0x80)
		return (point >= '0' && point <= '9') ||
		    ((point | 0x20) >= 'a' && (point | 0x20) <= 'z');
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (point >= others[i].first && point <= others[i].last)
			return false;
	return true;
}

static bool
is_blank(uint32_t point)
{
	return point == ' ' || point == '\t' || point == '\n' || point == 0;
}

static bool
is_cue(char c)
{
	return c > 0 && c < CUE_COUNT;
}

/* The character that marks what a cue means, for the three that have one. */
static char
mark_of(char cue)
{
	return MARKS[cue - CUE_BOLD];
}

/* The code point before p; a cue still in place is the mark it becomes; 0:
 * the line begins here. */
static uint32_t
point_before(const char *start, const char *p)
{
	uint32_t point = 0;

	while (p > start && (p[-1] == CUE_VERBATIM || p[-1] == CUE_CANCELLED))
		p--;
	if (p == start)
		return 0;
	if (is_cue(p[-1]))
		return (uint32_t)mark_of(p[-1]);
	do
		p--;
	while (p > start && ((unsigned char)*p & 0xc0) == 0x80);
	return text_decode(p, &point) == 0 ? 0xfffd : point;
}

/* The code point after the single byte at p; 0: the line ends there. */
static uint32_t
point_after(const char *p, const char *end)
{
	uint32_t point = 0;

	p++;
	while (p < end && (*p == CUE_VERBATIM || *p == CUE_CANCELLED))
		p++;
	if (p == end)
		return 0;
	if (is_cue(*p))
		return (uint32_t)mark_of(*p);
	return text_decode(p, &point) == 0 ? 0xfffd : point;
}

bool
mark_may_open(const char *start, const char *p, const char *end)
{
	return !is_word(point_before(start, p)) &&
	    !is_blank(point_after(p, end));
}

bool
mark_may_close(const char *start, const char *p, const char *end)
{
	return !is_blank(point_before(start, p)) &&
	    !is_word(point_after(p, end));
}

/* Writes the blanks that were held back. */
static void
write_blanks(struct placing *placing)
{
	for (; placing->blanks > 0; placing->blanks--)
		buffer_add(&placing->out, " ", 1);
}

/*
 * Makes what is open what is wanted.  A mark closes before the blanks that
 * were held back, and opens after them; what stands inside of one that closes
 * closes first.
 */
static void
switch_marks(struct placing *placing, const struct nest *wanted)
{
	struct nest *open = &placing->open;
	size_t kept = 0;

	while (kept < placing->kept && kept < wanted->count &&
	    open->cues[kept] == wanted->cues[kept])
		kept++;
	while (open->count > kept)
		buffer_add(&placing->out, &open->cues[--open->count], 1);
	write_blanks(placing);
	*open = *wanted;
	for (size_t i = kept; i < open->count; i++)
		buffer_add(&placing->out, &open->cues[i], 1);
	placing->kept = open->count;
}

/* Switches a cue in what is wanted; where it was on, its mark has to close. */
static void
toggle(struct placing *placing, char cue)
{
	struct nest *wanted = &placing->wanted;
	size_t at = 0;

	for (size_t i = 0; i < placing->kept; i++)
		if (placing->open.cues[i] == cue)
			placing->kept = i;
	while (at < wanted->count && wanted->cues[at] != cue)
		at++;
	if (at == wanted->count) {
		wanted->cues[wanted->count++] = cue;
		return;
	}
	wanted->count--;
	memmove(wanted->cues + at, wanted->cues + at + 1, wanted->count - at);
}

/* Places the marks that the byte of a proof calls for, and the byte. */
static void
place(struct placing *placing, char c)
{
	static const struct nest none = { 0 };

	if (placing->is_verbatim) {
		buffer_add(&placing->out, &c, 1);
		placing->is_verbatim = c != CUE_VERBATIM;
	} else if (c == CUE_VERBATIM) {
		switch_marks(placing, &none);
		buffer_add(&placing->out, &c, 1);
		placing->is_verbatim = true;
	} else if (is_cue(c)) {
		toggle(placing, c);
	} else if (c == '\n') {
		placing->blanks = 0;
		switch_marks(placing, &none);
		buffer_add(&placing->out, &c, 1);
	} else if (c == ' ') {
		placing->blanks++;
	} else {
		switch_marks(placing, &placing->wanted);
		buffer_add(&placing->out, &c, 1);
	}
}

/*
 * Whether WhatsApp could take the character of the text at p for a mark that
 * closes, with the word joiner before it that keeps it from opening.
 */
static bool
is_text_closing(const struct line *line, const char *p)
{
	return mark_may_close(line->start, p, line->end) ||
	    (mark_may_open(line->start, p, line->end) &&
	        !is_word(point_after(p, line->end)));
}

/* The pairs of one line's marks that are being judged. */
struct judging {
	struct line line;
	char *open[CUE_COUNT];        /* the mark that awaits its partner */
	bool is_disturbed[CUE_COUNT]; /* since it was opened */
	size_t failures;              /* pairs that would take no effect */
};

/*
 * Whether a character of the text that may be taken for a mark follows: what
 * comes before it then to prevent that counts as a letter.
 */
static bool
is_crowded(const struct line *line, const char *close)
{
	do
		close++;
	while (close < line->end && *close == CUE_CANCELLED);
	return close < line->end && mark_kind(*close) >= 0;
}

/* Whether the pair of marks at these places has the effect it is meant to. */
static bool
is_effective(const struct line *line, const char *open, const char *close)
{
	return mark_may_open(line->start, open, line->end) &&
	    mark_may_close(line->start, close, line->end);
}

/* Whether an asterisk or tilde at either place would close formatting. */
static bool
would_close(const struct judging *judging, char outer, const char *open,
    const char *close)
{
	const struct line *line = &judging->line;

	return judging->open[(size_t)outer] != NULL &&
	    (is_text_closing(line, open) || is_text_closing(line, close));
}

/*
 * Lets the pair of marks at these places be if it takes effect.  A pair that
 * touches a word shows as asterisks or tildes, unless these would close what
 * they stand in.
 */
static void
judge_pair(struct judging *judging, char *open, char *close)
{
	bool is_disturbed = judging->is_disturbed[(size_t)*open] ||
	    is_crowded(&judging->line, close);
	char outer = *open == CUE_STRIKE ? CUE_STRIKE : CUE_BOLD;
	char mark = mark_of(outer);

	if (!is_disturbed && is_effective(&judging->line, open, close))
		return;
	if (is_disturbed || would_close(judging, outer, open, close))
		mark = CUE_CANCELLED;
	*open = mark;
	*close = mark;
	judging->failures++;
}

/* Judges the mark at p: with its partner, if there is one before it. */
static void
judge_mark(struct judging *judging, char *p)
{
	unsigned char cue = (unsigned char)*p;

	if (judging->open[cue] == NULL)
		judging->open[cue] = p;
	else {
		char *open = judging->open[cue];

		judging->open[cue] = NULL;
		judge_pair(judging, open, p);
	}
	judging->is_disturbed[cue] = false;
}

/*
 * Judges each pair of the line's marks; returns how many failed.  A character
 * of the text inside that could close the formatting too early disturbs it.
 */
static size_t
judge_marks(const struct line *line, char *text)
{
	struct judging judging = { .line = *line };
	bool is_verbatim = false;

	for (char *p = text; p < line->end; p++) {
		int kind = mark_kind(*p);

		if (*p == CUE_VERBATIM)
			is_verbatim = !is_verbatim;
		else if (is_verbatim)
			continue;
		else if (is_cue(*p) && *p < CUE_VERBATIM)
			judge_mark(&judging, p);
		else if (kind >= 0 && is_text_closing(line, p))
			judging.is_disturbed[CUE_BOLD + kind] = true;
	}
	return judging.failures;
}

/* Takes all formatting from a line. */
static void
cancel_marks(const struct line *line, char *text)
{
	for (char *p = text; p < line->end; p++)
		if (is_cue(*p) && *p < CUE_VERBATIM)
			*p = CUE_CANCELLED;
}

/*
 * Judges until all pairs that are left have been judged beside one another: one
 * that fails changes what its neighbours touch.
 */
static void
judge_line(const struct line *line, char *text)
{
	for (int i = 0; judge_marks(line, text) > 0; i++)
		if (i == ROUNDS_MAX)
			cancel_marks(line, text);
}

/* Where on the line the last mark of each kind closes, text or meant. */
static void
find_closers(const struct line *line, const char *ret_last[MARK_KINDS])
{
	bool is_verbatim = false;

	for (int kind = 0; kind < MARK_KINDS; kind++)
		ret_last[kind] = line->start;
	for (const char *p = line->start; p < line->end; p++) {
		int kind = mark_kind(*p);

		if (*p == CUE_VERBATIM)
			is_verbatim = !is_verbatim;
		if (is_cue(*p) && *p < CUE_VERBATIM)
			ret_last[*p - CUE_BOLD] = p;
		if (kind >= 0 && !is_verbatim &&
		    mark_may_close(line->start, p, line->end))
			ret_last[kind] = p;
	}
}

/* Whether WhatsApp would take the character of the text at p for a mark. */
static bool
is_mistakable(
    const struct line *line, const char *p, const char *last[MARK_KINDS])
{
	int kind = mark_kind(*p);

	if (p == line->start && *p == '>')
		return true;
	/* three in a row would be a fence, wherever they stand */
	if (*p == '`' && p > line->start && p[-1] == '`')
		return true;
	return kind >= 0 && p < last[kind] &&
	    mark_may_open(line->start, p, line->end);
}

static void
write_line(const struct line *line, struct buffer *out)
{
	const char *last[MARK_KINDS];
	bool is_verbatim = false;

	find_closers(line, last);
	for (const char *p = line->start; p < line->end; p++) {
		char mark = *p;

		if (*p == CUE_VERBATIM)
			is_verbatim = !is_verbatim;
		if (*p == CUE_VERBATIM || *p == CUE_CANCELLED)
			continue;
		if (is_cue(*p))
			mark = mark_of(*p);
		else if (!is_verbatim && is_mistakable(line, p, last))
			buffer_add_string(out, WORD_JOINER);
		buffer_add(out, &mark, 1);
	}
}

/* The end of the line that begins at text; a verbatim one may hold newlines. */
static char *
line_end(char *text, const char *end)
{
	bool is_verbatim = false;

	while (text < end && (*text != '\n' || is_verbatim)) {
		if (*text == CUE_VERBATIM)
			is_verbatim = !is_verbatim;
		text++;
	}
	return text;
}

char *
marks_settle(const char *proof, size_t size, bool *ret_is_too_long)
{
	static const struct nest none = { 0 };
	struct placing placing = { 0 };
	struct buffer out = { 0 };
	char *text, *end, *result;

	for (size_t i = 0; i < size; i++)
		place(&placing, proof[i]);
	placing.blanks = 0;
	switch_marks(&placing, &none);
	out.has_failed = placing.out.has_failed;
	out.is_full = placing.out.is_full;
	text = placing.out.text;
	end = text == NULL ? NULL : text + placing.out.size;
	while (text < end) {
		struct line line = { text, line_end(text, end) };

		judge_line(&line, text);
		write_line(&line, &out);
		text += line.end - line.start;
		if (text < end)
			buffer_add(&out, text++, 1);
	}
	buffer_free(&placing.out);
	result = buffer_take(&out);
	*ret_is_too_long = out.is_full;
	return result;
}
