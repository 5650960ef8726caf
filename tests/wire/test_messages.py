# SPDX-License-Identifier: MIT
"""Every kind of message goes out as it was asked for, and what the API refuses is refused before.

The sandbox checks by tables of its own; here the program's are held against them.
"""

from __future__ import annotations

import json

import pytest
from sandbox.examples import DIRECT_SEND, EXAMPLES, GROUPS
from sandbox.test_limits import LONGEST, LEAST

ENVELOPE = {"messaging_product", "recipient_type", "to", "recipient"}
# Limits of the finished message, which depend on a template that only the API knows.
FINISHED = {"body in company", "lone body", "template card body", "passcode"}


def bare(message):
    """A message less what addresses it."""
    return {name: value for name, value in message.items() if name not in ENVELOPE}


def content(sandbox):
    [message] = sandbox.accepted
    return bare(message.body)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_kind_of_message_goes_out_as_it_is(send, sandbox, name):
    result = send(text=None, message=json.dumps(EXAMPLES[name], ensure_ascii=False))
    assert (result.exit_code, result.problems(), result.json["status"]) == (0, [], "accepted")
    assert content(sandbox) == EXAMPLES[name]
    assert result.json["type"] == EXAMPLES[name]["type"]


@pytest.mark.parametrize("name", DIRECT_SEND)
def test_direct_send_goes_out_as_it_is(send, sandbox, name):
    sandbox.account.direct_send = True
    try:
        result = send(text=None, message=json.dumps(DIRECT_SEND[name]))
    finally:
        sandbox.account.direct_send = False
    assert (result.exit_code, result.problems()) == (0, [])
    assert content(sandbox) == DIRECT_SEND[name]


@pytest.mark.parametrize("name", GROUPS)
def test_what_only_groups_take_is_passed_on(send, sandbox, name):
    [group] = sandbox.account.groups
    result = send(text=None, message=json.dumps(GROUPS[name]), recipient=group,
                  recipient_type="group")
    assert (result.exit_code, result.problems()) == (0, [])
    assert content(sandbox) == GROUPS[name]


@pytest.mark.parametrize("name", LONGEST)
def test_a_limit_is_passed_at_it_and_refused_beyond(validate, name, tmp_path):
    limit, _, make = LONGEST[name]
    path = tmp_path / "message.json"
    for size, is_fine in ((limit, True), (limit + 1, name in FINISHED)):
        path.write_text(json.dumps(bare(make(size))))
        assert (validate(message_file=path).problems() == []) == is_fine, size


@pytest.mark.parametrize("name", LEAST)
def test_less_than_the_least_is_refused(validate, name):
    least, _, make = LEAST[name]
    assert validate(message=json.dumps(bare(make(least)))).problems() == []
    assert validate(message=json.dumps(bare(make(least - 1)))).problems() != []
