# SPDX-License-Identifier: MIT
"""The proof of the app secret goes with every request, and nowhere else."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from conftest import Result
from sandbox import GraphError

PDF = b"%PDF-1.7\n"


@pytest.fixture(autouse=True)
def app_requires_the_proof(sandbox):
    sandbox.account.require_proof = True


def hidden(result: Result, *secrets: str) -> bool:
    return not any(secret in result.stdout.decode() + result.stderr for secret in secrets)


def test_the_proof_goes_with_the_upload_and_the_message(send, sandbox, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(PDF)
    secret = sandbox.account.app_secret
    proof = hmac.new(secret.encode(), sandbox.token.encode(), hashlib.sha256).hexdigest()
    result = send(text=None, media_file=path, app_secret=secret, verbose="true")
    assert result.exit_code == 0
    assert [request.query for request in sandbox.requests] == [f"appsecret_proof={proof}"] * 2
    assert hidden(result, secret, proof)


def test_without_it_or_with_a_wrong_one_the_error_says_so(send, sandbox):
    assert "appsecret_proof" in send().json["error"]["title"]
    wrong = "f" * 32
    result = send(app_secret=wrong)
    assert "appsecret_proof" in result.json["error"]["title"]
    assert hidden(result, wrong)


def test_what_the_api_repeats_of_it_is_not_shown(send, sandbox):
    secret = sandbox.account.app_secret
    proof = hmac.new(secret.encode(), sandbox.token.encode(), hashlib.sha256).hexdigest()
    sandbox.reply_next(error=GraphError(100, f"You sent {proof} for {secret}."))
    result = send(app_secret=secret)
    assert result.json["error"]["details"] == "You sent *** for ***."
    assert hidden(result, secret, proof)


def test_the_proof_is_no_part_of_the_request_that_is_shown(validate, sandbox):
    secret = sandbox.account.app_secret
    result = validate(text="x", app_secret=secret, access_token=sandbox.token)
    assert result.json["request"]["url"].endswith("/messages") and hidden(result, secret)


def test_the_secret_is_not_sent_as_a_text(validate, sandbox):
    secret = sandbox.account.app_secret
    result = validate(text=f"my {secret}", app_secret=secret, access_token=sandbox.token)
    assert result.problems() == [("text", "holds_token")] and hidden(result, secret)


@pytest.mark.parametrize("settings", [
    {"text": "&#%d;%s", "text_format": "markdown"},
    {"text": None, "message": '{"type":"text","text":{"body":"\\u%04x%s"}}'},
])
def test_the_secret_is_found_behind_escapes(validate, sandbox, settings):
    secret = sandbox.account.app_secret
    setting = "message" if settings["text"] is None else "text"
    settings = {**settings, setting: settings[setting] % (ord(secret[0]), secret[1:])}
    result = validate(app_secret=secret, access_token=sandbox.token, **settings)
    assert result.problems() == [(setting, "holds_token")] and hidden(result, secret)
