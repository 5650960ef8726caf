/* SPDX-License-Identifier: MIT */
#include "markdown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "markdown_oracle.h"
#include "test.h"

#define WJ "\xe2\x81\xa0" /* word joiner: invisible */

struct row {
	const char *markdown, *text;
};

static void
check(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *text = markdown_render(rows[i].markdown);

		assert_non_null(text);
		assert_string_equal(text, rows[i].text);
		free(text);
	}
}

static void
test_formatting_is_written_as_whatsapp_reads_it(void **state)
{
	static const struct row rows[] = {
		{ "**a** __b__ *c* _d_ ~~e~~ ~f~ `g`",
		    "*a* *b* _c_ _d_ ~e~ ~f~ `g`" },
		{ "***a***", "*_a_*" },
		{ "**a *b* c**", "*a _b_ c*" },
		{ "**a**: b", "*a*: b" },
		{ "(**a**)", "(*a*)" },
		{ "# a **b** c", "*a b c*" },
		{ "a\n===", "*a*" },
		{ "**a\nb**", "*a*\n*b*" },
		{ "> **a\n> b**", "> *a*\n> *b*" },
	};

	(void)state;
	check(rows, COUNT_OF(rows));
}

static void
test_what_would_not_take_effect_stays_text(void **state)
{
	static const struct row rows[] = {
		{ "snake_case_name", "snake_case_name" },
		{ "2*3*4", "2*3*4" },
		{ "2 * 3 * 4", "2 * 3 * 4" },
		{ "~/a and ~/b", "~/a and ~/b" },
		{ "un**frigging**believable", "un*frigging*believable" },
		{ "*.c and *.h", "*.c and *.h" },
	};

	(void)state;
	check(rows, COUNT_OF(rows));
}

static void
test_text_is_not_taken_for_formatting(void **state)
{
	static const struct row rows[] = {
		{ "\\*a\\*", WJ "*a*" },
		{ "\\_a b\\_", WJ "_a b_" },
		{ "\\~a\\~ b", WJ "~a~ b" },
		{ "\\`a\\`", WJ "`a`" },
		{ "\\`\\`\\`", WJ "`" WJ "`" WJ "`" },
		{ "\\*a **b**", WJ "*a *b*" },
		{ "**a \\*b c\\* d**", "a " WJ "*b c* d" },
		{ "\\> a", WJ "> a" },
		{ "&#42;a&#42;", WJ "*a*" },
		{ "&#1;&#2;", "\xef\xbf\xbd\xef\xbf\xbd" },
	};

	(void)state;
	check(rows, COUNT_OF(rows));
}

static void
test_code_is_unchanged(void **state)
{
	static const struct row rows[] = {
		{ "`**a** [b](c) &amp;`", "`**a** [b](c) &amp;`" },
		{ "**a `b` c**", "*a* `b` *c*" },
		{ "`` a`b ``", "```a`b```" },
		{ "`` `a ``", "`a" },
		{ "```sh\na *b*\n\n  c\n```", "```a *b*\n\n  c```" },
		{ "~~~\n```\n~~~", "```" },
		{ "    a\n    b", "```a\nb```" },
		{ "- a\n  ```\n  b\n  c\n  ```", "- a\n```b\nc```" },
		{ "> ```\n> a\n> ```", "```a```" },
	};

	(void)state;
	check(rows, COUNT_OF(rows));
}

