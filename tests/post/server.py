"""The smallest mail server that Django's own SMTP backend talks to, so that nothing of the sending is made up."""

import socketserver
import threading
from email import message_from_bytes, policy


class Mailserver(socketserver.ThreadingTCPServer):
    """`berichten` holds what was accepted, `verbindingen` counts connections. An address that begins with 'weiger'
    gets 550; with 'breek' the connection is cut in the middle of the mail."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Gesprek)
        self.berichten, self.verbindingen = [], 0

    @property
    def poort(self) -> int:
        return self.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return super().__enter__()

    def __exit__(self, *args):
        self.shutdown()
        super().__exit__(*args)


class Gesprek(socketserver.StreamRequestHandler):
    def zeg(self, regel: str) -> None:
        self.wfile.write(regel.encode() + b"\r\n")

    def handle(self) -> None:
        self.server.verbindingen += 1
        self.zeg("220 proef")
        while regel := self.rfile.readline().decode().strip():
            opdracht, _, rest = regel.partition(" ")
            opdracht = opdracht.upper()
            if opdracht == "RCPT" and "<weiger" in rest:
                self.zeg("550 5.1.1 Onbekende gebruiker")
            elif opdracht == "RCPT" and "<breek" in rest:
                return
            elif opdracht == "DATA":
                self._neem()
            elif opdracht == "QUIT":
                self.zeg("221 tot ziens")
                return
            else:
                self.zeg("250 goed")

    def _neem(self) -> None:
        self.zeg("354 ga door")
        regels = []
        while (regel := self.rfile.readline()) != b".\r\n":
            regels.append(regel)
        self.server.berichten.append(message_from_bytes(b"".join(regels), policy=policy.default))
        self.zeg("250 aangenomen")
