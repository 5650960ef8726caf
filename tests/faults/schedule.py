# SPDX-License-Identifier: MIT
"""What happens in one run of the truth test: drawn from a seed, the same each time it is drawn."""

from __future__ import annotations

import random
import signal
from dataclasses import dataclass, field

from relay import Cut, Line, Spoil
from sandbox.errors import CATALOGUE
from sandbox.faults import FAULTS

RECIPIENT = "+12025550123"


@dataclass(frozen=True)
class Row:
    """A system call that may go wrong: how, and in which of its first `calls` calls.

    `lasting`: those that may also go wrong from some call on for ever. `final`: those that always
    do, since no kernel revives a connection that was reset. `mutes`: what is said on stdout or
    stderr may be lost with it. `starves`: what is claimed may lack its details. `weight`: how
    often it is drawn.
    """

    call: str
    ways: tuple[str, ...]
    calls: int
    lasting: tuple[str, ...] = ()
    final: tuple[str, ...] = ()
    mutes: bool = False
    starves: bool = False
    weight: int = 1


# Names that another architecture spells otherwise come in pairs; strace skips one after a "?".
INJECTIONS = (
    Row("?open,openat", ("EMFILE", "ENFILE", "EINTR", "ENOMEM", "EACCES"), 4, ("EMFILE",)),
    Row("fstat", ("EIO", "ENOMEM"), 3, ("EIO",)),
    Row("read", ("EIO", "EINTR", "EAGAIN", "retval=0", "retval=1"), 3, ("EIO",)),
    Row("close", ("EINTR", "EIO", "EBADF"), 5, ("EIO",)),
    Row("eventfd2", ("EMFILE", "ENOMEM"), 2, ("EMFILE",)),
    Row("?signalfd,signalfd4", ("EMFILE", "ENODEV"), 1),
    Row("socket", ("EMFILE", "ENFILE", "ENOBUFS", "EACCES"), 4, ("EMFILE", "ENOBUFS")),
    Row("setsockopt", ("ENOPROTOOPT", "ENOMEM"), 3, ("ENOMEM",)),
    Row("getsockopt", ("ENOBUFS", "ENOTCONN"), 3, ("ENOBUFS",)),
    Row("getsockname", ("ENOBUFS", "ENOTSOCK"), 4, ("ENOBUFS",)),
    Row("fcntl", ("EBADF", "EAGAIN"), 3),
    Row("connect", ("ECONNREFUSED", "ETIMEDOUT", "ENETUNREACH", "EINTR", "EADDRNOTAVAIL",
                    "EAGAIN", "retval=0"), 4, ("ENETUNREACH", "EADDRNOTAVAIL"), weight=2),
    Row("sendto", ("ECONNRESET", "EPIPE", "EINTR", "EAGAIN", "ENOBUFS", "ENOMEM", "retval=1",
                   "retval=0"), 7, ("EAGAIN", "ENOBUFS"), ("ECONNRESET", "EPIPE"), weight=8),
    Row("recvfrom", ("ECONNRESET", "EINTR", "EAGAIN", "ENOMEM", "ETIMEDOUT", "retval=0"), 20,
        ("EAGAIN", "ENOMEM"), weight=4),
    Row("?poll,ppoll", ("EINTR", "ENOMEM", "EINVAL", "retval=0", "retval=1"), 8, ("ENOMEM",),
        mutes=True, weight=4),
    Row("getrandom", ("EAGAIN", "EINTR", "ENOSYS", "retval=0"), 4, ("ENOSYS",)),
    Row("brk", ("ENOMEM",), 3, ("ENOMEM",), starves=True),
    Row("mmap", ("ENOMEM",), 50, ("ENOMEM",), starves=True),
    Row("munmap", ("EINVAL", "ENOMEM"), 40),
    Row("writev", ("EINTR", "EIO", "EAGAIN", "ENOSPC", "retval=1"), 4, ("EIO",),
        mutes=True),
    Row("write", ("EINTR", "EAGAIN", "EIO", "ENOSPC", "EPIPE", "EDQUOT", "retval=1"), 6,
        ("ENOSPC", "EIO"), mutes=True),
)


@dataclass(frozen=True)
class Injection:
    """One row of the table, with a way and a place."""

    row: Row
    way: str
    when: str

    def __str__(self) -> str:
        way = self.way if "=" in self.way else f"error={self.way}"
        return f"{self.row.call}:{way}:when={self.when}"


