# SPDX-License-Identifier: MIT
"""Any outcome on demand: magic recipients, scripted replies, and Meta's rate limits."""

from __future__ import annotations

import json
from operator import attrgetter
from typing import Any

import pytest

from . import FAULTS, GraphError, Sandbox
from .client import SOMEBODY, exchange, plain_socket, post, post_tls, raw_request, refusal, text
from .errors import CATALOGUE, row_of
from .limits import Limits

SCRIPTED = [fault for fault in FAULTS if not fault.on_accept]


@pytest.mark.parametrize(
    # a number has no room for a subcode of more than four digits
    "row", [row for row in CATALOGUE if row.subcode < 10000],
    ids=lambda row: f"{row.code}-{row.subcode}")
def test_every_error_has_a_recipient(sandbox: Sandbox, row: Any) -> None:
    subcode = f"{row.subcode:04}" if row.subcode else ""
    status, reply, _ = post(sandbox, text(to=f"+999{row.code:07}{subcode}"))
    error = reply["error"]
    assert (status, error["code"], error.get("error_subcode", 0)) == (
        row.status, row.code, row.subcode)
    assert row.title in error["message"]
    assert error.get("error_data", {}).get("details", "") == row.details


def test_codes_outside_the_catalogue_are_answered_too(sandbox: Sandbox) -> None:
    assert refusal(sandbox, text(to="+9990000270")) == (403, 270)
    assert refusal(sandbox, text(to="+9990138002")) == (400, 138002)
    assert refusal(sandbox, text(to="+9998888888")) == (400, 8888888)
    assert refusal(sandbox, text(to="+9999999")) == (400, 131026)
    assert refusal(sandbox, text(to="+99912345")) == (400, 131026)


def test_no_code_is_listed_twice() -> None:
    assert len({(row.code, row.subcode) for row in CATALOGUE}) == len(CATALOGUE)
    assert len({f.number for f in FAULTS if f.number}) == sum(f.number > 0 for f in FAULTS)
    assert row_of(190, 999).code == 190


def test_throttling_errors_tell_the_usage(sandbox: Sandbox) -> None:
    assert "x-app-usage" in post(sandbox, text(to="+9990000004"))[2]
    usage = json.loads(post(sandbox, text(to="+9990080007"))[2]["x-business-use-case-usage"])
    [[entry]] = usage.values()
    assert entry["estimated_time_to_regain_access"] == 5


# The first bytes of each fault; None: the client gets nothing within a short while.
BEGINNINGS: dict[str, bytes | None] = {
    "close": b"", "reset": b"", "hang": None, "alert": b"\x15\x03\x03",
    "http09": b"wamid.", "many_1xx": b"HTTP/1.1 103 ", "drip": b"H",
    "redirect_302": b"HTTP/1.1 302 ", "redirect_307": b"HTTP/1.1 307 ", "busy": b"HTTP/1.1 503 ",
    "proxy_407": b"HTTP/1.1 407 ", "html_502": b"HTTP/1.1 502 ", "html_503": b"HTTP/1.1 503 ",
    **dict.fromkeys(("html_400", "data_string", "data_json", "code_string", "code_huge",
                     "not_utf8", "commands", "echo"), b"HTTP/1.1 400 "),
}


@pytest.mark.parametrize("fault", SCRIPTED, ids=attrgetter("name"))
def test_every_fault_starts_as_it_should(sandbox: Sandbox, fault: Any) -> None:
    beginning = BEGINNINGS.get(fault.name, b"HTTP/1.1 200 ")
    with plain_socket(sandbox) as sock:
        sock.settimeout(0.1 if beginning is None else 5)
        sock.sendall(raw_request(sandbox, f"+999{fault.number:04}"))
        try:
            got: bytes | None = sock.recv(4096)
        except TimeoutError:
            got = None
        except ConnectionResetError:
            assert fault.name == "reset"
            got = b""
    assert got == beginning if not beginning else got and got.startswith(beginning)
    assert (len(sandbox.accepted) == 1) == fault.accepts
    assert sandbox.requests[0].fault == fault


