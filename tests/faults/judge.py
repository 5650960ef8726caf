# SPDX-License-Identifier: MIT
"""Compares what a run claims with the facts: pure functions of a plan and an observation."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema
from conftest import SCHEMA
from schedule import RECIPIENT, Plan
from sandbox.api import GOOD_TOKEN
from stage import APP_SECRET, Observation

VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
GRACE_SECONDS = 1.0  # to end after the deadline or a signal
STRACE_SECONDS = 0.5  # more, where every call is looked at
HUMAN = re.compile(rb"^whatsapp-send: (accepted|valid|skipped|invalid|failed|unknown)\b", re.M)

# DESIGN 3: the exit code of each class
EXIT_CODES = {
    "ok": 0, "usage": 64, "content": 65, "input": 66, "recipient": 67, "template": 69,
    "window": 69, "policy": 69, "account": 69, "rejected": 69, "internal": 70, "output": 73,
    "rate_limited": 75, "unavailable": 75, "network": 75, "interrupted": 75, "protocol": 76,
    "tls": 76, "auth": 77, "config": 78, "unknown": 79,
}
CERTAINLY_NOT = ("failed", "invalid", "skipped", "valid")


@dataclass
class Verdict:
    """What was claimed, how many messages there are in fact, and what is wrong with that."""

    index: int
    claim: str
    fact: int
    lies: list[str] = field(default_factory=list)
    overruns: list[str] = field(default_factory=list)

    @property
    def is_bad(self) -> bool:
        return bool(self.lies or self.overruns)

    def complaint(self, command: str) -> str:
        """What is wrong, and the command that plays it again."""
        return f"run {self.index}: {'; '.join(self.lies + self.overruns)}\n    {command}"


def judge(plan: Plan, seen: Observation) -> Verdict:
    """The verdict on one run."""
    result = parse(seen.stdout)
    claim = str(result["status"]) if result else claim_of_lines(seen)
    verdict = Verdict(plan.index, claim, len(seen.accepted))
    if result:
        verdict.lies += check_result(plan, seen, result)
    else:
        verdict.lies += check_loss(plan, seen)
    verdict.lies += check_claim(plan, seen, claim, result)
    verdict.lies += check_privacy(seen) + check_content(plan, seen)
    verdict.overruns += check_time(plan, seen)
    return verdict


def parse(stdout: bytes) -> dict[str, Any] | None:
    """The result, if stdout is exactly one line of JSON by the schema."""
    if stdout.count(b"\n") != 1 or not stdout.endswith(b"\n"):
        return None
    try:
        result = json.loads(stdout.decode("utf-8", "strict"))
    except ValueError:
        return None
    return result if VALIDATOR.is_valid(result) else None


def claim_of_lines(seen: Observation) -> str:
    """The claim on stderr; "none" if even that is lost."""
    words = [match[1].decode() for match in HUMAN.finditer(seen.stderr)]
    return words[-1] if words else "none"


def check_result(plan: Plan, seen: Observation, result: dict[str, Any]) -> list[str]:
    """The result in itself."""
    lies = []
    code, kind = result["exit_code"], result["class"]
    if code != seen.exit_code:
        lies.append(f"exit code {seen.exit_code}, but {code} in the JSON")
    may_be_warning = plan.settings.get("on_error") == "warn" and result["status"] in (
        "accepted", "failed", "unknown")
    if code != EXIT_CODES[kind] and not (code == 0 and may_be_warning):
        lies.append(f"exit code {code} for class {kind}")
    if result["attempts"] > int(plan.settings["retries"]) + 1:
        lies.append(f"{result['attempts']} attempts")
    human = claim_of_lines(seen)
    if human != result["status"] and not plan.is_mute:
        lies.append(f"{human} on stderr, {result['status']} in the JSON")
    return lies


def check_loss(plan: Plan, seen: Observation) -> list[str]:
    """No result on stdout: only where stdout itself failed, and never with success."""
    if not plan.is_mute:
        return [f"no result by the schema on stdout; exit code {seen.exit_code}"]
    is_faked = plan.injection is not None and plan.injection.way.startswith("retval")
    if seen.exit_code == 0 and plan.settings.get("on_error") != "warn" and not is_faked:
        return ["exit code 0 without a result"]
    return []


def check_claim(plan: Plan, seen: Observation, claim: str,
                result: dict[str, Any] | None) -> list[str]:
    """The claim against the facts."""
    lies = []
    fact = len(seen.accepted)
    rules = {warning["rule"] for warning in result["warnings"]} if result else set()
    if claim == "accepted" and fact == 0:
        lies.append("accepted, but nothing was")
    if claim in CERTAINLY_NOT and fact > 0:
        lies.append(f"{claim}, but {fact} accepted")
    if seen.exit_code == EXIT_CODES["network"] and fact > 0:
        lies.append(f"exit code 75, but {fact} accepted")
    if plan.lacks_memory and result and not is_honest_without_memory(plan, result):
        lies.append(f"{claim} ({result['class']}) {result['problems']} for lack of memory")
    if fact > 0 and "proxy" in plan.settings:
        lies.append(f"{fact} accepted without the proxy")
    if fact > 1 and not plan.retries_unknown:
        lies.append(f"{fact} accepted without retry_unknown")
    if claim == "accepted" and result:
        if fact > 1 and "possible_duplicate" not in rules and not plan.is_starved:
            lies.append(f"{fact} accepted without a warning")
        known = {message.id for message in seen.accepted} | ({None} if plan.is_starved else set())
        if result["message_id"] not in known:
            lies.append(f"message_id {result['message_id']} is none of an accepted message")
    return lies


def is_honest_without_memory(plan: Plan, result: dict[str, Any]) -> bool:
    """Whether a run without memory blames nothing but that, or what is at fault anyway.

    TLS and the network may fail of it, too, without saying why. If it says that memory ran out, what
    could not be read may be told as missing. For a key in ca_file that it has no memory for, mbedTLS
    says that it is invalid.
    """
    rules = {problem["rule"] for problem in result["problems"]}
    if result["class"] == "internal" or rules == {"not_pem"}:
        return True
    return result["class"] in ("ok", "network", "tls", "unknown", "output", plan.fault) and (
        rules <= set(plan.rules))


def check_privacy(seen: Observation) -> list[str]:
    """Nothing private in what was said; an id holds the number only in base64."""
    said = seen.stdout + seen.stderr
    secrets = {"token": GOOD_TOKEN.encode(), "recipient": RECIPIENT[1:].encode(),
               "app secret": APP_SECRET.encode(), "proxy's password": b"proxy-password"}
    lies = [f"the {name} was printed" for name, secret in secrets.items() if secret in said]
    if b"##[" in said or b"\r" in said:
        lies.append("a workflow command was printed")
    return lies


# What Markdown becomes.
MARKDOWN = "# a **b** `c`\n\n[d](https://example.com)\n\n- <b>x</b>\n"
RENDERED = {MARKDOWN: "*a b* `c`\nd (https://example.com)\n\n- *x*"}


def text_of(plan: Plan) -> str:
    """What is to be sent; a file's last newline is none of it."""
    if "text_file" in plan.settings:
        return Path(plan.settings["text_file"]).read_text().removesuffix("\n")
    return plan.settings["text"]


def check_content(plan: Plan, seen: Observation) -> list[str]:
    """What was accepted is what was given."""
    for message in seen.accepted:
        if "message" in plan.settings:
            raw = json.loads(plan.settings["message"])
            is_same = {name: message.body[name] for name in raw} == raw
        elif message.type == "document":
            is_same = message.body["document"]["caption"] == plan.settings["text"]
        elif message.type == "text":
            text = text_of(plan)
            is_same = message.body["text"]["body"] == RENDERED.get(text, text)
        else:
            parameters = message.body["template"]["components"][0]["parameters"]
            is_same = "\n".join(p["text"] for p in parameters) == plan.settings["template_body"]
        if not is_same:
            return ["another text arrived"]
    return []


def check_time(plan: Plan, seen: Observation) -> list[str]:
    """The deadline, and the second that a signal leaves."""
    overruns = []
    grace = GRACE_SECONDS + (STRACE_SECONDS if plan.injection else 0)
    if seen.seconds > plan.timeout + grace:
        overruns.append(f"{seen.seconds:.2f} s with a timeout of {plan.timeout} s")
    if seen.since_signal is not None and seen.since_signal > grace:
        overruns.append(f"{seen.since_signal:.2f} s after a signal")
    return overruns
