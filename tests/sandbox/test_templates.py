# SPDX-License-Identifier: MIT
"""Templates are filled in as Meta would, or refused where the values do not fit them."""

from __future__ import annotations

from typing import Any

import pytest

from . import Sandbox
from .client import code, post, sent, to_user
from .examples import (TEMPLATES, action_button, body, button, carousel, header, job_card,
                       limited_time_offer, offered_product, parameter, template, values)


def components(name: str) -> Any:
    return TEMPLATES[name]["template"]["components"]


RELEASE = components("template with header and buttons")[:3]
PAGE_NAMED = components("template with named values everywhere")
OFFER = components("template with offer")
TAP_TARGET = components("template with a link behind the image")[2]


@pytest.mark.parametrize("content, shown", [
    (template("hello_world"), "Hello World\n"),
    (template("build_status", body("42", "passed")), "Build 42: passed"),
    (template("build_status", {"type": "BODY", "parameters": [
        {"type": "currency", "currency": {"fallback_value": "$1", "code": "USD",
                                          "amount_1000": 1000}},
        {"type": "date_time", "date_time": {"fallback_value": "today"}}]}), "Build $1: today"),
    (template("release_notice", *RELEASE), "api 1.4.0 is out: fixes\n"),
    (template("release_notice", *RELEASE), "[Read more https://example.com/releases/1.4.0]\n"),
    (template("release_notice", *RELEASE, button("quick_reply", 1, {
        "type": "payload", "payload": "thanks"})), "[Thanks thanks]"),
    (template("release_notice", *RELEASE, language="de"), "api 1.4.0 ist da: fixes\n"),
    (template("deploy_named", body(version="2", service="api")), "api 2 is live."),
    (template("coverage_chart", header({"type": "image", "image": {"id": "7"}}), body("api")),
     "[image 7]\nCoverage of api"),
    (template("coupon", button("COPY_CODE", "0", {"type": "coupon_code",
                                                  "coupon_code": "SAVE20"})), "[Copy code SAVE20]"),
    (TEMPLATES["template with named values everywhere"], "[Open https://example.com/releases/2]"),
    (TEMPLATES["template with location"], "[location 37.44216, -122.16153, "),
    (TEMPLATES["template with offer"], "[1795000000000]\nFor you only.\n[Copy code SAVE20]"),
    (TEMPLATES["template with carousel"], "Job lint\n[Log https://ci.example.com/jobs/lint]"),
    (TEMPLATES["template with voice call"], "[Call us 100 build-42]"),
    (template("call_us"), "[Call us]"),
    (template("feedback_form"), "[Answer]"),
    (template("deploy_page_named", *PAGE_NAMED[:2], button("url", 0, *values("x"))), "/x]"),
    (template("failed_jobs", body("42"), {"type": "carousel", "cards": [
        {"card_index": index, "components": job_card(f"job-{index}")} for index in (1, 0)]}),
     "[image https://example.com/coverage.png]\nJob job-0\n"),
    (template("build_status", body("a    b", "100% {{1}} \\1")), "a    b: 100% {{1}} \\1"),
])
def test_a_template_is_filled_in(sandbox: Sandbox, content: Any, shown: str) -> None:
    status, reply, _ = post(sandbox, sent(content))
    assert status == 200 and reply["messages"][0]["message_status"] == "accepted"
    assert shown in sandbox.accepted[0].text


