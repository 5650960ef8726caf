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
		bool is_too_long;
		char *text = markdown_render(rows[i].markdown, &is_too_long);

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
		{ "***a***", "_*a*_" },
		{ "*Note: **do not** upgrade*", "_Note: *do not* upgrade_" },
		{ "**a *b* c** *d **e***", "*a _b_ c* _d *e*_" },
		{ "<b>a <i>b</b> c</i>", "*a _b_* _c_" },
		{ "**foo*bar***", "*foobar*" },
		{ "**2*3*4**", "*2*3*4*" },
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

/* Joins up to eight strings. */
static void
join(char text[64], const char *const strings[8])
{
	text[0] = '\0';
	for (size_t i = 0; i < 8 && strings[i] != NULL; i++)
		strcat(text, strings[i]);
}

/* Both spellings of three marks, the first of them outermost. */
static void
check_nesting(const char *const from[3], const char *const to[3])
{
	for (size_t form = 0; form < 5; form++) {
		char markdown[64], text[64];

		for (size_t i = 0; i < 2; i++) {
			const char *const *m = i == 0 ? from : to;
			const char *const forms[][8] = {
				{ m[0], "a ", m[1], "b", m[1], " c", m[0] },
				{ m[0], "a ", m[1], "b", m[1], m[0] },
				{ m[0], m[1], "b", m[1], " c", m[0] },
				{ m[0], "a ", m[1], "b ", m[2], "c", m[2] },
				{ m[0], "a ", m[1], m[2], "b", m[2], " c" },
			};

			join(i == 0 ? markdown : text, forms[form]);
			if (form == 3)
				strcat(strcat(i == 0 ? markdown : text, m[1]),
				    m[0]);
			if (form == 4)
				strcat(strcat(strcat(i == 0 ? markdown : text,
				                  m[1]),
				           " d"),
				    m[0]);
		}
		check(&(struct row){ markdown, text }, 1);
	}
}

static void
test_formatting_nests_in_any_order(void **state)
{
	static const char *const from[] = { "**", "_", "~~" };
	static const char *const to[] = { "*", "_", "~" };

	(void)state;
	for (size_t i = 0; i < 9; i++) {
		size_t a = i / 3, b = i % 3, c = 3 - a - b;

		if (a != b)
			check_nesting(
			    (const char *const[]){ from[a], from[b], from[c] },
			    (const char *const[]){ to[a], to[b], to[c] });
	}
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

/*
 * A mark that closes before another one's character has no effect; without it
 * the pair before it stands in the same place, and so on.
 */
static void
test_marks_that_lean_on_one_another_fall_together(void **state)
{
	static const struct row rows[] = {
		{ "<b>ok</b> <b>\\~</b>", "*ok* *~*" },
		{ "<b>ok</b> <b>\\~</b>\\_", "*ok* ~_" },
		{ "<b>ok</b> <b>\\~</b><b>\\~</b>\\_", "*ok* " WJ "~~_" },
	};
	char markdown[512] = "<b>ok</b> ", expected[128] = "ok ";
	struct row row = { markdown, expected };

	(void)state;
	check(rows, COUNT_OF(rows));
	/* so many that all formatting goes from the line */
	for (int i = 0; i < 20; i++) {
		strcat(markdown, "<b>\\~</b>");
		strcat(expected, i < 19 ? WJ "~" : "~");
	}
	strcat(markdown, "\\_");
	strcat(expected, "_");
	check(&row, 1);
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
		{ "<p>&#issue; &#x; &#35;</p>", "&#issue; &#x; #" },
		{ "a [](mailto:) <a href=\"mailto:\"></a> b", "a   b" },
		{ "&#1;&#2;", "\xef\xbf\xbd\xef\xbf\xbd" },
		{ "a\x01"
		  "b\x7f",
		    "a\xef\xbf\xbd"
		    "b\xef\xbf\xbd" },
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
		{ "<pre>\n  *a*\n\n    _b_ &lt;\n</pre>",
		    "```  *a*\n\n    _b_ <```" },
		{ "<pre><code class=x>\ta <b>b</b><br>c <T></code></pre> d",
		    "```\ta b\nc <T>```\n\nd" },
		{ "a <code>_b_ \\*c\\* &amp;</code> d", "a `b *c* &` d" },
		{ "<div><code>_b c_</code></div>", "`_b c_`" },
		{ "<code>a\nb</code>", "```a\nb```" },
		{ "<code>a\n\nb", "`a`\n\nb" },
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
		{ "- a\n-\n- b", "- a\n-\n- b" },
		{ "1.\n2. b", "1.\n2. b" },
		{ "- a\n  - c\n  -\n- b", "- a\n  - c\n  -\n- b" },
		{ "-\n-\n\na", "-\n-\n\na" },
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
		{ "||b|\n|-|-|\n||z|\n|`x\\|y`|a\\|b|",
		    "\xe2\x80\x93 \xc2\xb7 *b*\n"
		    "- \xe2\x80\x93 \xc2\xb7 z\n- `x|y` \xc2\xb7 a|b" },
		{ "a|b|c\n-|-|-\nd||[e](f)\n**g**||`h`\n||i",
		    "*a* \xc2\xb7 *b* \xc2\xb7 *c*\n"
		    "- d \xc2\xb7 \xe2\x80\x93 \xc2\xb7 e (f)\n"
		    "- *g* \xc2\xb7 \xe2\x80\x93 \xc2\xb7 `h`\n"
		    "- \xe2\x80\x93 \xc2\xb7 i" },
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
		{ "Fix Vec<T>; use <your-token> and <Version x='&amp;'>",
		    "Fix Vec<T>; use <your-token> and "
		    "<Version x='&amp;'>" },
		{ "<your_token>\nand <Kbd>x</kbd>", "<your_token>\nand x" },
	};

	(void)state;
	check(rows, COUNT_OF(rows));
}

