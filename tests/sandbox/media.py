# SPDX-License-Identifier: MIT
"""The media store: what POST /{phone-number-id}/media takes (Meta's page "Media").

The form is read strictly, since the sandbox exists to find mistakes: every part is framed as
RFC 7578 says, `file` is the last one, and its Content-Type is the one that `type` names.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .errors import GraphError
from .http1 import Request

MB = 1024 * 1024  # Meta does not say; the larger of the two readings refuses nothing that is good
OFFICE = "application/vnd.openxmlformats-officedocument."
IMAGE, AUDIO, DOCUMENT, STICKER = 5 * MB, 16 * MB, 100 * MB, 500 * 1024

# By MIME type: the extension of the name, how large the file may be, and how it begins.
TYPES: dict[str, tuple[str, int, bytes]] = {
    "image/jpeg": ("jpg", IMAGE, rb"\xff\xd8\xff"),
    "image/png": ("png", IMAGE, rb"\x89PNG\r\n\x1a\n"),
    "video/mp4": ("mp4", AUDIO, rb"(?s:....)ftyp"),
    "video/3gpp": ("3gp", AUDIO, rb"(?s:....)ftyp3g"),
    "audio/aac": ("aac", AUDIO, rb"\xff[\xf0-\xff]"),
    "audio/amr": ("amr", AUDIO, rb"#!AMR"),
    "audio/mpeg": ("mp3", AUDIO, rb"ID3|\xff[\xe0-\xff]"),
    "audio/mp4": ("m4a", AUDIO, rb"(?s:....)ftyp"),
    "audio/ogg": ("ogg", AUDIO, rb"OggS"),
    "text/plain": ("txt", DOCUMENT, rb""),
    "application/pdf": ("pdf", DOCUMENT, rb"%PDF-"),
    "application/msword": ("doc", DOCUMENT, rb"\xd0\xcf\x11\xe0"),
    OFFICE + "wordprocessingml.document": ("docx", DOCUMENT, rb"PK"),
    "application/vnd.ms-excel": ("xls", DOCUMENT, rb"\xd0\xcf\x11\xe0"),
    OFFICE + "spreadsheetml.sheet": ("xlsx", DOCUMENT, rb"PK"),
    "application/vnd.ms-powerpoint": ("ppt", DOCUMENT, rb"\xd0\xcf\x11\xe0"),
    OFFICE + "presentationml.presentation": ("pptx", DOCUMENT, rb"PK"),
    "image/webp": ("webp", STICKER, rb"RIFF(?s:....)WEBP"),
}


@dataclass(frozen=True)
class MediaFile:
    """A file that was uploaded."""

    id: str
    type: str
    name: str
    size: int
    sha256: str
    content: memoryview = field(repr=False, compare=False)


@dataclass(frozen=True)
class Part:
    name: str
    file_name: str
    type: str
    content: memoryview


def read_upload(request: Request, id: str) -> MediaFile:
    """The file of a form, or the GraphError that refuses it."""
    parts = {part.name: part for part in read_form(request)}
    if bytes(parts.get("messaging_product", NOTHING).content) != b"whatsapp":
        raise GraphError(100, message="(#100) The parameter messaging_product is required.")
    if list(parts) != ["messaging_product", "type", "file"]:
        raise GraphError(100, message="(#100) The parameters are messaging_product, type and file.")
    file, kind = parts["file"], bytes(parts["type"].content).decode("latin-1")
    if kind not in TYPES or file.type != kind:
        raise GraphError(100, message=(
            "(#100) Param file must be a file with one of the following types: "
            f"{', '.join(TYPES)}. Received file of type '{file.type}'."))
    extension, largest, beginning = TYPES[kind]
    if not file.file_name.endswith("." + extension):
        raise GraphError(100, message=f"(#100) A file of type {kind} is named *.{extension}.")
    if not re.match(beginning, file.content):
        raise GraphError(131053, f"The file is not of type {kind}.")
    if not 0 < len(file.content) <= largest:
        raise GraphError(131053, f"The file has {len(file.content)} bytes, not 1 to {largest}.")
    return MediaFile(id, kind, file.file_name, len(file.content),
                     hashlib.sha256(file.content).hexdigest(), file.content)


def read_form(request: Request) -> Iterator[Part]:
    """The parts of a multipart/form-data body."""
    kind = re.fullmatch(r"multipart/form-data; boundary=([-\w]{10,70})",
                        request.header("Content-Type") or "")
    if not kind:
        raise GraphError(100, message="(#100) The Content-Type must be multipart/form-data.")
    line = b"--" + kind[1].encode()
    if not request.body.startswith(line + b"\r\n") or not request.body.endswith(line + b"--\r\n"):
        raise GraphError(100, message="(#100) The form does not begin and end with its boundary.")
    start = len(line) + 2
    while request.body[start - 2:start] != b"--":  # which ends the last boundary
        end = request.body.index(b"\r\n" + line, start)
        yield read_part(request.body, start, end)
        start = end + len(line) + 4


def read_part(body: bytes, start: int, end: int) -> Part:
    """One part, which has a head of its own."""
    split = body.index(b"\r\n\r\n", start, end)
    lines = body[start:split].decode("latin-1").split("\r\n")
    head = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    names = re.fullmatch(r'form-data; name="([a-z_]+)"(?:; filename="([^"]+)")?',
                         head.get("content-disposition", ""))
    if not names:
        raise GraphError(100, message="(#100) A part of the form has no name.")
    return Part(names[1], names[2] or "", head.get("content-type", ""),
                memoryview(body)[split + 4:end])


NOTHING = Part("", "", "", memoryview(b""))
