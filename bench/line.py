"""A slow telephone line to a server: so many milliseconds there and back, so many bits a second each way."""

import asyncio
import threading
import time
from contextlib import contextmanager, suppress

PIECE = 1440  # what one packet carries


class Line:
    """What one end says reaches the other half a round trip later, no faster than the line carries it."""

    def __init__(self, target, round_trip=0.150, bits_down=1_600_000, bits_up=750_000):
        self.target, self.delay = target, round_trip / 2
        self.bits = {"down": bits_down, "up": bits_up}
        self.carried = {"down": 0, "up": 0}

    async def connect(self, reader, writer):
        await asyncio.sleep(2 * self.delay)  # the handshake
        far_reader, far_writer = await asyncio.open_connection(*self.target)
        with suppress(asyncio.CancelledError):  # the line is taken down
            await asyncio.gather(self._carry(reader, far_writer, "up"), self._carry(far_reader, writer, "down"))

    async def _carry(self, reader, writer, way):
        waiting = asyncio.Queue()
        arriving = asyncio.create_task(self._deliver(waiting, writer))
        free_at = time.monotonic()
        while data := await reader.read(PIECE):
            self.carried[way] += len(data)
            free_at = max(free_at, time.monotonic()) + len(data) * 8 / self.bits[way]
            waiting.put_nowait((free_at + self.delay, data))
        waiting.put_nowait((0, b""))
        await arriving

    async def _deliver(self, waiting, writer):
        while True:
            at, data = await waiting.get()
            if not data:
                break
            await asyncio.sleep(max(0, at - time.monotonic()))
            writer.write(data)
            await writer.drain()
        writer.close()


@contextmanager
def line_to(host, port, **kind):
    """(the Line, its own port)."""
    line, opened, ready = Line((host, port), **kind), [], threading.Event()

    async def serve():
        over = asyncio.Event()
        server = await asyncio.start_server(line.connect, "127.0.0.1", 0)
        opened.extend([server.sockets[0].getsockname()[1], asyncio.get_running_loop(), over])
        ready.set()
        await over.wait()

    thread = threading.Thread(target=asyncio.run, args=[serve()], daemon=True)
    thread.start()
    ready.wait()
    own_port, loop, over = opened
    try:
        yield line, own_port
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
