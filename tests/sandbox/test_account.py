# SPDX-License-Identifier: MIT
"""The media store and the reading endpoints, as the sandbox plays them."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlencode

import pytest

from . import Sandbox
from .client import post

BOUNDARY = "-" * 24 + "4f1c9e02"
PDF = b"%PDF-1.7\n"


def form(parts: list[tuple[str, bytes]]) -> bytes:
    body = b"".join(b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
                    % (BOUNDARY.encode(), head.encode(), content) for head, content in parts)
    return body + b"--%s--\r\n" % BOUNDARY.encode()


def upload(sandbox: Sandbox, content: bytes = PDF, kind: str = "application/pdf",
           name: str = "a.pdf", said: str = "") -> tuple[int, Any]:
    file = f'name="file"; filename="{name}"\r\nContent-Type: {kind}'
    body = form([('name="messaging_product"', b"whatsapp"),
                 ('name="type"', (said or kind).encode()), (file, content)])
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    status, reply, _ = post(sandbox, body, path=f"/v25.0/{sandbox.phone_number_id}/media",
                            **headers)
    return status, reply


def get(sandbox: Sandbox, node: str, token: str | None = None, **query: str) -> tuple[int, Any]:
    status, reply, _ = post(sandbox, b"", method="GET", token=token or sandbox.token,
                            path=f"/v25.0/{node}?{urlencode(query)}")
    return status, reply


def test_a_file_gets_an_id_and_its_facts_are_kept(sandbox: Sandbox) -> None:
    status, reply = upload(sandbox)
    [file] = sandbox.files
    assert (status, reply) == (200, {"id": file.id})
    assert (file.type, file.size, file.sha256) == (
        "application/pdf", len(PDF), hashlib.sha256(PDF).hexdigest())


@pytest.mark.parametrize("changes, code", [
    ({"kind": "application/zip", "name": "a.zip"}, 100), ({"kind": "text/csv"}, 100),
    ({"said": "text/plain"}, 100), ({"name": "a.txt"}, 100), ({"content": b"<html>"}, 131053),
    ({"content": b""}, 131053),
    ({"content": b"\x89PNG\r\n\x1a\n" + bytes(5 * 1024 * 1024), "kind": "image/png",
      "name": "a.png"}, 131053)])
def test_what_meta_does_not_take_is_refused(
    sandbox: Sandbox, changes: dict[str, Any], code: int
) -> None:
    status, reply = upload(sandbox, **changes)
    assert (status, reply["error"]["code"]) == (400, code)
    assert sandbox.files == []


def test_a_form_that_is_not_framed_well_is_refused(sandbox: Sandbox) -> None:
    path = f"/v25.0/{sandbox.phone_number_id}/media"
    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    for body, headers in ((b"x", kind), (form([("", b"")]), kind), (form([]), {})):
        assert post(sandbox, body, path=path, **headers)[1]["error"]["code"] == 100


def test_a_token_tells_about_itself_alone(sandbox: Sandbox) -> None:
    _, reply = get(sandbox, "debug_token", input_token=sandbox.token)
    assert reply["data"]["type"] == "SYSTEM_USER" and reply["data"]["is_valid"]
    assert get(sandbox, "debug_token", input_token="other")[1]["error"]["code"] == 100
    assert get(sandbox, "debug_token")[1]["error"]["code"] == 100


def test_only_fields_that_are_asked_for_are_told(sandbox: Sandbox) -> None:
    number = sandbox.phone_number_id
    assert get(sandbox, number, fields="status,health_status")[1].keys() == {
        "status", "health_status", "id"}
    assert get(sandbox, number, fields="colour")[1]["error"]["code"] == 100
    assert get(sandbox, "7", fields="status")[1]["error"]["error_subcode"] == 33


def test_a_token_that_may_only_send_sees_nothing(sandbox: Sandbox) -> None:
    _, reply = get(sandbox, sandbox.phone_number_id, "sandbox-sending-token", fields="status")
    assert reply["error"]["error_subcode"] == 33


def test_templates_come_in_pages_and_the_next_one_s_link_holds_a_token(sandbox: Sandbox) -> None:
    node = f"{sandbox.account.business_account_id}/message_templates"
    query = {"name": "release", "fields": "name,language", "limit": "1"}
    _, first = get(sandbox, node, **query)
    assert [t["language"] for t in first["data"]] == ["en_US"]
    assert "access_token=" in first["paging"]["next"]
    _, last = get(sandbox, node, **query, after=first["paging"]["cursors"]["after"])
    assert [t["language"] for t in last["data"]] == ["de"] and "next" not in last["paging"]