def test_faults_that_are_json_hold_what_they_promise(sandbox: Sandbox) -> None:
    held = post(sandbox, text(to="+9990020"))[1]["messages"][0]
    assert held["message_status"] == "held_for_quality_assessment"
    assert post(sandbox, text(to="+9990021"))[1]["messages"][0]["message_status"] == "paused"
    assert post(sandbox, text(to="+9990022"))[1]["messages"] == [{"id": ""}]
    assert post(sandbox, text(to="+9990030"))[1]["error"]["code"] == 131047
    assert "::error::" in post(sandbox, text(to="+9990037"))[1]["error"]["message"]
    echoed = json.dumps(post(sandbox, text(to="+9990038"))[1])
    assert sandbox.token in echoed and "9990038" in echoed
    assert len(post(sandbox, text(to="+9990011"))[1]["filler"]) == 20 * 1024 * 1024


def test_half_an_answer_is_less_than_it_announces(sandbox: Sandbox) -> None:
    head, _, rest = exchange(sandbox, raw_request(sandbox, "+9990006")).partition(b"\r\n\r\n")
    length = next(line for line in head.split(b"\r\n") if line.startswith(b"Content-Length"))
    assert 0 < len(rest) < int(length.split()[1])


def test_scripted_replies_come_in_order_and_then_end(sandbox: Sandbox) -> None:
    sandbox.reply_next(error=131047, times=2)
    sandbox.reply_next(error=GraphError(190, subcode=463, status=500), headers={"Retry-After": "7"})
    sandbox.reply_next(raw=b'HTTP/1.1 418 Teapot\r\nContent-Length: 2\r\n\r\n{}')
    sandbox.reply_next(fault="html_502")
    assert [post(sandbox, text())[1]["error"]["code"] for _ in range(2)] == [131047, 131047]
    status, reply, headers = post(sandbox, text())
    assert (status, reply["error"]["error_subcode"], headers["Retry-After"]) == (500, 463, "7")
    assert post(sandbox, text())[:2] == (418, {})
    assert exchange(sandbox, raw_request(sandbox, SOMEBODY)).startswith(b"HTTP/1.1 502 ")
    assert post(sandbox, text())[0] == 200
    assert [r.status for r in sandbox.requests] == [400, 400, 500, 418, 502, 200]


def test_a_scripted_reply_does_not_hide_the_verdict(sandbox: Sandbox) -> None:
    sandbox.reply_next(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    assert post(sandbox, text(""))[0] == 200
    answer = sandbox.requests[0].answer
    assert answer and answer.error and answer.error.code == 131008


def test_a_fault_can_end_a_connection_before_the_request(sandbox: Sandbox) -> None:
    sandbox.reply_next(fault="reset_on_accept")
    with pytest.raises(OSError):
        post_tls(sandbox)
    sandbox.reply_next(fault="hang_on_accept")
    with pytest.raises(TimeoutError):
        post_tls(sandbox, timeout=0.2)
    assert sandbox.requests == [] and sandbox.connections == 2
    assert post_tls(sandbox) == 200


def test_clear_starts_over(sandbox: Sandbox) -> None:
    sandbox.account.tokens.clear()
    sandbox.reply_next(error=1)
    post(sandbox, text())
    sandbox.clear()
    assert (sandbox.requests, sandbox.connections) == ([], 0)
    assert post(sandbox, text())[0] == 200


def test_a_pair_may_borrow_a_burst_and_pays_for_it() -> None:
    now = [0.0]
    limits = Limits(pairs=True, clock=lambda: now[0])
    for _ in range(20):
        limits.count("1")
    limits.count("2")
    for now[0] in (7.0, 119.0):
        with pytest.raises(GraphError, match="131056"):
            limits.count("1")
    now[0] = 120.0
    limits.count("1")
    for _ in range(45):
        limits.count("3")
    with pytest.raises(GraphError, match="131056"):
        limits.count("3")


def test_throughput_is_counted_per_second(sandbox: Sandbox) -> None:
    now = [0.0]
    sandbox.account.limits = Limits(per_second=2, clock=lambda: now[0])
    codes = [post(sandbox, text())[1].get("error", {}).get("code") for _ in range(3)]
    now[0] = 1.0
    assert codes == [None, None, 130429] and post(sandbox, text())[0] == 200