static void
test_a_line_is_not_indented_without_end(void **state)
{
	char markdown[4003];
	bool is_too_long;
	char *text;

	(void)state;
	for (size_t i = 0; i < 4000; i += 2)
		memcpy(markdown + i, "- ", 2);
	memcpy(markdown + 4000, "a", 2);
	text = markdown_render(markdown, &is_too_long);
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
	bool is_too_long = false;
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
	assert_null(markdown_render(markdown, &is_too_long));
	assert_true(is_too_long);
	free(markdown);
}

/* What random Markdown is made of. */
static const char *const parts[] = { "a", "word ", " ", "\n", "\n\n", "*", "**",
	"_", "__", "~", "~~", "`", "``", "\n```\n", "```", "\n~~~\n", "# ",
	"\n## ", "\n- ", "\n  - ", "\n1. ", "\n> ", "\n    ", "- [x] ",
	"[text](http://e.org/a_b)", "![alt](http://e.org/i.png)", "[", "](",
	")", "<http://e.org/*x*>", "http://e.org/?q=a_b&c=*d*", "www.e.org/~u",
	"\n[r]: http://e.org/r\n", "[r]", "[^1]", "<b>", "</b>", "<br>",
	"<code>", "</code>", "<pre>", "</pre>", "<T>", "<!-- c -->",
	"\n<details>\n", "<summary>", "<a href='http://e.org/h'>", "</a>",
	"<img src=x alt=y>", "<", ">", "&amp;", "&#42;", "&x;", "\\", "|",
	"\n|a|b|\n|-|-|\n|c|d|\n", "\n---\n", "\n[!NOTE]\n", "@user", "#123",
	"\xc3\xa9", "\xe4\xb8\xad\xe6\x96\x87", "\xd8\xb9",
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
		cmocka_unit_test(test_formatting_nests_in_any_order),
		cmocka_unit_test(test_what_would_not_take_effect_stays_text),
		cmocka_unit_test(
		    test_marks_that_lean_on_one_another_fall_together),
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
