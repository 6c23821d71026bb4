"""The supervisor behind `make demo`: services, preparation, web, worker and beat, and the end of them all.

It stays in the foreground. Ctrl-C, SIGTERM, a closed terminal or the end of `make` stops everything; a part
that dies by itself is started again.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from scripts.diensten import (  # noqa: E402 - the checkout must be on the path first
    PORTAL,
    SUPERVISOR_MARK,
    Diensten,
    DienstFout,
    end_strays,
    prepare_folder,
    read_supervisor,
)

HOST = "127.0.0.1"
FIRST_PORT = 8000
PORTS_TO_TRY = 100
READY_SECONDS = 120
LOG_LIMIT = 5_000_000


def say(text: str) -> None:
    """One line for the reader, at once; a terminal that has gone away is no reason to stop halfway."""
    with contextlib.suppress(OSError):
        print(text, flush=True)


# -- the port ------------------------------------------------------------------------------------------


def port_is_free(port: int) -> bool:
    """Whether a server could listen here now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def choose_port(wish: str) -> int:
    """The port that was asked for, or the first free one."""
    if not wish:
        for port in range(FIRST_PORT, FIRST_PORT + PORTS_TO_TRY):
            if port_is_free(port):
                return port
        raise DienstFout("Geen vrije poort gevonden vanaf 8000. Kies er zelf een: make demo PORT=9000")
    if not wish.isdigit() or not 1 <= int(wish) <= 65535:
        raise DienstFout(f"PORT={wish} is geen poortnummer. Bijvoorbeeld: make demo PORT=8010")
    if int(wish) < 1024 and os.geteuid() != 0:
        raise DienstFout(f"Poort {wish} mag alleen root gebruiken. Bijvoorbeeld: make demo PORT=8010")
    if not port_is_free(int(wish)):
        raise DienstFout(
            f"Poort {wish} is bezet door een ander programma. Kies een andere (make demo PORT=8010), "
            "of laat PORT weg: dan wordt de eerste vrije genomen."
        )
    return int(wish)


# -- the parts -----------------------------------------------------------------------------------------