static void
test_links_and_images_keep_their_addresses(void **state)
{
	static const struct row rows[] = {
		{ "[a](http://b)", "a (http://b)" },
		{ "[http://b](http://b)", "http://b" },
		{ "<http://b>", "http://b" },
		{ "http://b.org/c_d_e", "http://b.org/c_d_e" },
		{ "www.b.org", "www.b.org" },
		{ "<a@b.org>", "a@b.org" },
		{ "[](http://b)", "http://b" },
		{ "[a](#b)", "a" },
		{ "[a][b]\n\n[b]: http://c", "a (http://c)" },
		{ "[a](http://b?c&amp;d)", "a (http://b?c&d)" },
		{ "![a](http://b)", "a (http://b)" },
		{ "![](http://b)", "http://b" },
		{ "[![a](http://b)](http://c)", "a (http://b) (http://c)" },
		{ "**http://b.org**", "http://b.org" },
		{ "**[a](http://b) c**", "*a* (http://b) *c*" },
	};

	(void)state;
	check(rows, COUNT_OF(rows));
}

static void
test_blocks_are_set_apart(void **state)
{
	static const struct row rows[] = {
		{ "a\n\n\n\nb", "a\n\nb" },
		{ "# a\nb\n# c", "*a*\nb\n\n*c*" },
		{ "a  \nb\\\nc\nd", "a\nb\nc\nd" },
		{ "* a\n+ b\n- c", "- a\n\n- b\n\n- c" },
		{ "- a\n- b\n  c", "- a\n- b\n  c" },
		{ "- a\n\n- b", "- a\n\n- b" },
		{ "- a\n  - b\n    1. c", "- a\n  - b\n    1. c" },
		{ "- - a", "- - a" },
		{ "7) a\n8) b", "7. a\n8. b" },
		{ "- [ ] a\n- [x] b", "\xe2\x98\x90 a\n\xe2\x98\x91 b" },
		{ "> a\n>\n> b", "> a\n\n> b" },
		{ "> > a", "> a" },
		{ "> - a\n>   - b", "> - a\n>   - b" },
		{ "- a\n\n  > b", "- a\n\n> b" },
		{ "> [!TIP]\n> a", "> *Tip*\n> a" },
		{ "> [!tip]\n>\n> a", "> *Tip*\n> a" },
		{ "> [!ELSE]\n> a", "> [!ELSE]\n> a" },
		{ "a\n\n---\nb",
		    "a\n\n\xe2\x80\x94\xe2\x80\x94\xe2\x80\x94\n\nb" },
		{ "", "" },
		{ "\n \n", "" },
	};

	(void)state;
	check(rows, COUNT_OF(rows));
}

static void
test_a_row_of_a_table_is_a_line(void **state)
{
	static const struct row rows[] = {
		{ "|a|b|\n|-|-|\n|c|**d**|",
		    "*a* \xc2\xb7 *b*\n- c \xc2\xb7 *d*" },
		{ "|a|b|\n|-|-|\n| |c|\n|d| |",
		    "*a* \xc2\xb7 *b*\n- \xe2\x80\x93 \xc2\xb7 c\n- d" },
	};

	(void)state;
	check(rows, COUNT_OF(rows));
}

static void
test_html_leaves_its_text(void **state)
{
	static const struct row rows[] = {
		{ "a <b>b</b> <!-- c --> d", "a *b*  d" },
		{ "<!-- a\nb -->", "" },
		{ "<details><summary>a</summary>\n\nb\n\n</details>",
		    "*a*\n\nb" },
		{ "a<br>b", "a\nb" },
		{ "<a href=\"http://a?b&amp;c\">d</a>", "d (http://a?b&c)" },
		{ "<A HREF='http://a'>b</A> <a name=x>y</a>",
		    "b (http://a) y" },
		{ "<img alt=a src=http://b />", "a (http://b)" },
		{ "<video src=\"http://a\"></video>", "http://a" },
		{ "<ul>\n<li>a\n<li>b</ul>", "- a\n- b" },
		{ "<table><tr><th>a</th><td>b</table>", "- *a* \xc2\xb7 b" },
		{ "<b>a\n\nb", "*a*\n\nb" },
		{ "<div>\n1 < 2 &lt; 3 &nosuch;\n</div>",
		    "1 < 2 < 3 &nosuch;" },
		{ "<div>\n<p unclosed", "<p unclosed" },
		{ "a < b <3", "a < b <3" },
	};

	(void)state;
	check(rows, COUNT_OF(rows));
}

