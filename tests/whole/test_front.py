"""The front: what it holds, what it lets go, and what it hands to Django."""

import asyncio
import errno
import importlib
import io
import sys
from types import SimpleNamespace

import pytest

from saan.runtime.browsing import finished


@pytest.fixture
def seen():
    """The environments of the requests that Django was handed."""
    return []


@pytest.fixture
def front(seen, monkeypatch):
    """The module, before a Django that says what it read."""

    def django(environ, start_response):
        environ["body"] = environ["wsgi.input"].read()
        seen.append(environ)
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2"), ("Set-Cookie", "a=1")])
        return _Response([b"o", b"k"])

    # The real one sets the house up for the length of the process.
    monkeypatch.setitem(sys.modules, "saan.wsgi", SimpleNamespace(application=django))
    monkeypatch.delitem(sys.modules, "saan.front", raising=False)
    module = importlib.import_module("saan.front")
    yield module
    sys.modules.pop("saan.front")
    module.application.pool.shutdown()


class _Response(list):
    def close(self):
        pass


class Protocol:
    """The other end: says its pieces, then goes on for ever, stops, or goes away."""

    def __init__(self, *pieces, end=None):
        self.pieces, self.end, self.said = [*pieces], end, None

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.pieces:
            return self.pieces.pop(0)
        if self.end == "silence":
            await asyncio.sleep(3600)
        if self.end:
            raise self.end
        raise StopAsyncIteration

    def response_bytes(self, status, headers, content):
        self.said = status, dict(headers), content

    def response_str(self, status, headers, content):
        self.response_bytes(status, headers, content.encode())


def scope(method="GET", path="/", query="", **headers):
    return SimpleNamespace(
        proto="http", http_version="1.1", server="127.0.0.1:8000", client="10.0.0.9:5", scheme="http",
        method=method, path=path, query_string=query, headers=headers,
    )  # fmt: skip


def asked(front, protocol, **about):
    finished(front.application.__rsgi__(scope(**about), protocol))
    assert front.application.held == 0
    return protocol.said


POST = {"method": "POST", "path": "/lists/"}
WIRE = {"method": "POST", "path": "/openrosa/key/submission"}


def test_django_gets_the_request_whole_and_its_answer_goes_out(front, seen):
    headers = {"content-length": "6", "content-type": "text/x", "cookie": "a=1", "host": "saan.example"}

    said = asked(front, Protocol(b"abc", b"def"), **POST, query="q=1", **headers)

    [environ] = seen
    assert environ["body"] == b"abcdef"
    assert (environ["PATH_INFO"], environ["QUERY_STRING"], environ["REMOTE_ADDR"]) == ("/lists/", "q=1", "10.0.0.9")
    assert (environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"], environ["HTTP_COOKIE"]) == ("text/x", "6", "a=1")
    assert environ["HTTP_HOST"] == "saan.example"
    assert said == (200, {"content-type": "text/plain", "content-length": "2", "set-cookie": "a=1"}, b"ok")


def test_a_header_that_only_looks_like_a_proxys_is_left_out(front, seen):
    asked(
        front, Protocol(), **{"x_forwarded_for": "6.6.6.6", "x-forwarded-for": "10.1.1.1", "x_forwarded_proto": "https"}
    )

    assert seen[0]["HTTP_X_FORWARDED_FOR"] == "10.1.1.1"
    assert "HTTP_X_FORWARDED_PROTO" not in seen[0]


def test_a_body_larger_than_the_memory_kept_for_it_arrives_whole(front, seen):
    piece = bytes(range(256)) * 1024

    asked(front, Protocol(piece, piece, piece), **POST, **{"content-length": str(3 * len(piece))})

    assert seen[0]["body"] == piece * 3


def test_thai_addresses_reach_django_as_wsgi_says(front, seen):
    asked(front, Protocol(), path="/บ้าน/")

    assert seen[0]["PATH_INFO"].encode("latin-1").decode() == "/บ้าน/"


@pytest.mark.parametrize(("about", "kind"), [(POST, "text/plain"), (WIRE, "text/xml")])
def test_too_large_a_body_is_read_off_and_refused(front, seen, monkeypatch, about, kind):
    monkeypatch.setattr(front, "LARGEST", 4)
    monkeypatch.setattr(front.quick, "LARGEST_BODY", 4)
    protocol = Protocol(b"abc", b"def", b"ghi")

    status, headers, _content = asked(front, protocol, **about, **{"content-length": "9"})

    assert status == 413
    assert headers["content-type"].startswith(kind)
    assert not protocol.pieces
    assert not seen


def test_silence_ends_with_408_and_nothing_held(front, seen, monkeypatch):
    monkeypatch.setattr(front, "SILENCE_SECONDS", 0.01)

    status, _headers, _content = asked(front, Protocol(b"abc", end="silence"), **WIRE, **{"content-length": "9"})

    assert status == 408
    assert not seen


def test_who_went_away_in_the_middle_is_not_answered_and_reaches_nobody(front, seen):
    for end in (None, ConnectionError(), RuntimeError()):
        assert asked(front, Protocol(b"abc", end=end), **WIRE, **{"content-length": "9"}) is None

    assert not seen


@pytest.mark.parametrize("about", [POST, WIRE])
def test_when_too_much_is_held_others_are_told_when_to_come_back(front, seen, monkeypatch, about):
    monkeypatch.setattr(front, "HELD_TOGETHER", 4)

    status, headers, _content = asked(front, Protocol(b"abc", b"def"), **about, **{"content-length": "6"})

    assert status == 503
    assert int(headers["retry-after"]) > 0
    assert not seen


@pytest.mark.parametrize("about", [POST, WIRE])
def test_a_disk_without_room_for_a_large_body_is_a_pause(front, seen, monkeypatch, about):
    class Full(io.BytesIO):
        def write(self, piece):
            raise OSError(errno.ENOSPC, "No space left on device")

        def close(self):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(front.tempfile, "SpooledTemporaryFile", lambda _size: Full())

    status, headers, _content = asked(front, Protocol(b"abc"), **about, **{"content-length": "3"})

    assert status == 503
    assert int(headers["retry-after"]) > 0
    assert not seen


def test_what_the_short_way_answers_does_not_reach_django(front, seen, monkeypatch):
    async def answer(_scope, file, size):
        return 201, [("x", "y")], file.read() + str(size).encode()

    monkeypatch.setattr(front.quick, "answer", answer)

    assert asked(front, Protocol(b"abc"), **WIRE, **{"content-length": "3"}) == (201, {"x": "y"}, b"abc3")
    assert not seen


def test_a_fault_of_ours_is_500_and_the_next_one_is_answered(front, monkeypatch):
    async def broken(*_):
        raise ZeroDivisionError

    answer = front.quick.answer
    monkeypatch.setattr(front.quick, "answer", broken)
    status, _headers, _content = asked(front, Protocol())
    monkeypatch.setattr(front.quick, "answer", answer)

    assert status == 500
    assert asked(front, Protocol())[0] == 200
