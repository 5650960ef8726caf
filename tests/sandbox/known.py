# SPDX-License-Identifier: MIT
"""The templates that the sandbox's account has: one for each kind of component, and in German,
paused, disabled and pending ones. README.md lists them."""

from __future__ import annotations

from .templates import Button, Card, Template

JOB_CARD = Card(
    header_kind="image", body="Job {{1}}",
    buttons=(Button("url", "Log", "https://ci.example.com/{{1}}"), Button("quick_reply", "Retry")))
PRODUCT_CARD = Card(header_kind="product", buttons=(Button("phone_number", "View"),))

KNOWN = (
    Template(name="hello_world",
             body="This message shows that you can send through the Cloud API.",
             header="Hello World", footer="WhatsApp Business Platform sample message"),
    Template(name="build_status", body="Build {{1}}: {{2}}"),
    Template(name="release_notice", body="{{1}} {{2}} is out: {{3}}", header="{{1}}",
             footer="You get this because you asked for it.",
             buttons=(Button("url", "Read more", "https://example.com/{{1}}"),
                      Button("quick_reply", "Thanks"))),
    Template(name="release_notice", language="de", body="{{1}} {{2}} ist da: {{3}}",
             header="{{1}}", footer="Sie haben um diese Nachricht gebeten.",
             buttons=(Button("url", "Mehr lesen", "https://example.com/{{1}}"),
                      Button("quick_reply", "Danke"))),
    Template(name="deploy_named", body="{{service}} {{version}} is live.", named=True),
    Template(name="deploy_page_named", header="{{service}}", body="{{version}} is {{stage}}.",
             named=True, buttons=(Button("url", "Open", "https://example.com/{{page}}"),)),
    Template(name="coverage_chart", body="Coverage of {{1}}", header_kind="image"),
    Template(name="demo_video", body="See {{1}} in action.", header_kind="video"),
    Template(name="test_report", body="The tests of build {{1}}.", header_kind="document"),
    Template(name="outage_location", body="{{1}} servers are down.", header_kind="location"),
    Template(name="product_offer", body="{{1}} off.", header_kind="product",
             category="marketing"),
    Template(name="coupon", body="Here is your code.", category="marketing",
             buttons=(Button("copy_code", "Copy code"),)),
    Template(name="feedback_form", body="How did the release go?",
             buttons=(Button("flow", "Answer"),)),
    Template(name="catalogue_notice", body="See what is new.", category="marketing",
             buttons=(Button("catalog", "View catalog"),)),
    Template(name="product_selection", body="Picked for you.", category="marketing",
             buttons=(Button("mpm", "View items"),)),
    Template(name="call_us", body="Talk to whoever is on call.",
             buttons=(Button("voice_call", "Call us"),)),
    Template(name="payment_request", body="Your order is ready.",
             buttons=(Button("order_details", "Review and pay"),)),
    Template(name="limited_offer", body="For {{1}} only.", header_kind="image",
             category="marketing", limited_offer=True,
             buttons=(Button("copy_code", "Copy code"),
                      Button("url", "Shop", "https://example.com/{{1}}"))),
    Template(name="failed_jobs", body="Build {{1}} failed.", category="marketing",
             cards=(JOB_CARD, JOB_CARD)),
    Template(name="product_carousel", body="Picked for {{1}}.", category="marketing",
             cards=(PRODUCT_CARD, PRODUCT_CARD)),
    Template(name="verification_code", body="{{1}} is your code.", category="authentication",
             buttons=(Button("url", "Copy code", "https://example.com/otp/{{1}}"),)),
    Template(name="paused_notice", body="Paused for low quality.", status="PAUSED"),
    Template(name="disabled_notice", body="Disabled for low quality.", status="DISABLED"),
    Template(name="pending_notice", body="Not approved yet.", status="PENDING"),
)
