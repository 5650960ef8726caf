# SPDX-License-Identifier: MIT
"""Through proxies: the way there, the claim when they fail, and what they never get to see."""

from __future__ import annotations

import base64
import time

import pytest
from conftest import RECIPIENT, run_program
from proxies import HttpProxy, HttpsProxy, SocksProxy
from sandbox import GraphError

KINDS = (HttpProxy, HttpsProxy, SocksProxy)
USER, PASSWORD = "joe.doe", "hunter2 is @ long:ish/word%"
QUOTED = "joe%2Edoe:hunter2%20is%20%40%20long:ish%2Fword%25"
PAIR = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()

FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno"
BAD_GATEWAY = b"HTTP/1.1 502 Bad Gateway\r\n\r\nnobody there"


def claim(result):
    return result.json["status"], result.json["class"], result.exit_code


def is_told(result, *secrets):
    """Whether any of the secrets stands in what the program printed."""
    said = result.stdout.decode() + result.stderr
    return any(secret in said for secret in secrets)


# The way there


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_goes_through_the_proxy(send, sandbox, kind):
    with kind() as proxy:
        result = send(proxy=proxy.url())
    assert claim(result) == ("accepted", "ok", 0)
    port = int(sandbox.https_url.rpartition(":")[2])
    assert proxy.asked == [("localhost", port)]
    assert proxy.connections == sandbox.connections == len(sandbox.accepted) == 1
    assert sandbox.requests[0].secure


@pytest.mark.parametrize("kind", KINDS)
def test_a_proxy_gets_its_credentials(send, sandbox, kind):
    with kind((USER, PASSWORD)) as proxy:
        result = send(proxy=proxy.url(QUOTED))
    assert claim(result) == ("accepted", "ok", 0)
    assert proxy.connections == sandbox.connections == 1
    assert not is_told(result, USER, PASSWORD, QUOTED, PAIR)


@pytest.mark.parametrize("given,credentials", [
    ("joe", ("joe", "")), ("joe:a:b", ("joe", "a:b")), ("j%C3%B6rg:p%C3%A4ss", ("jörg", "päss")),
    ("joe:" + 255 * "x", ("joe", 255 * "x")),
])
def test_credentials_are_taken_as_they_are_written(send, given, credentials):
    with HttpProxy(credentials) as proxy:
        assert claim(send(proxy=proxy.url(given))) == ("accepted", "ok", 0)


def test_a_socks_proxy_is_asked_for_the_name_of_the_host(send, sandbox):
    with SocksProxy() as proxy:
        assert send(proxy=proxy.url()).exit_code == 0
        assert (proxy.kinds, proxy.asked[0][0]) == ([3], "localhost")
        send(proxy=proxy.url(), api_url="https://no-such-host.invalid:1")
        assert (proxy.kinds, proxy.asked[1]) == ([3, 3], ("no-such-host.invalid", 1))


def test_an_http_proxy_is_asked_for_the_name_of_the_host(send):
    with HttpProxy(answers=[BAD_GATEWAY]) as proxy:
        send(proxy=proxy.url(), api_url="https://no-such-host.invalid:1")
    assert proxy.heard.startswith(b"CONNECT no-such-host.invalid:1 HTTP/1.1\r\n")


@pytest.mark.parametrize("scheme", ["", "HTTP://"])
def test_a_missing_scheme_means_http(send, scheme):
    with HttpProxy((USER, PASSWORD)) as proxy:
        assert send(proxy=f"{scheme}{QUOTED}@{proxy.address}").exit_code == 0
        assert send(proxy=scheme + proxy.url().replace("http://localhost", "127.0.0.1"))
    assert proxy.connections == 2


@pytest.mark.parametrize("host", ["ftp.localhost", "smtp.localhost"])
def test_a_missing_scheme_means_http_whatever_the_host_is_called(send, host):
    with HttpProxy() as proxy:
        result = send(proxy=f"{host}:{proxy.port}")
    assert (claim(result), proxy.connections) == (("accepted", "ok", 0), 1)


@pytest.mark.parametrize("hosts,connections", [
    ("localhost", 0), ("example.com, LOCALHOST", 0), ("*", 0),
    ("example.com,ocalhost,localhos,127.0.0.1", 1), ("localhost.example.com", 1), ("", 1),
])
def test_no_proxy_lists_hosts_to_be_reached_without(send, sandbox, hosts, connections):
    with HttpProxy() as proxy:
        assert send(proxy=proxy.url(), no_proxy=hosts).exit_code == 0
    assert proxy.connections == connections
    assert sandbox.connections == 1