@dataclass(frozen=True)
class Reply:
    """A scripted reply: one of the sandbox's faults, or else a Graph error."""

    fault: str | None = None
    code: int = 0
    subcode: int = 0
    retry_after: str | None = None

    def __str__(self) -> str:
        return self.fault or f"{self.code}/{self.subcode} {self.retry_after or ''}".rstrip()


@dataclass(frozen=True)
class Plan:
    """One run. `files`: where each file of results is; see Stage. `stop`: a signal, and when."""

    index: int
    settings: dict[str, str]
    is_secure: bool = True
    replies: tuple[Reply, ...] = ()
    lines: tuple[Line, ...] = ()
    is_narrow: bool = False
    stop: tuple[int, float] | None = None
    injection: Injection | None = None
    files: dict[str, str] = field(default_factory=dict)
    has_full_stdout: bool = False
    lacks_memory: bool = False  # also where an injection does not say so
    has_app_secret: bool = False  # the API asks for its proof
    fault: str = "ok"  # the class of a run with all its memory, and its problems
    rules: tuple[str, ...] = ()

    @property
    def is_starved(self) -> bool:
        return self.lacks_memory or (self.injection is not None and self.injection.row.starves)

    @property
    def is_mute(self) -> bool:
        """Whether something on stdout or stderr may be lost."""
        return self.has_full_stdout or (self.injection is not None and self.injection.row.mutes)

    @property
    def timeout(self) -> float:
        return float(self.settings["timeout"])

    @property
    def retries_unknown(self) -> bool:
        return self.settings.get("retry_unknown") == "true"

    def kinds(self) -> list[str]:
        """What goes wrong in this run, for the statistics."""
        kinds = [f"reply {reply.fault or 'error'}" for reply in self.replies]
        for line in self.lines:
            kinds += [f"up {line.up.spoil.value}"] if line.up else []
            kinds += [f"down {line.down.spoil.value}"] if line.down else []
        kinds += ["narrow"] if self.is_narrow else []
        kinds += ["signal"] if self.stop else []
        kinds += [f"strace {self.injection.row.call.lstrip('?')}"] if self.injection else []
        kinds += [f"{name} {place}" for name, place in self.files.items()]
        return kinds + (["stdout full"] if self.has_full_stdout else [])


def draw(seed: int, index: int) -> Plan:
    """The plan of run `index`."""
    dice = random.Random(f"{seed}/{index}")
    is_secure = dice.random() < 0.6
    is_narrow = dice.random() < 0.15
    settings = {**draw_policy(dice), **draw_message(dice, is_narrow)}
    size = 350 + sum(len(settings.get(name, "").encode()) for name in ("text", "template_body"))
    timeout = float(settings["timeout"])
    stop = draw_signal(dice, timeout) if dice.random() < 0.15 else None
    injection = draw_injection(dice) if dice.random() < 0.3 else None
    if injection and "signalfd" in injection.row.call:
        stop = None  # it dies of a signal that it cannot take as an event, as any program does
    return Plan(
        index, settings, is_secure, draw_replies(dice),
        draw_lines(dice, size, is_secure, is_narrow, timeout), is_narrow,
        stop, injection, draw_files(dice), dice.random() < 0.02)


def draw_policy(dice: random.Random) -> dict[str, str]:
    """How the program is to send; a few runs that are not to send at all."""
    settings = {
        "recipient": RECIPIENT,
        "timeout": f"{dice.uniform(0.3, 2):.2f}",
        "connect_timeout": f"{dice.choice((0.2, 0.5, 5))}",
        "retries": str(dice.choice((0, 0, 1, 1, 2, 3))),
    }
    if dice.random() < 0.35:
        settings["retry_unknown"] = "true"
    if dice.random() < 0.1:
        settings["on_error"] = "warn"
    if dice.random() < 0.1:
        settings["annotations"] = "github"
    if dice.random() < 0.2:
        settings["verbose"] = "true"
    if dice.random() < 0.06:
        settings.update(dice.choice((
            {"mode": "validate"}, {"on_missing_credentials": "skip", "recipient": ""},
            {"retries": "11"}, {"retry_unknow": "true"}, {"recipient": "12025550123"})))
    return settings


ALPHABETS = (
    "abcdefghij klmnopqrstuvwxyz.", "\"\\'`$(){}%&<>/::##[]", "\n\t ", "éüßñ", "שלוםعالم",
    "\u2028\u00a0\ufeff\ufffd", "\U0001f680\U0001f469\u200d\U0001f4bb\U0010ffff",
)


