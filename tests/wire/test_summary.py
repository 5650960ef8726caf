# SPDX-License-Identifier: MIT
"""The summary of a step as people see it on GitHub: what comes first, and that no text that is
not ours becomes markup or tells what is private."""

from __future__ import annotations

import json

import pytest
from conftest import RECIPIENT, run_program
from summary import blocks, convert, kinds

OURS = {"document", "heading", "paragraph", "strong", "text", "list", "item", "table",
        "table_header", "table_row", "table_cell"}
FACTS = "recipient | type | attempts | class | "
HOSTILE = ("# a | b <script>x</script> <!-- [l](http://e.com) ![i](http://e.com/i) *b* `c` @me #1 "
           "http://e.com www.e.com e@e.com ~~s~~ :x: $x$ &lt; \\| [^1] - [ ] <details> GH-1")


@pytest.fixture
def told(send, tmp_path):
    """Sends with these settings; the summary is left as Markdown."""
    def run(**settings):
        path = tmp_path / "summary.md"
        result = send(summary_file=path, **settings)
        return result, path.read_text()
    return run


def test_an_accepted_message_is_told_in_one_line_and_a_table(told):
    result, markdown = told(template_name="build_status", template_body="42\npassed")
    assert blocks(markdown) == [
        ("heading", "✅ WhatsApp message: accepted"),
        ("paragraph", "The API took it. Accepted is not delivered: only webhooks tell that."),
        ("table", FACTS + "+12*******23 | template | 1 | ok")]
    assert result.json["message_id"] not in markdown and RECIPIENT[1:] not in markdown


def test_a_refusal_is_told_with_its_remedy_before_the_facts(told):
    _, markdown = told(recipient="+9990131047")
    assert blocks(markdown) == [
        ("heading", "❌ WhatsApp message: failed"),
        ("paragraph", "API error 131047: (#131047) Re-engagement message"),
        ("paragraph", "Reason: More than 24 hours have passed since the recipient last replied to "
                      "the sender number."),
        ("paragraph", "What to do: Send a template (template_name, template_language) instead of "
                      "text, or have the recipient write to the number first."),
        ("table", FACTS + "+99******47 | text | 1 | window")]


def test_what_is_unknown_asks_to_look(told):
    _, markdown = told(recipient="+9990005")
    shown = blocks(markdown)
    assert shown[0] == ("heading", "⚠️ WhatsApp message: unknown")
    assert "the message may have been accepted" in shown[1][1]
    assert shown[3] == ("paragraph",
                        "What to do: Look at the recipient's chat before sending again.")


def test_each_problem_is_an_item_of_the_list(told):
    result, markdown = told(recipient="123", template_name="x")
    shown = blocks(markdown)
    assert [kind for kind, _ in shown] == ["heading", "paragraph", "list"]
    assert shown[0][1] == "❌ WhatsApp message: invalid"
    assert shown[2][1].count(" | ") == len(result.problems()) - 1
    assert "recipient must start with +" in shown[2][1]


def test_a_problem_in_raw_json_is_told_with_its_place(told):
    _, markdown = told(text=None, message='{"type": "text", "text": {"body": 7}}')
    [(kind, item)] = blocks(markdown)[2:]
    assert kind == "list" and item.startswith("message, message.text.body must be ")


def test_of_very_many_problems_the_rest_is_counted(told):
    result, markdown = told(text=None, template_name="x", template_body="\n".join(["\t"] * 60))
    [(kind, items)] = blocks(markdown)[2:]
    assert kind == "list" and len(result.problems()) == 60
    assert items.count(" | ") == 50 and items.endswith("and 10 more")


def test_what_is_skipped_is_no_success_at_first_sight(told):
    _, markdown = told(access_token=None, on_missing_credentials="skip")
    shown = blocks(markdown)
    assert shown[:2] == [("heading", "⏭️ WhatsApp message: skipped"),
                         ("paragraph", "Nothing was sent.")]
    assert shown[2][0] == "list" and "access_token (warning) is unset" in shown[2][1]


def test_what_a_check_finds_is_told_before_the_facts(told):
    _, markdown = told(mode="check", text=None, template_name="nowhere",
                       business_account_id="102290129340398")
    shown = blocks(markdown)
    assert shown[0] == ("heading", "❌ WhatsApp message: failed")
    assert shown[1] == ("paragraph", "What happened: The check found what stands against sending.")
    assert shown[2][0] == "list" and "template_name is the name of no template" in shown[2][1]


def test_a_paused_template_is_no_success_at_first_sight(told):
    _, markdown = told(recipient="+9990021", template_name="hello_world")
    shown = blocks(markdown)
    assert shown[0] == ("heading", "⚠️ WhatsApp message: accepted")
    assert "its template is paused" in shown[1][1]


@pytest.mark.parametrize("mode, said", [
    ("validate", "It can be sent. Nothing was sent."),
    ("check", "The check found nothing that stands against it. Nothing was sent.")])
def test_a_rehearsal_says_that_nothing_was_sent(told, mode, said):
    _, markdown = told(mode=mode)
    assert blocks(markdown)[:2] == [
        ("heading", "✅ WhatsApp message: valid"), ("paragraph", said)]


def test_text_of_the_api_is_no_markup(told, sandbox):
    error = {"code": 100, "type": "x", "message": HOSTILE, "error_data": {"details": HOSTILE}}
    body = json.dumps({"error": error}).encode()
    sandbox.reply_next(raw=b"HTTP/1.1 400 Bad\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
    _, markdown = told()
    assert kinds(markdown) <= OURS
    shown = blocks(markdown)
    joined = HOSTILE.replace("@", "@\N{WORD JOINER}")  # no mail address any more
    assert shown[1] == ("paragraph", "API error 100: " + joined)
    assert shown[2] == ("paragraph", "Reason: " + joined)
    html = convert(markdown, "html")
    assert "raw HTML omitted" not in html and "<a" not in html and "<img" not in html


def test_names_of_settings_and_files_are_no_markup(tmp_path):
    ini = tmp_path / "a|b*c_<b>[x](e).ini"
    ini.write_text("<script>|*x* = 1\n")
    path = tmp_path / "summary.md"
    run_program({"config": ini, "summary_file": path, "text": "x"})
    assert kinds(path.read_text()) <= OURS


def test_a_long_text_of_the_api_is_cut(told, sandbox):
    error = {"code": 100, "type": "x", "message": "é_" * 20000}
    body = json.dumps({"error": error}).encode()
    sandbox.reply_next(raw=b"HTTP/1.1 400 Bad\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
    _, markdown = told()
    assert len(markdown.encode()) < 4000
    assert blocks(markdown)[0] == ("heading", "❌ WhatsApp message: failed")


def test_a_step_appends_to_the_summary_of_the_steps_before_it(told, tmp_path):
    (tmp_path / "summary.md").write_text("# Earlier\n")
    told()
    _, markdown = told()
    assert [kind for kind, _ in blocks(markdown)] == [
        "heading", *["heading", "paragraph", "table"] * 2]
