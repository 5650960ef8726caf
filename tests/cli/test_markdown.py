# SPDX-License-Identifier: MIT
"""Release notes in Markdown, and the text that becomes of them.

`tests/markdown/NAME.md` holds notes in one of the styles that projects write, `NAME.txt` beside it
what a phone receives. `WRITE_GOLDEN=1 tests/run tests/cli/test_markdown.py` writes the texts anew:
read each that changes as its recipient would.
"""

from __future__ import annotations

import os
import time

import pytest
from conftest import ROOT

NOTES = sorted((ROOT / "tests/markdown").glob("*.md"))
BLANK = {"26-empty", "27-comment-only"}


def sent(result) -> str:
    assert result.json["status"] == "valid", result.json["problems"]
    return result.json["request"]["body"]["text"]["body"]


@pytest.mark.parametrize("notes", [note for note in NOTES if note.stem not in BLANK],
                         ids=lambda notes: notes.stem)
def test_notes_of_every_style_become_the_text_beside_them(validate, notes):
    text = sent(validate(text_file=notes, text_format="markdown", text_overflow="truncate"))
    golden = notes.with_suffix(".txt")
    if "WRITE_GOLDEN" in os.environ:
        golden.write_bytes(text.encode() + b"\n")
    assert text.encode() + b"\n" == golden.read_bytes()


def test_there_are_as_many_texts_as_notes():
    texts = {golden.stem for golden in (ROOT / "tests/markdown").glob("*.txt")}
    assert texts == {note.stem for note in NOTES} - BLANK


def test_notes_of_a_comment_alone_are_nothing_to_send(validate):
    result = validate(text_file=ROOT / "tests/markdown/27-comment-only.md",
                      text_format="markdown")
    assert (result.exit_code, result.problems()) == (65, [("text", "blank")])


def test_an_empty_file_of_notes_is_no_input(validate):
    result = validate(text_file=ROOT / "tests/markdown/26-empty.md", text_format="markdown")
    assert result.exit_code == 66


def test_notes_that_are_too_long_are_cut_only_if_asked(validate):
    notes = ROOT / "tests/markdown/16-twenty-thousand.md"
    result = validate(text_file=notes, text_format="markdown")
    assert (result.exit_code, result.problems()) == (65, [("text", "too_long")])
    assert "text_overflow=truncate" in result.json["problems"][0]["message"]
    result = validate(text_file=notes, text_format="markdown", text_overflow="truncate")
    assert result.warnings() == [("text", "truncated")]
    text = sent(result)
    assert 3000 < len(text) <= 4096 and text.endswith("\n…")


def test_a_plain_text_is_left_as_it_is(validate):
    notes = ROOT / "tests/markdown/13-code.md"
    assert sent(validate(text_file=notes)) == notes.read_text()[:-1]


def test_a_short_text_is_not_cut(validate):
    result = validate(text="x" * 4096, text_overflow="truncate")
    assert result.warnings() == [] and sent(result) == "x" * 4096


def test_a_megabyte_is_formatted_in_time(validate, tmp_path):
    notes = tmp_path / "notes.md"
    notes.write_text("- **word** `code` [link](https://example.com/a_b) _x_\n" * 19000)
    started = time.monotonic()
    result = validate(text_file=notes, text_format="markdown", text_overflow="truncate")
    assert len(sent(result)) <= 4096
    assert time.monotonic() - started < 20  # a tenth of a second on an idle machine


@pytest.mark.parametrize(("setting", "value"), [("text_format", "html"), ("text_overflow", "cut")])
def test_a_wrong_word_is_a_fault_of_the_content(validate, setting, value):
    result = validate(text="Hello", **{setting: value})
    assert (result.exit_code, result.problems()) == (65, [(setting, "choice")])
