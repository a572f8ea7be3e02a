"""A bad line: a TCP proxy that now and then cuts a request in its middle, or loses the answer."""

import random
import socket
import threading


class BadLine:
    """Listens on `port` and passes on to `to`; `cut` and `lost` are shares of the connections that suffer so."""

    def __init__(self, to, cut=0.1, lost=0.2):
        self.to, self.cut, self.lost = to, cut, lost
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        self.listening.close()

    def _serve(self):
        while True:
            try:
                phone, _address = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=[phone], daemon=True).start()

    def _carry(self, phone):
        with phone:
            try:
                house = socket.create_connection(("127.0.0.1", self.to), timeout=30)
            except OSError:
                return
            with house:
                threading.Thread(target=self._pass_on, args=[house, phone, self.lost, False], daemon=True).start()
                self._pass_on(phone, house, self.cut, True)

    def _pass_on(self, source, target, bad_luck, goes_half_way):
        try:
            while piece := source.recv(65536):
                if random.random() < bad_luck:
                    target.sendall(piece[: len(piece) // 2] if goes_half_way else b"")
                    break
                target.sendall(piece)
        except OSError:
            pass
        for each in (source, target):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