static void
test_a_line_is_not_indented_without_end(void **state)
{
	char markdown[4003];
	char *text;

	(void)state;
	for (size_t i = 0; i < 4000; i += 2)
		memcpy(markdown + i, "- ", 2);
	memcpy(markdown + 4000, "a", 2);
	text = markdown_render(markdown);
	assert_non_null(text);
	assert_true(strlen(text) < 64);
	assert_non_null(strchr(text, 'a'));
	free(text);
}

static void
test_what_would_grow_without_end_is_refused(void **state)
{
	size_t size = 512 * 1024;
	char *markdown = malloc(2 * size);
	size_t end;

	(void)state;
	assert_non_null(markdown);
	memset(markdown, 'x', size);
	memcpy(markdown, "[a]: http://", 12);
	end = size;
	memcpy(markdown + end, "\n\n", 2);
	for (end += 2; end + 5 < 2 * size; end += 4)
		memcpy(markdown + end, "[a] ", 4);
	markdown[end] = '\0';
	assert_null(markdown_render(markdown));
	free(markdown);
}

/* What random Markdown is made of. */
static const char *const parts[] = { "a", "word ", " ", "\n", "\n\n", "*", "**",
	"_", "__", "~", "~~", "`", "``", "\n```\n", "```", "\n~~~\n", "# ",
	"\n## ", "\n- ", "\n  - ", "\n1. ", "\n> ", "\n    ", "- [x] ",
	"[text](http://e.org/a_b)", "![alt](http://e.org/i.png)", "[", "](",
	")", "<http://e.org/*x*>", "http://e.org/?q=a_b&c=*d*", "www.e.org/~u",
	"\n[r]: http://e.org/r\n", "[r]", "[^1]", "<b>", "</b>", "<br>",
	"<!-- c -->", "\n<details>\n", "<summary>", "<a href='http://e.org/h'>",
	"</a>", "<img src=x alt=y>", "<", ">", "&amp;", "&#42;", "&x;", "\\",
	"|", "\n|a|b|\n|-|-|\n|c|d|\n", "\n---\n", "\n[!NOTE]\n", "@user",
	"#123", "\xc3\xa9", "\xe4\xb8\xad\xe6\x96\x87", "\xd8\xb9",
	"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb",
	"\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa", "e\xcc\x81", "\t", "..." };

static void
test_random_markdown_keeps_every_promise(void **state)
{
	uint32_t seed = 20250101;

	(void)state;
	for (int run = 0; run < 20000; run++) {
		char markdown[2048] = "";
		size_t count;
		const char *fault;

		seed = seed * 1664525 + 1013904223;
		count = 1 + (seed >> 16) % 60;
		while (count-- > 0) {
			seed = seed * 1664525 + 1013904223;
			strcat(markdown, parts[(seed >> 16) % COUNT_OF(parts)]);
		}
		fault = oracle_judge(markdown, 16 + (seed >> 16) % 100);
		if (fault != NULL)
			fail_msg("%s in run %d:\n%s", fault, run, markdown);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_formatting_is_written_as_whatsapp_reads_it),
		cmocka_unit_test(test_what_would_not_take_effect_stays_text),
		cmocka_unit_test(test_text_is_not_taken_for_formatting),
		cmocka_unit_test(test_code_is_unchanged),
		cmocka_unit_test(test_links_and_images_keep_their_addresses),
		cmocka_unit_test(test_blocks_are_set_apart),
		cmocka_unit_test(test_a_row_of_a_table_is_a_line),
		cmocka_unit_test(test_html_leaves_its_text),
		cmocka_unit_test(test_a_line_is_not_indented_without_end),
		cmocka_unit_test(test_what_would_grow_without_end_is_refused),
		cmocka_unit_test(test_random_markdown_keeps_every_promise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
