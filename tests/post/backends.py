"""What delivers in tests of delivery itself."""

import threading
import time

from django.core.mail.backends import locmem
from django.core.mail.backends.base import BaseEmailBackend


class Kapot(BaseEmailBackend):
    """A network that is down."""

    def open(self):
        raise ConnectionRefusedError(111, "Connection refused")

    def send_messages(self, email_messages):
        raise AssertionError("nobody sends over a connection that could not be opened")


class Traag(locmem.EmailBackend):
    """Takes a while for each mail, and remembers which threads sent."""

    draden: set[str] = set()

    def send_messages(self, messages):
        self.draden.add(threading.current_thread().name)
        time.sleep(0.02)
        return super().send_messages(messages)