NAMES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


@pytest.mark.parametrize("kind", [HttpProxy, SocksProxy])
def test_variables_of_the_environment_name_no_proxy(sandbox, kind):
    settings = settings_of(sandbox)
    with kind() as proxy:
        named = [f"{name}={proxy.url()}" for name in NAMES]
        result = run_program(settings, wrapper=["env", *named])
    assert (claim(result), proxy.connections) == (("accepted", "ok", 0), 0)


def test_variables_of_the_environment_change_nothing_about_the_proxy_that_is_set(sandbox):
    with HttpProxy() as other, HttpProxy() as proxy:
        named = [f"{name}={other.url()}" for name in NAMES]
        result = run_program(settings_of(sandbox, proxy=proxy.url()),
                             wrapper=["env", *named, "no_proxy=*", "NO_PROXY=*"])
    assert (claim(result), proxy.connections, other.connections) == (("accepted", "ok", 0), 1, 0)


def settings_of(sandbox, **more):
    base = {name.removeprefix("WHATSAPP_").lower(): value
            for name, value in sandbox.environment.items()}
    return {**base, "recipient": RECIPIENT, "text": "Hello", "retries": "0", **more}


# What a proxy does not see


@pytest.mark.parametrize("kind", KINDS)
def test_the_token_never_reaches_the_proxy(send, sandbox, kind):
    with kind((USER, PASSWORD)) as proxy:
        assert send(proxy=proxy.url(QUOTED)).exit_code == 0
        assert send(proxy=proxy.url()).exit_code in (75, 77)
    assert b"localhost" in proxy.heard
    for secret in (sandbox.token, RECIPIENT[1:], sandbox.phone_number_id, "Bearer", "Hello"):
        assert secret.encode() not in proxy.heard
        assert secret.encode() not in proxy.relayed


def test_a_connect_is_these_bytes(send, sandbox):
    with HttpProxy((USER, PASSWORD)) as proxy:
        version = send(proxy=proxy.url(QUOTED)).json["version"]
    host = sandbox.https_url.removeprefix("https://")
    assert proxy.heard.decode().split("\r\n") == [
        f"CONNECT {host} HTTP/1.1", f"Host: {host}", f"Proxy-Authorization: Basic {PAIR}",
        f"User-Agent: whatsapp-send/{version}", "Proxy-Connection: Keep-Alive", "", ""]


def test_the_credentials_never_reach_the_api(send, sandbox):
    with HttpProxy((USER, PASSWORD)) as proxy:
        assert send(proxy=proxy.url(QUOTED)).exit_code == 0
    assert b"roxy" not in sandbox.requests[0].head
    assert PAIR.encode() not in sandbox.requests[0].head


# When the proxy says no


@pytest.mark.parametrize("kind", [HttpProxy, HttpsProxy])
@pytest.mark.parametrize("credentials", ["joe.doe:wrong", ""])
def test_a_proxy_that_wants_other_credentials_is_auth(send, sandbox, kind, credentials):
    with kind((USER, PASSWORD)) as proxy:
        result = send(proxy=proxy.url(credentials), retries="2")
    assert claim(result) == ("failed", "auth", 77)
    assert (result.json["attempts"], proxy.connections, sandbox.connections) == (1, 1, 0)
    assert result.json["error"]["hint"]


@pytest.mark.parametrize("credentials", ["joe.doe:wrong", ""])
def test_a_socks_proxy_that_wants_other_credentials_is_auth(send, sandbox, credentials):
    with SocksProxy((USER, PASSWORD)) as proxy:
        result = send(proxy=proxy.url(credentials))
    assert (proxy.connections, sandbox.connections) == (1, 0)
    assert result.json["status"] == "failed"
    assert claim(result) == ("failed", "auth", 77)


