# SPDX-License-Identifier: MIT
"""Events of GitHub's as a workflow on `release: published` gets them.

Only the members that a workflow is likely to read; their names and types are those of GitHub's
webhook `release`. The notes are those of tests/markdown.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

MARKDOWN = Path(__file__).resolve().parents[1] / "markdown"

# What the notes are like, and where they are; None: a release without notes.
NOTES = {
    "whats-changed": "01-generated-notes",
    "emoji": "08-gitmoji",
    "tables": "09-table",
    "images": "10-images",
    "code": "13-code",
    "details": "14-details",
    "crlf": "15-crlf",
    "twenty-thousand": "16-twenty-thousand",
    "right-to-left": "17-arabic",
    "empty": None,
}


def notes(name: str) -> str | None:
    """The body of the release; GitHub gives null, not "", for one without."""
    stem = NOTES[name]
    return None if stem is None else (MARKDOWN / f"{stem}.md").read_bytes().decode()


def release_published(name: str, *, tag: str = "v1.4.0", title: str | None = "Spring") -> dict[str, Any]:
    """The event of a release with these notes; title None: it has only its tag."""
    address = "https://github.com/acme/ferry"
    return {
        "action": "published",
        "release": {
            "url": "https://api.github.com/repos/acme/ferry/releases/171",
            "html_url": f"{address}/releases/tag/{tag}",
            "id": 171,
            "tag_name": tag,
            "target_commitish": "main",
            "name": title,
            "draft": False,
            "prerelease": False,
            "created_at": "2025-06-01T09:00:00Z",
            "published_at": "2025-06-01T09:30:00Z",
            "author": {"login": "mira-k", "id": 7, "type": "User"},
            "assets": [],
            "body": notes(name),
        },
        "repository": {
            "id": 4711,
            "name": "ferry",
            "full_name": "acme/ferry",
            "private": False,
            "html_url": address,
            "default_branch": "main",
        },
        "sender": {"login": "mira-k", "id": 7, "type": "User"},
    }
