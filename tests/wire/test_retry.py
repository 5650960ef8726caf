# SPDX-License-Identifier: MIT
"""Sending again: where, how often, how long in between; and what is never sent twice."""

from __future__ import annotations

import time

import pytest
from sandbox import GraphError

BUSY = 131016  # "service unavailable": Meta says to try again


def test_a_busy_api_is_asked_again_until_it_accepts(send, sandbox):
    sandbox.reply_next(error=BUSY, times=2)
    result = send(retries="3")
    assert (result.exit_code, result.json["status"], result.json["attempts"]) == (
        0, "accepted", 3)
    assert sandbox.connections == 3 and len(sandbox.accepted) == 1
    assert result.json["warnings"] == []


def test_a_lost_connection_before_hand_over_is_made_again(send, sandbox):
    sandbox.reply_next(fault="reset_on_accept")
    result = send(retries="1")
    assert (result.exit_code, result.json["attempts"]) == (0, 2)


def test_by_default_there_are_three_more_attempts(send, sandbox):
    sandbox.reply_next(error=BUSY, times=9)
    result = send(retries=None)
    assert (result.exit_code, result.json["class"], result.json["attempts"]) == (
        75, "unavailable", 4)


@pytest.mark.parametrize("code", [190, 131030, 132001, 80007, 131000, 1])
def test_what_is_permanent_slow_or_a_server_fault_is_not_sent_again(send, sandbox, code):
    sandbox.reply_next(error=code)
    assert send(retries="3").json["attempts"] == 1
    assert sandbox.accepted == []


@pytest.mark.parametrize("fault", ["close", "reset", "empty_200", "html_502", "half_json"])
def test_an_unknown_outcome_is_never_sent_again_unasked(send, sandbox, fault):
    sandbox.reply_next(fault=fault)
    result = send(retries="3")
    assert (result.exit_code, result.json["status"], result.json["attempts"]) == (
        79, "unknown", 1)
    assert sandbox.connections == 1
    assert result.json["error"]["retryable"] is False


def test_asked_for_it_is_sent_again_and_may_come_twice(send, sandbox):
    sandbox.reply_next(fault="reset")
    result = send(retries="1", retry_unknown="true")
    assert (result.exit_code, result.json["status"], result.json["attempts"]) == (
        0, "accepted", 2)
    assert result.warnings() == [(None, "possible_duplicate")]
    assert len(sandbox.accepted) == 2
    assert result.json["message_id"] == sandbox.accepted[1].id


@pytest.mark.parametrize("code", [131000, 1])
def test_asked_for_it_a_server_fault_is_sent_again(send, sandbox, code):
    sandbox.reply_next(error=code)
    result = send(retries="1", retry_unknown="true")
    assert (result.json["status"], result.json["attempts"]) == ("accepted", 2)


def test_once_unknown_never_failed(send, sandbox):
    sandbox.reply_next(fault="reset")
    sandbox.reply_next(error=190)
    result = send(retries="3", retry_unknown="true")
    assert (result.exit_code, result.json["status"], result.json["attempts"]) == (
        79, "unknown", 2)
    assert len(sandbox.accepted) == 1


def test_each_attempt_has_a_connection_of_its_own(send, sandbox):
    sandbox.reply_next(error=BUSY, times=3)
    send(retries="3")
    assert [request.connection for request in sandbox.requests] == [1, 2, 3, 4]
    assert len({request.body for request in sandbox.requests}) == 1


def test_the_pair_limit_waits_a_second_first(send, sandbox):
    sandbox.reply_next(error=131056)
    begin = time.monotonic()
    assert send(retries="1").json["attempts"] == 2
    assert 1.0 <= time.monotonic() - begin < 3.5


def test_retry_after_is_the_least_that_is_waited(send, sandbox):
    sandbox.reply_next(error=BUSY, headers={"Retry-After": "1"})
    begin = time.monotonic()
    assert send(retries="1").json["attempts"] == 2
    assert time.monotonic() - begin >= 1.0


def test_a_wait_that_does_not_fit_ends_the_run_at_once(send, sandbox):
    sandbox.reply_next(error=BUSY, headers={"Retry-After": "30"})
    begin = time.monotonic()
    result = send(retries="3", timeout="10")
    assert time.monotonic() - begin < 2
    assert (result.exit_code, result.json["attempts"]) == (75, 1)
    assert 30 <= result.json["retry_after_s"] <= 31
    assert f"come back in {result.json['retry_after_s']} s" in result.stderr


def test_the_time_to_regain_access_is_told(send, sandbox):
    usage = ('{"102290129340398":[{"type":"messages","call_count":100,"total_cputime":1,'
             '"total_time":1,"estimated_time_to_regain_access":19},'
             '{"type":"other","estimated_time_to_regain_access":3}]}')
    sandbox.reply_next(error=80007, headers={"x-business-use-case-usage": usage})
    result = send(retries="3")
    assert result.json["attempts"] == 1
    assert 19 * 60 <= result.json["retry_after_s"] <= 19 * 60 + 1


@pytest.mark.parametrize("usage", ["", "x", "[]", "{}", '{"1":[]}', '{"1":[{}]}', '{"1":7}',
                                   '{"1":[{"estimated_time_to_regain_access":"19"}]}',
                                   '{"1":[{"estimated_time_to_regain_access":-5}]}'])
def test_a_useless_usage_header_tells_nothing(send, sandbox, usage):
    sandbox.reply_next(error=80007, headers={"x-business-use-case-usage": usage})
    assert send(retries="3").json["retry_after_s"] is None


def test_without_retries_there_is_no_wait_but_the_advice_to_come_back(send, sandbox):
    sandbox.reply_next(error=GraphError(BUSY))
    result = send(retries="0")
    assert (result.json["attempts"], result.json["retry_after_s"]) == (1, 1)
    assert "come back in 1 s" in result.stderr


def test_nobody_is_told_to_come_back_once_an_attempt_was_unknown(send, sandbox):
    sandbox.reply_next(fault="reset")
    sandbox.reply_next(error=BUSY, headers={"Retry-After": "3600"})
    result = send(retries="3", retry_unknown="true")
    assert (result.exit_code, result.json["attempts"]) == (79, 2)
    assert result.json["retry_after_s"] is None and "come back" not in result.stderr


def test_verbose_tells_of_each_wait(send, sandbox):
    sandbox.reply_next(error=BUSY)
    assert "message, attempt 1: failed (unavailable); again in 0." in send(
        retries="1", verbose="true").stderr