@dataclass
class Part:
    """One process of the portal, in a group of its own."""

    name: str
    command: list[str]
    env: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.5
    again_at: float = 0.0
    deaths: int = 0

    @property
    def log(self) -> Path:
        """Where its output goes."""
        return PORTAL / "log" / f"{self.name}.log"

    def start(self) -> None:
        """Start it; should the supervisor be killed outright, the kernel ends this process too."""
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        env = dict(os.environ, **self.env)
        env[SUPERVISOR_MARK] = str(PORTAL)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", *self.command],
                cwd=CHECKOUT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started = time.monotonic()
        self.again_at = 0.0

    def signal_group(self, number: signal.Signals) -> None:
        """Signal the process and all that it started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def watch(self) -> None:
        """Start it again when it died, each time after a longer pause."""
        now = time.monotonic()
        if self.again_at:
            if now >= self.again_at:
                self.start()
            return
        code = self.process.poll() if self.process else None
        if code is None:
            return
        self.signal_group(signal.SIGKILL)  # what it left behind would hold the port or take tasks
        self.deaths += 1
        self.pause = 1.0 if now - self.started > 60 else min(self.pause * 2, 30.0)
        self.again_at = now + self.pause
        say(
            f"→ {self.name} stopte onverwacht (code {code}); "
            f"start opnieuw over {self.pause:.0f} s. Zie {self.log.relative_to(CHECKOUT)}."
        )

    def tail(self, lines: int = 12) -> str:
        """The end of its log."""
        try:
            return "\n".join("    " + x for x in self.log.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return ""


def make_parts(port: int) -> list[Part]:
    """Web, worker and beat, as they also run in production."""
    python = sys.executable
    web = [
        *(python, "-m", "granian", "--interface", "wsgi", "woonzorg.wsgi:application"),
        *("--host", HOST, "--port", str(port), "--http", "1", "--no-ws"),
        *("--workers", "2", "--blocking-threads", "4", "--backlog", "512", "--backpressure", "64"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5"),
    ]
    celery = [python, "-m", "celery", "-A", "woonzorg"]
    return [
        Part("web", web, {"DATABASE_POOL": "1", "PORT": str(port)}),
        Part("worker", [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO", "--without-mingle"]),
        Part(
            "beat",
            [*celery, "beat", "--loglevel", "INFO", "--pidfile=", "--schedule", str(PORTAL / "beat-schema")],
        ),
    ]


# -- the end of make -----------------------------------------------------------------------------------


class MakeWatch:
    """Notices that the `make` above has ended, or was told to end and waits for us.

    A signal to make alone (`kill -INT`, a program that started it) does not reach its children. GNU make
    then puts the default handler back and waits; that is to be seen in its list of caught signals.
    """

    def __init__(self) -> None:
        self.parent = os.getppid()
        self.is_make = "make" in self._field("Name")
        self.caught = self._caught()

    def _field(self, name: str) -> str:
        try:
            for line in Path(f"/proc/{self.parent}/status").read_text().splitlines():
                if line.startswith(name + ":"):
                    return line.split(":", 1)[1].strip()
        except OSError:
            pass
        return ""

    def _caught(self) -> int:
        """The bits of SIGINT and SIGTERM."""
        mask = int(self._field("SigCgt") or "0", 16)
        return mask & (1 << (signal.SIGINT - 1) | 1 << (signal.SIGTERM - 1))

    def ended(self) -> bool:
        """True when make is gone or wants to be."""
        if not self.is_make:
            return False
        return os.getppid() != self.parent or self.caught & ~self._caught() != 0


# -- the whole -----------------------------------------------------------------------------------------


class Portaal:
    """Everything that `make demo` runs."""

    def __init__(self, port: int, lock: int) -> None:
        self.port = port
        self.lock = lock
        self.services = Diensten()
        self.parts: list[Part] = []
        self.make = MakeWatch()
        self.stop_asked = False

    @property
    def address(self) -> str:
        """What a person opens."""
        return f"http://{HOST}:{self.port}"

    def run(self) -> int:
        """From nothing to running, until somebody says stop; the exit code."""
        began = time.monotonic()
        self._listen()
        try:
            end_strays(PORTAL)
            say("→ PostgreSQL en Redis …")
            self.services.acquire()
            self.services.write_env(self.port)
            if not self._prepare() or self.stopping():
                return 0 if self.stop_asked else 1
            say("→ Web, worker en beat …")
            self.parts = make_parts(self.port)
            for part in self.parts:
                part.start()
            if not self._wait_ready():
                return 0 if self.stop_asked else 1
            self._tell_port()
            say(f"→ Opgestart in {time.monotonic() - began:.0f} s. Stoppen: Ctrl-C, of 'make stop'.")
            say(f"Klaar: {self.address}")
            self._watch()
            return 0
        finally:
            self._end()

    def stopping(self) -> bool:
        """Whether somebody asked to stop."""
        if not self.stop_asked and self.make.ended():
            self.stop_asked = True
        return self.stop_asked

    def _listen(self) -> None:
        def on_signal(_number: int, _frame: object) -> None:
            self.stop_asked = True

        signal.signal(signal.SIGINT, on_signal)
        signal.signal(signal.SIGTERM, on_signal)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup keeps its meaning
            signal.signal(signal.SIGHUP, on_signal)

    def _prepare(self) -> bool:
        """Migrations, gebieden, demo data, static files; False when that failed or was broken off."""
        child = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", sys.executable, "-m", "scripts.voorbereiden"],
            cwd=CHECKOUT,
            env=dict(os.environ, **{SUPERVISOR_MARK: str(PORTAL)}),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        while child.poll() is None:
            if self.stopping():
                os.killpg(child.pid, signal.SIGTERM)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(timeout=10)
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGKILL)
                child.wait()
                return False
            time.sleep(0.1)
        if child.returncode:
            say("Fout: het voorbereiden van de database mislukte; de melding staat hierboven.")
            say("      Oude gegevens na een nieuwe versie? 'make reset' en daarna 'make demo' begint opnieuw.")
        return child.returncode == 0

    def _health(self) -> tuple[bool, str]:
        try:
            with urllib.request.urlopen(f"{self.address}/gezond", timeout=10) as answer:
                return answer.status == 200, answer.read(500).decode(errors="replace")
        except urllib.error.HTTPError as error:
            return False, f"{error.code} {error.read(500).decode(errors='replace')}"
        except (OSError, ValueError) as error:
            return False, str(error)

    def _wait_ready(self) -> bool:
        deadline = time.monotonic() + READY_SECONDS
        told = ""
        while not self.stopping():
            healthy, told = self._health()
            if healthy:
                return True
            if time.monotonic() > deadline or any(part.deaths > 2 for part in self.parts):
                self._tell_unready(told)
                return False
            for part in self.parts:
                part.watch()
            time.sleep(0.2)
        return False

    def _tell_unready(self, told: str) -> None:
        say(f"Fout: het portaal komt niet op; {self.address}/gezond zegt: {told}")
        for part in self.parts:
            say(f"  Laatste regels van {part.log.relative_to(CHECKOUT)}:\n{part.tail()}")
        say("      Helpt opnieuw 'make demo' niet, begin dan leeg: 'make reset' en 'make demo'.")

    def _tell_port(self) -> None:
        """From now on other commands read the address from the lock file."""
        os.truncate(self.lock, 0)
        os.pwrite(self.lock, f"{os.getpid()} {self.port}\n".encode(), 0)

    def _watch(self) -> None:
        while not self.stopping():
            for part in self.parts:
                part.watch()
            self._watch_services()
            time.sleep(0.5)

    def _watch_services(self) -> None:
        for service in (self.services.postgres, self.services.redis):
            if service.pid is not None:
                continue
            say(f"→ {service.label} stopte onverwacht; start opnieuw.")
            try:
                service.start()
            except DienstFout as error:
                say(f"Fout: {error}")
                time.sleep(5)

    def _end(self) -> None:
        if self.parts:
            say("→ Stoppen …")
        for part in reversed(self.parts):
            part.signal_group(signal.SIGTERM)
        deadline = time.monotonic() + 12  # a task that is under way may finish
        for part in self.parts:
            if part.process is not None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    part.process.wait(timeout=max(0.1, deadline - time.monotonic()))
            part.signal_group(signal.SIGKILL)
        with contextlib.suppress(DienstFout, OSError):
            self.services.write_env(forget_port=True)
            if not self.services.release():
                say("→ PostgreSQL en Redis blijven aan: een ander commando gebruikt ze. 'make stop' stopt ze.")
        if self.parts:
            say("Gestopt.")


def take_lock() -> int | None:
    """The lock that says: the portal of this checkout runs. None when another process has it."""
    handle = os.open(PORTAL / "portaal.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    os.truncate(handle, 0)
    os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
    return handle


def tell_running() -> int:
    """Say where the portal runs already; exit code 1 when it does not."""
    running = read_supervisor(PORTAL)
    if running is None:
        return 1
    if running[1] is None:
        say("Het portaal is in een ander venster aan het opstarten. Wacht daar op 'Klaar', of: make stop")
    else:
        say("Het portaal draait al. Stoppen: make stop")
        say(f"Klaar: http://{HOST}:{running[1]}")
    return 0


def main(arguments: list[str]) -> int:
    """`--draait-al` only tells; without arguments the portal starts."""
    if arguments == ["--draait-al"]:
        return tell_running()
    try:
        prepare_folder(PORTAL)
        lock = take_lock()
        if lock is None:
            return tell_running()
        return Portaal(choose_port(os.environ.get("PORT", "").strip()), lock).run()
    except DienstFout as error:
        print(f"Fout: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
