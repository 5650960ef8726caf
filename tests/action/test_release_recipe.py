# SPDX-License-Identifier: MIT
"""The recipe for releases, run as its page shows it: by GitHub's runner and by GitLab's.

tests/cli/test_recipe.py looks at the requests; here they go out, from the image and a job.
"""

from __future__ import annotations

import sys

import pytest
import yaml
from conftest import RECIPIENT, ROOT
from recipes.events import NOTES, release_published
from sandbox.templates import Button, Template
from snippets import blocks
from test_action import job, private  # noqa: F401

sys.path.insert(0, str(ROOT / "tests/gitlab"))

from test_component import SHELL, project  # noqa: E402, F401

pytestmark = pytest.mark.image

WORKFLOW, PIPELINE, TEXT_STEP, _, STATUS_STEP = blocks(ROOT / "docs/recipes/release.md")
NOTES_AT = "https://github.com/acme/ferry/releases/tag/"
LINK = f"[See the notes {NOTES_AT}v1.4.0]"  # the button, as the sandbox shows it
NUMBER = {"WHATSAPP_PHONE_NUMBER_ID": "106540352242922"}


@pytest.fixture
def approved(sandbox):
    """The templates that the page has its reader make."""
    button = Button("url", "See the notes", f"{NOTES_AT}{{{{1}}}}")
    sandbox.account.templates[:0] = [
        Template(name="release_notice", body="{{1}} {{2}} is out.", buttons=(button,)),
        Template(name="deploy_done", body="{{1}} is live."),
        Template(name="deploy_failed", body="{{1}} did not go live.")]
    return sandbox


def step(snippet):
    """The one step that a snippet shows, of the action in this tree."""
    [facts] = snippet.steps()
    return {**facts, "uses": "./"}


@pytest.mark.parametrize("name", NOTES)
def test_a_published_release_is_announced_and_its_notes_may_follow(
        job, approved, name):  # noqa: F811
    runner = job(event=release_published(name), variables=NUMBER)
    assert runner.run(step(WORKFLOW)).outcome == "success"
    assert [message.text for message in approved.accepted] == [f"ferry Spring is out.\n{LINK}"]
    done = runner.run(step(TEXT_STEP))
    assert done.outcome == "success", done.log
    assert approved.accepted[1].text.startswith("*ferry v1.4.0*\nhttps://github.com/acme/ferry/")
    assert len(approved.accepted[1].text) <= 4096
    private(done)


def test_one_step_tells_how_the_job_ended(job, approved):  # noqa: F811
    runner = job(variables=NUMBER)
    runner.run(step(STATUS_STEP))
    runner.run({"run": "exit 1"})
    runner.run(step(STATUS_STEP))
    assert [message.text for message in approved.accepted] == [
        "repo/repo is live.", "repo/repo did not go live."]


def test_a_tag_is_announced_by_gitlab(project, approved):  # noqa: F811
    project.commit({})
    pipeline = yaml.safe_load(PIPELINE.text)
    pipeline["announce"]["rules"] = [{"if": "$CI_COMMIT_TAG"}]
    (project.folder / ".gitlab-ci.yml").write_text(yaml.safe_dump(pipeline))
    project.variables |= {**NUMBER, "WHATSAPP_API_URL": approved.https_url,
                          "WHATSAPP_CA_FILE": str(approved.ca_file)}
    (project.folder / ".gitlab-ci-local-variables.yml").write_text(
        yaml.safe_dump(project.variables))
    done = project.run(*SHELL, "--variable", "CI_COMMIT_TAG=v1.4.0",
                       "--variable", "CI_PROJECT_TITLE=Ferry")
    log = done.stdout + done.stderr
    assert [message.text for message in approved.accepted] == [
        f"Ferry v1.4.0 is out.\n{LINK}"], log
    assert done.returncode == 0 and RECIPIENT.lstrip("+") not in log
