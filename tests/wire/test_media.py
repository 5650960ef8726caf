# SPDX-License-Identifier: MIT
"""A file is judged before the network, uploaded byte for byte, and sent by its id."""

from __future__ import annotations

import hashlib
import os
import threading
import time

import pytest
from conftest import RECIPIENT, run_program
from sandbox import GraphError

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\x02\0\0\0"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
MP4 = b"\0\0\0\x20ftypisom\0\0\2\0"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\3\4\x14\0\6\0"
# All the address space that the program gets for 100 MB: code, stacks and a few buffers.
MEMORY_KIB = 8 * 1024
WEBP = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\xff\xc1\x7f\0\0"


def ogg(packet):
    return b"OggS\0\2" + bytes(20) + b"\1" + bytes([len(packet)]) + packet


OPUS = ogg(b"OpusHead\1\1\0\0\x80\xbb\0\0\0\0\0")
STEREO = ogg(b"OpusHead\1\2\0\0\x80\xbb\0\0\0\0\0")


@pytest.fixture
def make(tmp_path):
    """Makes a file and gives its path."""

    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


TAKEN = [
    ("chart.png", PNG, "image/png", "image"),
    ("shot.jpg", JPEG, "image/jpeg", "image"),
    ("demo.mp4", MP4, "video/mp4", "video"),
    ("demo.3gp", b"\0\0\0\x14ftyp3gp5\0\0\0\0", "video/3gpp", "video"),
    ("a.aac", b"\xff\xf1\x50\x80\0\0", "audio/aac", "audio"),
    ("a.amr", b"#!AMR\n\x3c", "audio/amr", "audio"),
    ("a.mp3", b"ID3\4\0\0", "audio/mpeg", "audio"),
    ("a.m4a", b"\0\0\0\x20ftypM4A \0\0\2\0", "audio/mp4", "audio"),
    ("a.ogg", OPUS, "audio/ogg", "audio"),
    ("build.log", b"\x1b[31mFAILED\x1b[0m caf\xe9\n", "text/plain", "document"),
    ("report.pdf", PDF, "application/pdf", "document"),
    ("notes.doc", OLE, "application/msword", "document"),
    ("notes.docx", ZIP, "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     "document"),
    ("table.xls", OLE, "application/vnd.ms-excel", "document"),
    ("table.xlsx", ZIP, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
     "document"),
    ("talk.ppt", OLE, "application/vnd.ms-powerpoint", "document"),
    ("talk.pptx", ZIP, "application/vnd.openxmlformats-officedocument.presentationml.presentation",
     "document"),
    ("smile.webp", WEBP, "image/webp", "sticker"),
]


@pytest.mark.parametrize("name, content, mime, kind", TAKEN, ids=[row[0] for row in TAKEN])
def test_every_format_of_meta_s_table_is_uploaded_and_sent(
        send, sandbox, make, name, content, mime, kind):
    result = send(text=None, media_file=make(name, content))
    assert (result.exit_code, result.json["status"], result.warnings()) == (0, "accepted", [])
    [file], [message] = sandbox.files, sandbox.accepted
    assert (file.type, file.size) == (mime, len(content))
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert (message.type, message.body[kind]["id"]) == (kind, file.id)
    assert message.body[kind].get("filename") == (name if kind == "document" else None)
    assert [request.target.rpartition("/")[2] for request in sandbox.requests] == [
        "media", "messages"]
    assert (result.json["step"], result.json["attempts"]) == ("message", 1)


# name, content, rule, and what the sentence says
REFUSED = [
    ("dist.zip", ZIP, "unsupported", "is a ZIP archive", "send a link"),
    ("app.apk", ZIP, "unsupported", "is a ZIP archive", "send a link"),
    ("coverage.csv", b"a,b\n", "unsupported", "is CSV", ".txt"),
    ("report.json", b"{}", "unsupported", "is JSON", ".txt"),
    ("junit.xml", b"<?xml?>", "unsupported", "is XML", ".txt"),
    ("values.yaml", b"a: 1", "unsupported", "is YAML", ".txt"),
    ("index.html", b"<html>", "unsupported", "is HTML", "PDF"),
    ("anim.gif", b"GIF89a", "unsupported", "is a GIF", "MP4"),
    ("badge.svg", b"<svg/>", "unsupported", "is an SVG", "PNG"),
    ("photo.heic", b"\0\0\0\x18ftypheic", "unsupported", "neither JPEG nor PNG", "JPEG or PNG"),
    ("scan.tiff", b"II*\0", "unsupported", "neither JPEG nor PNG", "JPEG or PNG"),
    ("clip.mov", b"\0\0\0\x14ftypqt  ", "unsupported", "neither MP4 nor 3GPP", "H.264"),
    ("clip.webm", b"\x1a\x45\xdf\xa3\1", "unsupported", "neither MP4 nor 3GPP", "H.264"),
    ("a.wav", b"RIFF\0\0\0\0WAVE", "unsupported", "audio of another format", "MP3"),
    ("a.flac", b"fLaC\0", "unsupported", "audio of another format", "MP3"),
    ("a.ogg", ogg(b"\1vorbis"), "unsupported", "another codec than Opus", "libopus"),
    ("b.ogg", STEREO, "channels", "has 2 channels", "-ac 1"),
    ("log.gz", b"\x1f\x8b\x08\0", "unsupported", "an archive or compressed", "send a link"),
    ("src.tar", b"x" * 100 + bytes(157) + b"ustar\0", "unsupported", "an archive", "send a link"),
    ("tool", b"\x7fELF\2\1", "unsupported", "is a program", "send a link"),
    ("note.rtf", b"{\\rtf1 }", "unsupported", "is RTF", "PDF"),
    ("note.odt", ZIP, "unsupported", "OpenDocument", "PDF"),
    ("mail.msg", OLE, "unsupported", "old format of Microsoft's", "send a link"),
    ("core", b"\1\0\2", "unsupported", "neither text nor of a format known", "send a link"),
    ("report.pdf", b"<!doctype html>404", "content", "holds text although", "step that made it"),
    ("report.pdf", b"\1\0\2", "content", "something else although", "step that made it"),
    ("empty.pdf", b"", "file_empty", "is empty", ""),
    ("big.png", PNG + bytes(5 * 1024 * 1024), "file_too_large", "takes 5 MB of image", "smaller"),
    ("big.webp", WEBP + bytes(100 * 1024), "file_too_large", "takes 100 KB of sticker", "smaller"),
]


@pytest.mark.parametrize(
    "name, content, rule, what, remedy", REFUSED, ids=[row[0] for row in REFUSED])
def test_what_whatsapp_does_not_take_is_refused_with_a_remedy(
        send, sandbox, make, name, content, rule, what, remedy):
    result = send(text=None, media_file=make(name, content))
    assert result.problems() == [("media_file", rule)]
    assert (result.exit_code, result.json["status"], result.json["class"]) == (
        66, "invalid", "input")
    [problem] = result.json["problems"]
    assert what in problem["message"] and remedy in problem["message"]
    assert sandbox.connections == 0


def test_only_a_regular_file_is_opened(validate, tmp_path):
    os.mkfifo(tmp_path / "fifo")
    os.symlink("nowhere", tmp_path / "dangling.pdf")
    os.symlink("loop.pdf", tmp_path / "loop.pdf")
    for path, rule in [(tmp_path, "file_not_regular"), (tmp_path / "fifo", "file_not_regular"),
                       ("/dev/zero", "file_not_regular"), ("/dev/stdin", "file_not_regular"),
                       (tmp_path / "none.pdf", "file_missing"),
                       (tmp_path / "dangling.pdf", "file_missing"),
                       (tmp_path / "loop.pdf", "file_unreadable")]:
        result = validate(media_file=path)
        assert (result.problems(), result.exit_code) == ([("media_file", rule)], 66), path


@pytest.mark.parametrize("path, hint", [
    ("https://example.com/z.pdf", "media_url"), ("~/report.pdf", "not expanded"),
    ("reports/*.csv", "not expanded"), ("build/report.pdf", "the directory that the program"),
    ("/nonexistent/report.pdf", "")])
def test_a_file_that_is_missing_is_told_with_what_was_meant(validate, path, hint):
    result = validate(media_file=path)
    assert result.problems() == [("media_file", "file_missing")]
    message = result.json["problems"][0]["message"]
    assert hint in message and path not in message


def test_a_symbolic_link_is_followed_and_gives_the_name(send, sandbox, make, tmp_path):
    make("report-1.4.pdf", PDF)
    os.symlink("report-1.4.pdf", tmp_path / "latest.pdf")
    assert send(text=None, media_file=tmp_path / "latest.pdf").exit_code == 0
    assert sandbox.accepted[0].body["document"]["filename"] == "latest.pdf"


# settings, content, rule of the warning
ODD = [
    ("chart.png", PNG[:24] + b"\x08\3" + PNG[26:], {}, "colours"),
    ("chart.png", PNG + bytes(5_000_001), {}, "file_size"),
    ("chart.jpg", PNG, {}, "extension"),
    ("results.tap", b"ok 1\n", {}, "as_text"),
    ("small.webp", WEBP[:22] + b"\0\0" + WEBP[24:], {}, "sticker_size"),
    ("long.ogg", OPUS + bytes(600_000), {"type": "voice"}, "voice_size"),
]


@pytest.mark.parametrize(
    "name, content, settings, rule", ODD, ids=[row[3] for row in ODD])
def test_what_whatsapp_may_not_like_is_a_warning(validate, make, name, content, settings, rule):
    result = validate(media_file=make(name, content), **settings)
    assert (result.exit_code, result.warnings()) == (0, [("media_file", rule)])


def test_type_chooses_among_what_the_file_can_be(send, sandbox, make):
    assert send(text=None, media_file=make("a.ogg", OPUS), type="voice").exit_code == 0
    assert sandbox.accepted[0].body["audio"]["voice"] is True


@pytest.mark.parametrize("name, content, kind", [
    ("a.mp3", b"ID3\4", "voice"), ("a.png", PNG, "document"), ("a.webp", WEBP, "image"),
    ("a.pdf", PDF, "image"), ("a.mp4", MP4, "audio")], ids=lambda value: str(value)[:8])
def test_a_type_that_the_file_cannot_be_is_refused(validate, make, name, content, kind):
    result = validate(media_file=make(name, content), type=kind)
    assert (result.exit_code, result.problems()) == (65, [("type", "contradiction")])


@pytest.mark.parametrize("other", [
    {"media_url": "https://example.com/a.png"}, {"media_id": "7", "type": "image"}])
def test_one_medium_at_a_time(validate, make, other):
    result = validate(media_file=make("a.png", PNG), **other)
    assert ("media_file", "contradiction") in result.problems()


def test_the_caption_and_the_name_go_with_the_file(send, sandbox, make):
    result = send(text="Nightly", media_file=make("r 1.pdf", PDF), media_name="Report 1.4.pdf")
    assert result.exit_code == 0
    assert sandbox.accepted[0].body["document"] == {
        "id": sandbox.files[0].id, "filename": "Report 1.4.pdf", "caption": "Nightly"}


def test_a_name_that_is_no_text_is_made_one(send, sandbox, tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9\x1b.pdf"
    with open(path, "wb") as file:
        file.write(PDF)
    result = send(text=None, media_file=path)
    # every setting is UTF-8, a path too
    assert result.problems() == [("media_file", "invalid_utf8")]


def test_a_file_can_be_the_header_of_a_template(send, sandbox, make):
    result = send(template_name="test_report", template_body="42",
                  media_file=make("junit.pdf", PDF))
    assert result.exit_code == 0
    header = sandbox.accepted[0].body["template"]["components"][0]
    assert header["parameters"] == [{
        "type": "document", "document": {"id": sandbox.files[0].id, "filename": "junit.pdf"}}]


def test_a_file_can_be_the_header_over_a_link_button(send, sandbox, make):
    result = send(text="See", button_text="Open", button_url="https://example.com",
                  media_file=make("chart.png", PNG))
    assert result.exit_code == 0
    assert sandbox.accepted[0].body["interactive"]["header"] == {
        "type": "image", "image": {"id": sandbox.files[0].id}}


def test_validate_shows_where_the_id_goes_and_opens_no_connection(validate, make):
    result = validate(media_file=make("chart.png", PNG), text="x")
    assert result.json["request"]["body"]["image"] == {"id": "{media_id}", "caption": "x"}


def test_an_upload_is_tried_again_and_the_message_sent_once(send, sandbox, make):
    sandbox.reply_next(error=GraphError(131016))
    sandbox.reply_next(fault="reset")  # after all was sent: for an upload no matter
    sandbox.reply_next(fault="html_502")
    result = send(text=None, media_file=make("chart.png", PNG), retries="3", timeout="20")
    assert (result.exit_code, result.json["step"], result.json["attempts"]) == (0, "message", 1)
    assert len(sandbox.accepted) == 1 and len(sandbox.requests) == 5


@pytest.mark.parametrize("script, code, kind", [
    ({"error": GraphError(190)}, 77, "auth"),
    ({"error": GraphError(100)}, 69, "rejected"),
    ({"fault": "close"}, 75, "network"),
    ({"fault": "empty_200"}, 76, "protocol"),
    ({"fault": "html_502"}, 75, "unavailable"),
    ({"fault": "html_400"}, 76, "protocol"),
    ({"fault": "half_json"}, 75, "network"),
])
def test_an_upload_that_fails_is_never_unknown_and_nothing_is_sent(
        send, sandbox, make, script, code, kind):
    sandbox.reply_next(**script)
    result = send(text=None, media_file=make("chart.png", PNG))
    assert (result.exit_code, result.json["status"], result.json["class"]) == (
        code, "failed", kind)
    assert (result.json["step"], result.json["attempts"]) == ("upload", 1)
    assert sandbox.accepted == [] and "no message was sent" in result.stderr


def test_the_message_after_an_upload_keeps_its_truth(send, sandbox, make):
    path = make("chart.png", PNG)
    result = send(text=None, media_file=path, recipient="+9990001")
    assert (result.exit_code, result.json["status"], result.json["step"]) == (
        79, "unknown", "message")
    assert len(sandbox.files) == 1


@pytest.mark.static_only
@pytest.mark.parametrize("change", ["shrinks", "grows", "changes"])
def test_a_file_that_changes_while_it_is_read_is_not_sent(sandbox, send, tmp_path, change):
    path = tmp_path / "big.pdf"
    size = 80_000_000
    with path.open("wb") as file:
        file.write(PDF)
        file.truncate(size)

    def alter():
        while sandbox.connections == 0:
            time.sleep(0.001)
        with path.open("r+b") as file:
            if change == "changes":
                file.write(b"%PDF-1.4")
            else:
                file.truncate(1000 if change == "shrinks" else size + 1)

    thread = threading.Thread(target=alter)
    thread.start()
    result = send(text=None, media_file=path, retries="3")
    thread.join()
    assert (result.exit_code, result.json["status"], result.json["class"]) == (
        66, "failed", "input")
    assert "changed while it was uploaded" in result.stderr
    assert sandbox.accepted == [] and result.json["attempts"] == 1


@pytest.mark.static_only
def test_a_document_of_100_mb_needs_no_more_memory_than_a_small_one(sandbox, send, tmp_path):
    path = tmp_path / "big.pdf"
    with path.open("wb") as file:
        file.write(PDF)
        file.truncate(100_000_000)
    settings = {name.removeprefix("WHATSAPP_").lower(): value
                for name, value in sandbox.environment.items()}
    result = run_program(
        {**settings, "recipient": RECIPIENT, "media_file": path}, timeout=280,
        wrapper=["/bin/sh", "-c", f'ulimit -v {MEMORY_KIB} && exec "$0"'])
    assert (result.exit_code, sandbox.files[0].size) == (0, 100_000_000)