@pytest.mark.parametrize("answer", [
    FORBIDDEN, BAD_GATEWAY, b"", b"HTTP/1.1 200 OK\r\nX: y\r\n", b"HTTP/1.1 200 OK\r\n\r\n",
    b"HTTP/1.1 301 Moved\r\nLocation: https://elsewhere.invalid/\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\n", b"\x05\x00", b"SSH-2.0-proxy\r\n\r\n",
    b'{"messages":[{"id":"wamid.x"}]}\r\n\r\n',
    b'HTTP/1.1 400 Bad\r\nContent-Length: 43\r\n\r\n{"error":{"code":190,"type":"OAuthException"}}',
    b"HTTP/1.1 502 Bad Gateway\r\n" + 40_000 * b"X: yyyyyyy\r\n" + b"\r\n",
    b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 9999999\r\n\r\n" + 400_000 * b"x",
], ids=lambda answer: repr(answer[:40]))
def test_a_proxy_that_gives_no_tunnel_is_network(send, sandbox, answer):
    with HttpProxy(answers=[answer]) as proxy:
        result = send(proxy=proxy.url(QUOTED))
    assert claim(result) == ("failed", "network", 75)
    assert result.json["error"]["retryable"] and result.json["http_status"] is None
    assert (proxy.connections, sandbox.connections) == (1, 0)


@pytest.mark.parametrize("answer", [
    b"", b"\x05", b"\x04\x00", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x05\x00",
    *(bytes([5, 0, 5, code, 0, 1, 127, 0, 0, 1, 0, 1]) for code in (1, 2, 200)),
    b"\x05\x00\x05\x00\x00\x09xxxxxxxxxx", b"\x05\x00\x05\x00\x00\x03\xffxxxx",
], ids=lambda answer: answer.hex() or "nothing")
def test_a_socks_proxy_that_gives_no_tunnel_is_network(send, sandbox, answer):
    with SocksProxy(answers=[answer]) as proxy:
        result = send(proxy=proxy.url())
    assert claim(result) == ("failed", "network", 75)
    assert (proxy.connections, sandbox.connections) == (1, 0)


@pytest.mark.parametrize("certificate", ["wrong-host", "expired", "self-signed"])
def test_a_proxy_with_a_bad_certificate_is_tls(send, sandbox, certificate):
    with HttpsProxy((USER, PASSWORD), certificate=certificate) as proxy:
        result = send(proxy=proxy.url(QUOTED), retries="2")
    assert claim(result) == ("failed", "tls", 76)
    assert (result.json["attempts"], proxy.connections, sandbox.connections) == (1, 1, 0)
    assert proxy.heard == b""


def test_a_proxy_is_trusted_by_the_built_in_roots_alone_unless_told(send, sandbox):
    with HttpsProxy() as proxy:
        assert claim(send(proxy=proxy.url(), ca_file=None)) == ("failed", "tls", 76)
    assert (proxy.heard, sandbox.connections) == (b"", 0)


def test_a_proxy_that_does_not_speak_tls_sees_no_request(send):
    with HttpProxy() as proxy:
        result = send(proxy=proxy.url(QUOTED).replace("http:", "https:"), connect_timeout="0.5")
    assert claim(result) == ("failed", "network", 75)
    assert b"CONNECT" not in proxy.heard


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "socks5h://127.0.0.1:1",
                                 "https://no-such-host.invalid:1"])
def test_a_proxy_that_is_not_there_is_network(send, sandbox, url):
    assert claim(send(proxy=url)) == ("failed", "network", 75)
    assert sandbox.connections == 0


# When the proxy dies


@pytest.mark.parametrize("kind,size,reset", [
    (HttpProxy, 0, False), (HttpProxy, 0, True), (HttpProxy, 1, False), (HttpProxy, 100, True),
    (HttpProxy, 700, False), (HttpProxy, 700, True), (HttpsProxy, 100, False),
    (SocksProxy, 0, False), (SocksProxy, 100, True),
])
def test_a_proxy_that_dies_in_the_handshake_is_network(send, sandbox, kind, size, reset):
    with kind(cut_after=size, cut_when=lambda: size == 0, reset=reset) as proxy:
        result = send(proxy=proxy.url())
    assert claim(result) == ("failed", "network", 75)
    assert sandbox.requests == []