@pytest.mark.parametrize("faulty, expected", [
    (template("no_such_template"), 132001),
    (template("hello_world", language="en"), 132001),
    (template("build_status", body("a", "b"), language="de"), 132001),
    (template("pending_notice"), 132001),
    (template("paused_notice"), 132015),
    (template("disabled_notice"), 132016),
    (template("Hello-World"), 131009),
    (template("hello_world", body("surplus")), 132000),
    (template("hello_world", header(*values("surplus"))), 132000),
    (template("build_status"), 132000),
    (template("build_status", body("one")), 132000),
    (template("build_status", body("one", "two", "three")), 132000),
    (template("build_status", body("one", "")), 131008),
    (template("build_status", body("one", "two\nlines")), 132018),
    (template("build_status", body("one", "a\ttab")), 132018),
    (template("build_status", body("one", "five     spaces")), 132018),
    (template("build_status", body(a="one", b="two")), 132012),
    (template("build_status", {"type": "body", "parameters": [
        {"type": "image", "image": {"id": "1"}}, *values("two")]}), 132012),
    (template("build_status", body("one", "two"), body("one", "two")), 131009),
    (template("build_status", body("one", "two"), button("url", 0, *values("x"))), 131009),
    (template("build_status", {"type": "tail"}), 100),
    (template("deploy_named", body("api", "2")), 132012),
    (template("deploy_named", body(service="api", release="2")), 132012),
    (template("deploy_named", body(service="api")), 132000),
    (template("deploy_named", {"type": "body", "parameters": 2 * values(service="a")}), 132012),
    (template("coverage_chart", body("api")), 132012),
    (template("coverage_chart", header(*values("x")), body("api")), 132012),
    (template("release_notice", *RELEASE[1:]), 132000),
    (template("release_notice", header(*values("x" * 61)), *RELEASE[1:]), 132005),
    (template("release_notice", header({"type": "image", "image": {"id": "1"}}),
              *RELEASE[1:]), 132012),
    (template("release_notice", *RELEASE[:2]), 131008),
    (template("release_notice", *RELEASE[:2], button("url", 0)), 131008),
    (template("release_notice", *RELEASE[:2], button("url", 0, *values("a", "b"))), 132000),
    (template("release_notice", *RELEASE[:2], button("url", 0, *values("a\nb"))), 132018),
    (template("release_notice", *RELEASE[:2], button("quick_reply", 0, *values("a"))), 132012),
    (template("release_notice", *RELEASE[:2], button("url", 0, {
        "type": "payload", "payload": "a"})), 132012),
    (template("release_notice", *RELEASE, button("url", 2, *values("a"))), 131009),
    (template("release_notice", *RELEASE, button("url", 10, *values("a"))), 131009),
    (template("release_notice", *RELEASE, button("url", "first", *values("a"))), 100),
    (template("coupon"), 131008),
    (template("coupon", button("copy_code", 0, {"type": "coupon_code",
                                                "coupon_code": "SAVE-20"})), 131009),
    (template("deploy_page_named", header(*values("api")), *PAGE_NAMED[1:]), 132012),
    (template("deploy_page_named", *PAGE_NAMED[:2], button("url", 0, *values(link="x"))), 132012),
    (template("release_notice", *RELEASE[:2], button("url", 0, *values(page="x"))), 132012),
    (template("demo_video", header(parameter("image", {"id": "1"})), body("1")), 132012),
    (template("demo_video", header(parameter("gif", {"id": "1"})), body("1")), 132012),
    (template("outage_location", header(parameter("location", {"latitude": "1"})), body("3")),
     131008),
    (template("coverage_chart", header(*2 * [parameter("image", {"id": "1"})]), body("api")),
     132000),
    (template("build_status", body("1", "2"), TAP_TARGET), 131009),
    (template("product_selection"), 131008),
    (template("product_selection", action_button("mpm")), 131008),
    (template("feedback_form", action_button("catalog")), 132012),
    (template("feedback_form", button("flow", 0, parameter("payload", "x"))), 132012),
    (template("feedback_form", button("riddle", 0)), 100),
    (template("feedback_form", {"type": "button", "sub_type": "flow"}), 131008),
    (template("call_us", button("voice_call", 0, parameter("ttl_minutes", "soon"))), 100),
    (template("coupon", {"type": "button", "sub_type": "voice_call"}), 132012),
    (template("limited_offer", *OFFER[:2], *OFFER[3:]), 132000),
    (template("limited_offer", *OFFER[:2], limited_time_offer("soon"), *OFFER[3:]), 100),
    (template("limited_offer", *OFFER[:3], *OFFER[4:]), 131008),
    (template("coupon", *OFFER[2:4]), 131009),
    (template("failed_jobs", body("42")), 132000),
    (template("failed_jobs", body("42"), carousel(job_card("unit"))), 132000),
    (template("failed_jobs", body("42"), carousel(*3 * [job_card("unit")])), 132000),
    (template("failed_jobs", body("42"), carousel(job_card("unit"), job_card("lint")[1:])),
     132012),
    (template("failed_jobs", body("42"), carousel(job_card("unit"), job_card("lint")[:2])),
     131008),
    (template("failed_jobs", body("42"), carousel(*2 * [offered_product("sku-0")])), 132012),
    (template("failed_jobs", body("42"), {"type": "carousel", "cards": 2 * [
        {"card_index": 0, "components": job_card("unit")}]}), 131009),
    (template("failed_jobs", body("42"), {"type": "carousel", "cards": [
        {"card_index": index, "components": job_card("unit")} for index in (1, 2)]}), 131009),
    (template("build_status", body("1", "2"), carousel(job_card("unit"))), 131009),
])
def test_templates_that_do_not_fit(sandbox: Sandbox, faulty: Any, expected: int) -> None:
    assert code(sandbox, sent(faulty)) == expected


def test_a_wrong_count_of_parameters_tells_both_counts(sandbox: Sandbox) -> None:
    _, reply, _ = post(sandbox, sent(template("build_status", body("one"))))
    assert "(1)" in reply["error"]["error_data"]["details"]
    assert "(2)" in reply["error"]["error_data"]["details"]


def test_authentication_templates_do_not_go_to_business_scoped_ids(sandbox: Sandbox) -> None:
    example = sent(TEMPLATES["template for authentication"])
    assert code(sandbox, to_user(example)) == 131062
    assert post(sandbox, example)[0] == 200