def draw_message(dice: random.Random, is_large: bool) -> dict[str, str]:
    """A text of 1 to 4096 code points, or a template."""
    if not is_large and dice.random() < 0.2:
        lines = [draw_text(dice, dice.randint(1, 400), "\n\t ") for _ in range(2)]
        return {"template_name": "build_status", "template_body": "\n".join(lines)}
    size = 4096 if is_large else dice.choice((1, 10, 100, 4096, dice.randint(1, 4096)))
    return {"text": draw_text(dice, size, "", ALPHABETS[-1:] if is_large else ALPHABETS)}


def draw_text(dice: random.Random, size: int, without: str,
              alphabets: tuple[str, ...] = ALPHABETS) -> str:
    """Text that begins with a letter, so that it is never blank."""
    characters = "".join(dice.sample(alphabets, dice.randint(1, len(alphabets))))
    choice = [c for c in characters if c not in without] or ["x"]
    return "x" + "".join(dice.choices(choice, k=size - 1))


def draw_replies(dice: random.Random) -> tuple[Reply, ...]:
    """Up to four scripted replies; after them the sandbox answers for itself."""
    return tuple(draw_reply(dice) for _ in range(dice.choice((0, 0, 1, 1, 1, 2, 3, 4))))


def draw_reply(dice: random.Random) -> Reply:
    if dice.random() < 0.6:
        return Reply(fault=dice.choice(FAULTS).name)
    row = dice.choice(CATALOGUE)
    # what is worth retrying is more interesting
    code = dice.choice((row.code, row.code, 130429, 131056, 131016, 2, 131000, 1))
    subcode = row.subcode if code == row.code else 0
    retry_after = dice.choice((None, None, "0", "1", "3600", "soon"))
    return Reply(code=code, subcode=subcode, retry_after=retry_after)


def draw_lines(dice: random.Random, size: int, is_secure: bool, is_narrow: bool,
               timeout: float) -> tuple[Line, ...]:
    """What the relay does to the first connections."""
    if not is_narrow and dice.random() < 0.5:
        return ()
    lines = []
    for _ in range(dice.choice((1, 1, 2, 3))):
        up = draw_up(dice, size + 320 * is_secure, is_secure, timeout)
        down = draw_down(dice, 2800 if is_secure else 450, timeout)
        choice = dice.random()
        pace = dice.choice((0.0, 0.001, 0.01)) if is_narrow else 0.0
        lines.append(Line(up if choice < 0.75 else None, down if choice > 0.65 else None, pace))
    return tuple(lines)


def draw_up(dice: random.Random, size: int, is_secure: bool, timeout: float) -> Cut:
    """A cut in the handshake, anywhere, or near the end of the request."""
    after = dice.choice((dice.randint(0, 400), dice.randint(0, size),
                         max(0, size + dice.randint(-80, 80))))
    spoils = [spoil for spoil in Spoil if is_secure or spoil is not Spoil.CORRUPT]
    return Cut(after, dice.choice(spoils), draw_pause(dice, timeout))


def draw_down(dice: random.Random, size: int, timeout: float) -> Cut:
    spoils = [spoil for spoil in Spoil if spoil is not Spoil.CORRUPT]
    return Cut(dice.randint(0, size), dice.choice(spoils), draw_pause(dice, timeout))


def draw_pause(dice: random.Random, timeout: float) -> float:
    return dice.choice((float("inf"), dice.uniform(0, 1.2 * timeout)))


def draw_signal(dice: random.Random, timeout: float) -> tuple[int, float]:
    number = dice.choice((signal.SIGTERM, signal.SIGINT))
    return number, dice.choice((dice.uniform(0, 0.08), dice.uniform(0, timeout)))


def draw_injection(dice: random.Random) -> Injection:
    row = dice.choices(INJECTIONS, [row.weight for row in INJECTIONS])[0]
    way = dice.choice(row.ways)
    first = dice.randint(1, row.calls)
    if way in row.final or (way in row.lasting and dice.random() < 0.4):
        return Injection(row, way, f"{first}+")
    return Injection(row, way, f"{first}..{first + dice.choice((0, 0, 1, 5))}")


def draw_files(dice: random.Random) -> dict[str, str]:
    """Files of results, some of which cannot be written."""
    places = ("fine", "fine", "removed", "crowded", dice.choice(("full", "missing")))
    names = ("output_file", "summary_file")
    return {name: dice.choice(places) for name in names if dice.random() < 0.15}