@pytest.mark.parametrize("reset", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_a_proxy_that_dies_after_the_request_is_unknown(send, sandbox, kind, reset):
    sandbox.reply_next(fault="hang")
    with kind(cut_when=lambda: bool(sandbox.requests), reset=reset) as proxy:
        result = send(proxy=proxy.url(), retries="2")
    assert claim(result) == ("unknown", "unknown", 79)
    assert proxy.connections == sandbox.connections == 1


@pytest.mark.parametrize("kind,limits,expected", [
    (HttpProxy, {"timeout": "0.4"}, "interrupted"),
    (HttpsProxy, {"timeout": "0.4"}, "interrupted"),
    (SocksProxy, {"timeout": "0.4"}, "interrupted"),
    (HttpProxy, {"connect_timeout": "0.3"}, "network"),
])
def test_a_proxy_that_never_answers_costs_no_more_than_the_limit(
        send, sandbox, kind, limits, expected):
    begin = time.monotonic()
    with kind(answers=[None]) as proxy:
        result = send(proxy=proxy.url(), **limits)
    assert time.monotonic() - begin < 1.4
    assert claim(result) == ("failed", expected, 75)
    assert (proxy.connections, sandbox.connections) == (1, 0)


def test_retries_do_not_stretch_the_limit(send, sandbox):
    begin = time.monotonic()
    with HttpProxy(answers=11 * [None]) as proxy:
        result = send(proxy=proxy.url(), connect_timeout="0.1", timeout="1", retries="10")
    assert time.monotonic() - begin < 2
    assert result.exit_code == 75 and result.json["class"] in ("interrupted", "network")
    assert (result.json["attempts"], sandbox.connections) == (proxy.connections, 0)


# Again


def test_each_attempt_has_a_tunnel_of_its_own(send, sandbox):
    sandbox.reply_next(error=GraphError(131016), headers={"Connection": "keep-alive"})
    with HttpProxy((USER, PASSWORD)) as proxy:
        result = send(proxy=proxy.url(QUOTED), retries="1")
    assert (claim(result), result.json["attempts"]) == (("accepted", "ok", 0), 2)
    assert proxy.connections == sandbox.connections == len(proxy.asked) == 2
    assert proxy.heard.count(b"CONNECT ") == proxy.heard.count(PAIR.encode()) == 2


def test_a_proxy_that_recovers_is_used_again(send, sandbox):
    with HttpProxy(answers=[BAD_GATEWAY]) as proxy:
        result = send(proxy=proxy.url(), retries="3")
    assert (claim(result), result.json["attempts"]) == (("accepted", "ok", 0), 2)
    assert (proxy.connections, sandbox.connections) == (2, 1)


def test_a_proxy_that_stays_down_is_asked_once_more_for_each_retry(send, sandbox):
    with HttpProxy(answers=5 * [FORBIDDEN]) as proxy:
        result = send(proxy=proxy.url(), retries="1")
    assert (claim(result), result.json["attempts"]) == (("failed", "network", 75), 2)
    assert (proxy.connections, sandbox.connections) == (2, 0)


# Its credentials are secret

WORDS = f"{USER} {PASSWORD} {QUOTED} {PAIR}".encode()
LOUD = {
    "status_text": b"HTTP/1.1 403 No " + WORDS + b"\r\nContent-Length: 0\r\n\r\n",
    "page": b"HTTP/1.1 502 Bad\r\nContent-Length: %d\r\n\r\n%b" % (len(WORDS), WORDS),
    "header": b"HTTP/1.1 503 Busy\r\nX-Who: " + WORDS + b"\r\nContent-Length: 0\r\n\r\n",
    "realm": (b'HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm="' + WORDS + b'"\r\n'
              b"Content-Length: 0\r\n\r\n"),
    "not_http": WORDS + b"\r\n\r\n",
    "length": b"HTTP/1.1 502 Bad\r\nContent-Length: " + WORDS + b"\r\n\r\n",
    "coding": b"HTTP/1.1 502 Bad\r\nTransfer-Encoding: " + WORDS + b"\r\n\r\n",
}


@pytest.mark.parametrize("name", sorted(LOUD))
def test_what_a_proxy_repeats_is_told_nobody(send, tmp_path, name):
    files = tmp_path / "outputs", tmp_path / "summary"
    with HttpProxy(answers=[LOUD[name]]) as proxy:
        result = send(proxy=proxy.url(QUOTED), verbose="true", annotations="github",
                      output_file=files[0], summary_file=files[1])
    assert result.exit_code in (75, 77)
    assert not is_told(result, USER, PASSWORD, "hunter2", QUOTED, PAIR)
    for file in files:
        written = file.read_text()
        assert written and "joe" not in written and "hunter2" not in written
        assert PAIR not in written


@pytest.mark.parametrize("secret", [PASSWORD, QUOTED.partition(":")[2], PAIR.rstrip("=")],
                         ids=["password", "encoded", "basic"])
def test_what_a_proxy_repeats_as_an_error_of_the_api_is_told_nobody(send, sandbox, secret):
    """A proxy that inspects TLS can answer in the API's name."""
    sandbox.reply_next(error=GraphError(131047, message=f"not for {secret} today"))
    with HttpProxy((USER, PASSWORD)) as proxy:
        result = send(proxy=proxy.url(QUOTED))
    assert result.json["error"]["code"] == 131047
    assert not is_told(result, secret)


# The setting


@pytest.mark.parametrize("value", [
    "localhost", "http://localhost", "http://localhost:", "http://localhost:http",
    "http://localhost:99999", "http://localhost:8080//", "http://localhost:8080/path",
    "http://:8080", ":8080", "8080", "socks5h://", "socks5://localhost:1", "socks4://localhost:1",
    "ftp://localhost:21", "http:/localhost:1", "http://a@b@localhost:1", "http://a:b/c@localhost:1",
    "http://[::1:8080", "http://::1:8080", "http://local host:1", "http://joe:hunter2@localhost",
    "http://localhost:8080,http://localhost:8081", "socks5h://localhost/run/proxy.sock",
    "http://joe:%zz100%@localhost:1", "http://j\u00f6rg:x@localhost:1", "http://loc\u00e4lhost:1", "http://localhost:-1", "http://localhost:1 x",
])
def test_a_bad_proxy_is_a_problem(send, sandbox, value):
    result = send(proxy=value)
    assert (claim(result), result.problems()) == (("invalid", "config", 78), [("proxy", "proxy")])
    assert sandbox.connections == 0
    assert not is_told(result, "hunter2", "b/c")


@pytest.mark.parametrize("value", [
    "http://joe:hunter%0a2@{}", "http://joe:hunter%002@{}", "http://joe%0d:hunter2@{}",
    "socks5h://joe:hunter%1f2@{}",
])
def test_a_proxy_whose_credentials_cannot_be_decoded_is_no_reason_to_go_without(
        send, sandbox, value):
    with HttpProxy() as proxy:
        result = send(proxy=value.format(proxy.address))
    assert sandbox.connections == 0, "sent past the proxy"
    assert result.problems() == [("proxy", "proxy")]


@pytest.mark.parametrize("value", [
    "http://joe:hunter2 {}@localhost:1", "http://joe:hunter2{}@[::1::2::]:1",
    "socks5h://joe:hunter2 {}@localhost:1",
])
@pytest.mark.parametrize("size", [
    10, 300])
def test_a_proxy_that_libcurl_refuses_is_told_nobody(send, value, size):
    result = send(proxy=value.format(size * "x"), retries="0")
    assert result.json["status"] in ("invalid", "failed")
    assert not is_told(result, "hunter2")


@pytest.mark.parametrize("value", ["http://joe:hunter 2@localhost:1", "http://[::1::2::]:1"])
def test_a_proxy_that_libcurl_refuses_is_a_problem(send, value):
    assert send(proxy=value).problems() == [("proxy", "proxy")]


@pytest.mark.parametrize("value", [" http://localhost:1 ", "http://localhost:1\n"])
def test_blanks_around_a_proxy_are_dropped(send, value):
    result = send(proxy=value)
    assert result.warnings() == [("proxy", "surrounding_whitespace")]
    assert claim(result) == ("failed", "network", 75)


@pytest.mark.parametrize("mode", ["send", "validate"])
@pytest.mark.parametrize("no_proxy", [None, "127.0.0.1"])
def test_a_proxy_is_not_shown_the_token_of_a_plain_request(send, sandbox, mode, no_proxy):
    with HttpProxy() as proxy:
        result = send(proxy=proxy.url(), api_url=sandbox.http_url, mode=mode, no_proxy=no_proxy)
    assert claim(result) == ("invalid", "config", 78)
    assert result.problems() == [("proxy", "insecure_proxy")]
    assert proxy.connections == sandbox.connections == 0


def test_validate_neither_shows_nor_asks_the_proxy(send):
    with HttpProxy() as proxy:
        result = send(proxy=proxy.url(QUOTED), mode="validate")
    assert (claim(result), proxy.connections) == (("valid", "ok", 0), 0)
    assert not is_told(result, USER, "hunter2", str(proxy.port))
