"""The web application as granian loads it: a request is held until it is whole, then one of few threads works on it.

A body that trickles in costs a little memory in the event loop and no thread and no database connection, however many
of them there are. What is small and often, a submission from a phone, is answered here without the rest of the house
(saan.forms.openrosa.quick); everything else is Django's. The choice is told in docs/adr/0011.
"""

import asyncio
import io
import logging
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http import HTTPStatus

from saan.wsgi import application as django  # isort: skip, sets the house up

from saan.forms.openrosa import quick
from saan.shared.errors import is_pause

THREADS = int(os.environ.get("SAAN_THREADS", "8"))
SILENCE_SECONDS = 30
log = logging.getLogger(__name__)
IN_MEMORY = 256 << 10
LARGEST = 512 << 20
RETRY_SECONDS = 5
DRAINED = 128 << 20
HELD_TOGETHER = 2 << 30
WHOLE_ANSWER = 1 << 20


class Cut(Exception):
    """The body will not be read to its end; answer with this status."""

    def __init__(self, status):
        super().__init__(status)
        self.status = status


class Front:
    def __init__(self):
        self.pool = ThreadPoolExecutor(THREADS, thread_name_prefix="request")
        self.held = 0

    async def __rsgi__(self, scope, protocol):
        if scope.proto != "http":
            protocol.close(404)
            return
        try:
            body = await self._body(scope, protocol)
        except Cut as cut:
            _refuse(scope, protocol, cut.status)
            return
        except (ConnectionError, RuntimeError):
            return  # whoever sent it is gone
        try:
            await self._answer(scope, protocol, body)
        except Exception:
            log.exception("No answer to %s %s", scope.method, scope.path.rpartition("/")[2])
            _refuse(scope, protocol, 500)
        finally:
            self.held -= body.size
            body.close()

    async def _answer(self, scope, protocol, body):
        if said := await quick.answer(scope, body.file, body.size):
            status, headers, content = said
            protocol.response_bytes(status, headers, content)
            return
        loop = asyncio.get_running_loop()
        status, headers, content = await loop.run_in_executor(self.pool, _work, scope, body)
        if isinstance(content, bytes):
            protocol.response_bytes(status, headers, content)
        else:
            await self._stream(loop, protocol, status, headers, content)

    async def _stream(self, loop, protocol, status, headers, response):
        """Piece by piece, so that a slow reader holds no thread either."""
        line, pieces = protocol.response_stream(status, headers), iter(response)
        try:
            while (piece := await loop.run_in_executor(self.pool, next, pieces, None)) is not None:
                await line.send_bytes(piece)
        except (ConnectionError, RuntimeError):
            pass  # whoever asked is gone
        finally:
            await loop.run_in_executor(self.pool, response.close)

    async def _body(self, scope, protocol):
        length = _length(scope)
        if length == 0 and "transfer-encoding" not in scope.headers:
            return _Body()
        limit = quick.LARGEST_BODY if scope.path.startswith("/openrosa/") else LARGEST
        body = _Body()
        try:
            await self._fill(body, protocol, limit if length <= limit else 0, length)
            body.file.seek(0)
        except BaseException as error:
            self.held -= body.size
            body.close()
            if is_pause(error):  # it was too large for the memory, and the disk has no room
                raise Cut(503) from error
            raise
        return body

    async def _fill(self, body, protocol, limit, length):
        """Take in the body; of one that is too large read on for a while, or the sender would not hear our answer."""
        seen, pieces = 0, protocol.__aiter__()
        while True:
            try:
                piece = await asyncio.wait_for(pieces.__anext__(), SILENCE_SECONDS)
            except StopAsyncIteration:
                break
            except TimeoutError as error:
                raise Cut(408) from error
            seen += len(piece)
            if seen <= limit:
                self._hold(body, piece)
            elif seen > DRAINED or length > DRAINED:
                break
        if seen > limit:
            raise Cut(413)
        if length and seen != length:
            raise ConnectionError("the sender went away in the middle")

    def _hold(self, body, piece):
        if self.held + len(piece) > HELD_TOGETHER:
            raise Cut(503)
        self.held += len(piece)
        body.size += len(piece)
        body.file.write(piece)


class _Body:
    """In memory while small, then in a file without a name, gone with us."""

    def __init__(self):
        self.file, self.size = tempfile.SpooledTemporaryFile(IN_MEMORY), 0  # noqa: SIM115 closed by close()

    def close(self):
        with suppress(OSError):  # what could not be written cannot be written now
            self.file.close()


def _length(scope):
    try:
        return int(scope.headers.get("content-length") or 0)
    except ValueError:
        return 0


def _refuse(scope, protocol, status):
    if scope.path.startswith("/openrosa/"):
        protocol.response_bytes(*quick.refusal(status))
        return
    headers = [("content-type", "text/plain; charset=utf-8"), ("connection", "close")]
    if status == 503:
        headers.append(("retry-after", str(RETRY_SECONDS)))
    protocol.response_str(status, headers, HTTPStatus(status).phrase)


def _work(scope, body):
    """In a thread: Django's answer as (status, headers, bytes or the response that streams)."""
    said = []
    response = django(_environ(scope, body), lambda status, headers, exc_info=None: said.append((status, headers)))
    status, headers = said[0]
    status, headers = int(status[:3]), [(name.lower(), value) for name, value in headers]
    if getattr(response, "streaming", False) and not _is_small(headers):
        return status, headers, response
    content = b"".join(response)
    response.close()
    return status, headers, content


def _is_small(headers):
    length = next((value for name, value in headers if name == "content-length"), None)
    return length is not None and int(length) <= WHOLE_ANSWER


def _environ(scope, body):
    host, _colon, port = scope.server.rpartition(":")
    environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host or "localhost",
        "SERVER_PORT": port or "80",
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "CONTENT_LENGTH": str(body.size),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body.file if body.size else io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" in name:  # WSGI could not tell it from the one with a dash that a proxy puts there or takes away
            continue
        if name == "content-type":
            environ["CONTENT_TYPE"] = value
        elif name != "content-length":
            key = f"HTTP_{name.upper().replace('-', '_')}"
            joint = "; " if name == "cookie" else ","
            environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value
    return environ


application = Front()
