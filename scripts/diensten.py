#!/usr/bin/env python3
"""A private PostGIS cluster and a private Redis in a folder of the project.

Standard library only: this runs with the system's python3 before the virtual environment exists.
Both services listen on unix sockets alone, so no port is taken and no system service is touched.

Command line (the checkout's own services, in .portal/):

    python3 scripts/diensten.py start|stop|status|reset
    python3 scripts/diensten.py met -- COMMAND …       run COMMAND with the services up
    python3 scripts/diensten.py testmet -- COMMAND …   the same, with services for tests only (.portal/test)

Tests start throwaway instances of their own:

    with Postgres(folder) as postgres, Redis(folder) as redis:
        postgres.url("portal"), redis.url; postgres.kill(); postgres.start()
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

CHECKOUT = Path(__file__).resolve().parent.parent
PORTAL = CHECKOUT / ".portal"
TESTS = PORTAL / "test"

# sun_path holds 108 bytes with its closing zero; PostgreSQL appends its own file name to the folder.
SOCKET_LIMIT = 107
PG_SOCKET_NAME = ".s.PGSQL.5432"

# Every process that the supervisor starts carries this variable, so that `stop` finds strays as well.
SUPERVISOR_MARK = "WOONZORG_PORTAAL"


class DienstFout(Exception):
    """Something a person must act on; the text is plain Dutch and says what to do."""


# -- processes -----------------------------------------------------------------------------------------


def process_alive(pid: int) -> bool:
    """True for a running process; a zombie counts as gone, as in containers nobody may reap it."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return False
    return state not in ("Z", "X")


def works_in(pid: int, folder: Path) -> bool:
    """True when the process has this working folder: both servers chdir to their data folder.

    After a hard kill or a reboot a pid file may name a process that is somebody else's by now.
    """
    if not process_alive(pid):
        return False
    try:
        return os.path.samefile(f"/proc/{pid}/cwd", folder)
    except OSError:
        return False


def children_of(pid: int) -> list[int]:
    """Process ids whose parent is this one."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            if int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(entry.name))
    return found


def signal_process(pid: int, number: signal.Signals) -> None:
    """Send a signal; a process that is gone already is fine."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def wait_gone(pids: list[int], seconds: float) -> bool:
    """Wait until none of these processes runs; False when time is up."""
    deadline = time.monotonic() + seconds
    while any(process_alive(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


# -- places --------------------------------------------------------------------------------------------


def _is_root() -> bool:
    return os.geteuid() == 0


def _short_name(folder: Path) -> str:
    """A name for folders elsewhere that is the same on every run and different for every checkout."""
    return f"woonzorg-{os.geteuid()}-{hashlib.sha256(str(folder).encode()).hexdigest()[:10]}"


def _postgres_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        raise DienstFout(
            "De systeemgebruiker 'postgres' ontbreekt. Installeer PostgreSQL met PostGIS: "
            "apt-get install postgresql-postgis (of draai 'make demo', dat doet het zelf)."
        ) from None


def _as_postgres() -> list[str]:
    """PostgreSQL refuses to run as root: the words that start a command as user postgres instead."""
    if not _is_root():
        return []
    _postgres_user()
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--reset-env"]


def _reachable_for_postgres(folder: Path) -> bool:
    """Whether user postgres can walk down to this folder (a 0700 home on the way stops it)."""
    if not _is_root():
        return True
    while not folder.exists():
        folder = folder.parent
    command = [*_as_postgres(), "test", "-x", str(folder)]
    return subprocess.run(command, check=False, cwd="/").returncode == 0


def _safe_folder(folder: Path, mode: int, *, for_postgres: bool = False) -> Path:
    """Make a folder, or check that the one that is there is ours and no link set out by somebody else."""
    owners = {os.geteuid()}
    if _is_root():
        owners.add(_postgres_user().pw_uid)
    try:
        folder.mkdir(mode=mode, parents=True)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners:
            raise DienstFout(
                f"{folder} is van een andere gebruiker. Verwijder die map, of draai het portaal "
                "als de gebruiker die hem maakte."
            ) from None
    folder.chmod(mode)
    if for_postgres and _is_root():
        user = _postgres_user()
        os.chown(folder, user.pw_uid, user.pw_gid)
    return folder


def find_binaries(major: str | None = None) -> Path:
    """The bin folder of the newest PostgreSQL, or of one major version when a cluster asks for it."""
    found = {p.parent.parent.name: p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/postgres")}
    if major is not None:
        if major not in found:
            raise DienstFout(
                f"De database in deze map is van PostgreSQL {major} en dat staat hier niet (meer). "
                "Draai 'make reset' om met een lege database te beginnen, of installeer die versie."
            )
        return found[major]
    if not found:
        raise DienstFout(
            "PostgreSQL ontbreekt. Draai 'make demo', dat installeert het, of zelf: apt-get install postgresql-postgis."
        )
    return found[max(found, key=lambda name: [int(part) for part in re.findall(r"\d+", name)])]


# -- the two services ----------------------------------------------------------------------------------


class Service(ABC):
    """What both servers share: a folder, a process, start, stop and kill."""

    label = ""

    def __init__(self, folder: Path | str, *, with_parent: bool = False) -> None:
        """`with_parent`: the server ends when the process that starts it does (for tests)."""
        self.folder = Path(folder).resolve()
        self.with_parent = with_parent
        self.log = self.folder / "log" / f"{self.label.lower()}.log"
        self._child: subprocess.Popen[bytes] | None = None

    @property
    @abstractmethod
    def pid(self) -> int | None:
        """The server's main process, also when another command started it; None when it is not running."""

    @property
    @abstractmethod
    def ready(self) -> bool:
        """True when the server answers."""

    @abstractmethod
    def start(self) -> None:
        """Start the server and wait until it answers; nothing happens when it runs."""

    def stop(self) -> None:
        """End the server in an orderly way, harder when it does not listen."""
        for number, seconds in ((self.stop_signal, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
            pid = self.pid
            if pid is None:
                break
            signal_process(pid, number)
            if wait_gone([pid], seconds):
                break
        self._reap()

    stop_signal = signal.SIGTERM

    def kill(self) -> None:
        """kill -9 of the main process, as a crash does; returns when all its processes are gone."""
        pid = self.pid
        if pid is None:
            return
        family = [pid, *children_of(pid)]
        signal_process(pid, signal.SIGKILL)
        if not wait_gone(family, 10):
            for member in family:
                signal_process(member, signal.SIGKILL)
        self._reap()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _spawn(self, command: list[str], cwd: Path, env: dict[str, str]) -> subprocess.Popen[bytes]:
        """Start in a session of its own: Ctrl-C in a terminal must not reach the database first."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._child = subprocess.Popen(
                command,
                cwd=cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self._child

    def _reap(self) -> None:
        if self._child is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._child.wait(timeout=5)

    def _wait_ready(self, child: subprocess.Popen[bytes], seconds: float) -> bool:
        """True when the server answers, False when it ended or took too long."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.ready:
                return True
            if child.poll() is not None:
                return False
            time.sleep(0.02)
        return False

    def _log_tail(self, lines: int = 8) -> str:
        try:
            return "\n".join("  " + x for x in self.log.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return ""


class Postgres(Service):
    """A private PostgreSQL with PostGIS.

    The data stand in `<folder>/postgres`, unless user postgres cannot get there or the socket's path
    would be too long; where they stand then is remembered in `<folder>/plek.json`.
    """

    label = "PostgreSQL"
    stop_signal = signal.SIGINT  # 'fast': ends connections, then shuts down cleanly

    # For two cores and little memory. jit costs more than it gives on queries of milliseconds.
    SETTINGS = {
        "listen_addresses": "",
        "port": "5432",
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "shared_buffers": "256MB",
        "work_mem": "16MB",
        "maintenance_work_mem": "128MB",
        "effective_cache_size": "1GB",
        "max_parallel_workers_per_gather": "1",
        "max_parallel_workers": "2",
        "random_page_cost": "1.1",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "max_wal_size": "1GB",
        "log_checkpoints": "off",
        "autovacuum_naptime": "20s",
    }

    def __init__(
        self,
        folder: Path | str,
        *,
        synchronous_commit: bool = True,
        fsync: bool = True,
        settings: dict[str, str] | None = None,
        with_parent: bool = False,
    ) -> None:
        """`fsync=False` also leaves full page writes out: faster, and lost when the machine crashes."""
        super().__init__(folder, with_parent=with_parent)
        self.log = self.folder / "log" / "postgres.log"
        on_off = {True: "on", False: "off"}
        self.settings = {
            **self.SETTINGS,
            "fsync": on_off[fsync],
            "full_page_writes": on_off[fsync],
            "synchronous_commit": on_off[synchronous_commit],
            **(settings or {}),
        }
        self._places: tuple[Path, Path] | None = None

    # -- where things stand

    @property
    def data(self) -> Path:
        """The data folder."""
        return self._find_places()[0]

    @property
    def socket_folder(self) -> Path:
        """The folder with the unix socket: what libpq calls the host."""
        return self._find_places()[1]

    def url(self, database: str = "portal") -> str:
        """The address as django-environ's `env.db()` reads it: HOST is the socket folder."""
        return f"postgis://portal@/{quote(str(self.socket_folder))}/{quote(database)}"

    def _find_places(self) -> tuple[Path, Path]:
        if self._places is None:
            self._places = self._remembered_places() or self._choose_places()
        return self._places

    def _remembered_places(self) -> tuple[Path, Path] | None:
        try:
            found = json.loads((self.folder / "plek.json").read_text())
            if found["map"] != str(self.folder):  # a copied checkout gets places of its own
                return None
            return Path(found["data"]), Path(found["socket"])
        except (OSError, ValueError, KeyError):
            return None

    def _choose_places(self) -> tuple[Path, Path]:
        name = _short_name(self.folder)
        home = self.folder
        if not _reachable_for_postgres(self.folder):
            home = Path("/var/tmp") / name
        data, sockets = home / "postgres", home / "socket"
        if len(os.fsencode(sockets / PG_SOCKET_NAME)) > SOCKET_LIMIT:
            sockets = Path("/tmp") / name
        return data, sockets

    def _remember_places(self) -> None:
        text = json.dumps({"map": str(self.folder), "data": str(self.data), "socket": str(self.socket_folder)})
        (self.folder / "plek.json").write_text(text + "\n")

    # -- state

    def _pid_lines(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    @property
    def pid(self) -> int | None:
        """The postmaster."""
        lines = self._pid_lines()
        if not lines or not lines[0].strip().isdigit():
            return None
        pid = int(lines[0])
        return pid if works_in(pid, self.data) else None

    @property
    def ready(self) -> bool:
        """PostgreSQL itself writes in its pid file when it takes connections."""
        lines = self._pid_lines()
        return len(lines) >= 8 and lines[7].strip() == "ready" and self.pid is not None

    # -- work

    def create(self) -> None:
        """Make the cluster when it is not there; an initdb that was broken off leaves nothing behind."""
        if (self.data / "PG_VERSION").exists():
            return
        binaries = find_binaries()
        fresh = self.data.with_name("postgres.nieuw")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.data.parent != self.folder:
            _safe_folder(self.data.parent, 0o711)
        _safe_folder(fresh, 0o700, for_postgres=True)
        command = [
            *_as_postgres(),
            str(binaries / "initdb"),
            *("--no-sync", "-U", "portal", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"),
            *("-D", str(fresh)),
        ]
        done = subprocess.run(command, check=False, capture_output=True, text=True, cwd="/")
        if done.returncode:
            raise DienstFout(f"Het aanmaken van de database mislukte:\n{done.stdout}{done.stderr}".rstrip())
        fresh.rename(self.data)
        self._remember_places()

    def start(self) -> None:
        """Start the server and wait until it takes connections; nothing happens when it runs."""
        self.create()
        if self.pid is not None:
            self._wait_for_other_starter()
            return
        major = (self.data / "PG_VERSION").read_text().strip()
        binaries = find_binaries(major)
        self._clear_stale_pid()
        _safe_folder(self.socket_folder, 0o700, for_postgres=True)
        self._remember_places()
        command = [
            *_as_postgres(),
            *self._parent_words(),
            str(binaries / "postgres"),
            *("-D", str(self.data)),
            *("-c", f'unix_socket_directories="{self.socket_folder}"'),
        ]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        # After a kill -9 the last backends may need a moment before they let the shared memory go.
        deadline = time.monotonic() + 20
        while True:
            child = self._spawn(command, cwd=self.data, env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"})
            if self._wait_ready(child, 90):
                return
            crowded = "shared memory" in self._log_tail(4)
            if not crowded or time.monotonic() > deadline:
                raise DienstFout(
                    f"PostgreSQL kwam niet op. Laatste regels van {self.log}:\n{self._log_tail()}\n"
                    "Is de schijf vol of de database beschadigd? 'make reset' begint met een lege database."
                )
            time.sleep(0.3)

    def run_sql(self, statement: str, database: str = "portal") -> str:
        """Run one statement by psql and give its bare output."""
        # psql may be newer than the server, so the newest will do; as root it needs no other user.
        command = [
            str(find_binaries() / "psql"),
            *("-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"),
            *("-h", str(self.socket_folder), "-p", "5432", "-U", "portal", "-d", database, "-c", statement),
        ]
        done = subprocess.run(command, check=False, capture_output=True, text=True, cwd="/")
        if done.returncode:
            raise DienstFout(f"De database weigerde een opdracht:\n{done.stderr.strip()}")
        return done.stdout.strip()

    def create_database(self, name: str = "portal") -> None:
        """Make a database with PostGIS in it, when it is not there."""
        if not self.run_sql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'", "postgres"):
            self.run_sql(f'CREATE DATABASE "{name}"', "postgres")
        try:
            self.run_sql("SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS postgis", name)
        except DienstFout as error:
            if "control file" not in str(error) and "not available" not in str(error):
                raise
            raise DienstFout(
                "PostGIS ontbreekt bij deze PostgreSQL. Installeer het: apt-get install postgresql-postgis."
            ) from error

    def remove(self) -> None:
        """Stop, and throw the data away, also where they stand outside the folder."""
        self.stop()
        data, sockets = self._find_places()
        shutil.rmtree(data, ignore_errors=True)
        shutil.rmtree(data.with_name("postgres.nieuw"), ignore_errors=True)
        shutil.rmtree(sockets, ignore_errors=True)
        if data.parent != self.folder and data.parent.name.startswith("woonzorg-"):
            with contextlib.suppress(OSError):
                data.parent.rmdir()
        (self.folder / "plek.json").unlink(missing_ok=True)
        self._places = None

    def _parent_words(self) -> list[str]:
        """The signal comes after the change of user, which would wipe it when set by the parent."""
        return ["setpriv", "--pdeathsig", "INT"] if self.with_parent else []

    def _wait_for_other_starter(self) -> None:
        deadline = time.monotonic() + 90
        while not self.ready:
            if self.pid is None:
                self.start()
                return
            if time.monotonic() > deadline:
                raise DienstFout(f"PostgreSQL draait, maar wordt niet klaar. Zie {self.log}.")
            time.sleep(0.05)

    def _clear_stale_pid(self) -> None:
        """Called only when no server works in this folder: a pid file is a left-over of a hard kill.

        PostgreSQL removes it itself, except where another process of the same user has that pid by now.
        """
        (self.data / "postmaster.pid").unlink(missing_ok=True)


class Redis(Service):
    """A private Redis without persistence: the broker holds nothing that the database does not know."""

    label = "Redis"

    def __init__(self, folder: Path | str, *, with_parent: bool = False) -> None:
        super().__init__(folder, with_parent=with_parent)
        self.data = self.folder / "redis"
        path = self.data / "redis.sock"
        if len(os.fsencode(path)) > SOCKET_LIMIT:
            path = Path("/tmp") / (_short_name(self.folder) + "-redis") / "redis.sock"
        self.socket = path

    @property
    def url(self) -> str:
        """The address for redis-py and Django's cache."""
        return f"unix://{quote(str(self.socket))}?db=0"

    @property
    def pid(self) -> int | None:
        """The server's process."""
        try:
            pid = int((self.data / "redis.pid").read_text())
        except (OSError, ValueError):
            return None
        return pid if works_in(pid, self.data) else None

    @property
    def ready(self) -> bool:
        """True when the server answers a PING."""
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(2)
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def start(self) -> None:
        """Start the server and wait until it answers; nothing happens when it runs."""
        if self.pid is not None and self.ready:
            return
        binary = shutil.which("redis-server") or shutil.which("redis-server", path="/usr/bin:/usr/local/bin")
        if binary is None:
            raise DienstFout(
                "Redis ontbreekt. Draai 'make demo', dat installeert het, of zelf: apt-get install redis-server."
            )
        self.data.mkdir(parents=True, exist_ok=True)
        _safe_folder(self.socket.parent, 0o700)
        command = [
            *(["setpriv", "--pdeathsig", "TERM"] if self.with_parent else []),
            *(binary, "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"),
            *("--save", "", "--appendonly", "no", "--daemonize", "no", "--maxmemory-policy", "noeviction"),
            *("--dir", str(self.data), "--pidfile", str(self.data / "redis.pid"), "--loglevel", "notice"),
        ]
        child = self._spawn(command, cwd=self.data, env=dict(os.environ, LC_ALL="C.UTF-8"))
        if not self._wait_ready(child, 20):
            raise DienstFout(f"Redis kwam niet op. Laatste regels van {self.log}:\n{self._log_tail()}")

    def remove(self) -> None:
        """Stop, and throw away what it left."""
        self.stop()
        shutil.rmtree(self.data, ignore_errors=True)
        if self.socket.parent != self.data:
            shutil.rmtree(self.socket.parent, ignore_errors=True)


# -- the checkout's own services -----------------------------------------------------------------------


class Diensten:
    """PostgreSQL and Redis of this checkout, shared by the demo, the tests and whoever works on it.

    Who uses them holds a shared lock; the last one to let go stops them. The kernel drops the lock of a
    process that is killed, so nothing has to be counted. `start` on the command line keeps them up until
    `stop`, by the file `blijf-aan`.
    """

    def __init__(self, folder: Path = PORTAL, *, for_tests: bool = False) -> None:
        """`for_tests`: data that nobody misses after a crash, so nothing waits for the disk."""
        self.folder = folder
        self.postgres = Postgres(folder, synchronous_commit=False, fsync=not for_tests)
        self.redis = Redis(folder)
        self._use: int | None = None

    # -- locks

    def _open_lock(self, name: str) -> int:
        return os.open(self.folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One command at a time starts or stops."""
        prepare_folder(self.folder)
        handle = self._open_lock("slot")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    @property
    def kept(self) -> Path:
        """The file that says: stay up until an explicit stop."""
        return self.folder / "blijf-aan"

    # -- using

    def ensure(self) -> None:
        """Start what is not running, and write the settings file. Callers hold the lock or a use."""
        self.postgres.start()
        self.redis.start()
        self.postgres.create_database("portal")
        self.write_env()

    def acquire(self) -> None:
        """Start the services and keep them up until `release` (or the end of this process)."""
        with self._alone():
            self._use = self._open_lock("gebruik")
            fcntl.flock(self._use, fcntl.LOCK_SH)
            self.ensure()

    def release(self) -> bool:
        """Let go; True when nobody else needs the services and they were stopped."""
        if self._use is None:
            return False
        with self._alone():
            os.close(self._use)
            self._use = None
            if self.kept.exists() or self._in_use():
                return False
            self._stop_both()
            return True

    def _in_use(self) -> bool:
        handle = self._open_lock("gebruik")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(handle)
        return False

    # -- explicit commands

    def start(self) -> None:
        """Start, and stay up until `stop`."""
        with self._alone():
            self.ensure()
            self.kept.touch()

    def stop(self) -> bool:
        """Stop the portal if it runs, and both services, whoever uses them. True when anything ran."""
        ran = stop_supervisor(self.folder)
        with self._alone():
            ran = ran or self.postgres.pid is not None or self.redis.pid is not None
            self.kept.unlink(missing_ok=True)
            self._stop_both()
        return ran

    def reset(self) -> None:
        """Stop, and throw the private data away, those of the tests too."""
        self.stop()
        if self.folder != TESTS and TESTS.exists():
            Diensten(TESTS, for_tests=True).reset()
        with self._alone():
            self.postgres.remove()
            self.redis.remove()
            for entry in self.folder.iterdir():
                if entry.name == "slot":  # held at this very moment
                    continue
                if entry.is_dir() and not entry.is_symlink():
                    shutil.rmtree(entry, ignore_errors=True)
                else:
                    entry.unlink(missing_ok=True)

    def _stop_both(self) -> None:
        self.redis.stop()
        self.postgres.stop()

    # -- settings for Django

    @property
    def env_file(self) -> Path:
        """What woonzorg.settings reads after the process environment."""
        return self.folder / "portal.env"

    def read_env(self) -> dict[str, str]:
        """The settings file as it is now."""
        try:
            lines = self.env_file.read_text().splitlines()
        except OSError:
            return {}
        return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))

    def write_env(self, port: int | None = None, *, forget_port: bool = False) -> None:
        """Write the settings file; the secret key stays what it was, so that sessions survive a restart."""
        old = self.read_env()
        values = {
            "DATABASE_URL": self.postgres.url("portal"),
            "REDIS_URL": self.redis.url,
            "SECRET_KEY": old.get("SECRET_KEY") or secrets.token_urlsafe(50),
            "DEMO": "1",
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "MAIL_MAP": str(self.folder / "mail"),
        }
        if port is not None:
            values["PORT"] = str(port)
        elif "PORT" in old and not forget_port:
            values["PORT"] = old["PORT"]
        if values == old:
            return
        text = "# Gemaakt door scripts/diensten.py; alleen voor deze checkout.\n"
        text += "".join(f"{name}={value}\n" for name, value in values.items())
        fresh = self.env_file.with_suffix(".nieuw")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(text)
        fresh.replace(self.env_file)


def prepare_folder(folder: Path = PORTAL) -> None:
    """Make .portal, or say whose it is when this user cannot work in it."""
    try:
        folder.mkdir(mode=0o755, exist_ok=True)
        for name in ("log", "mail"):
            (folder / name).mkdir(exist_ok=True)
        usable = os.access(folder, os.W_OK | os.X_OK)
    except PermissionError:
        usable = False
    if usable and _is_root() == (folder.stat().st_uid == 0):
        return
    try:
        owner = pwd.getpwuid(folder.stat().st_uid).pw_name
    except (OSError, KeyError):
        owner = "een andere gebruiker"
    raise DienstFout(
        f"{folder} is van {owner}. Draai het portaal als {owner}, "
        f"of gooi die gegevens eerst weg: als {owner} 'make reset'."
    )


def read_supervisor(folder: Path = PORTAL) -> tuple[int, int | None] | None:
    """Process id and port of the running portal (port None while it starts); None when it does not run.

    The supervisor holds a lock on the file as long as it lives, so an old file is never believed.
    """
    try:
        handle = os.open(folder / "portaal.lock", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        words = os.read(handle, 100).split()
        if not words:
            return None
        return int(words[0]), int(words[1]) if len(words) > 1 else None
    finally:
        os.close(handle)
    return None


def stop_supervisor(folder: Path = PORTAL) -> bool:
    """End `make demo` and every process it started; True when there was one."""
    ran = False
    running = read_supervisor(folder)
    if running:
        ran = True
        signal_process(running[0], signal.SIGTERM)
        if not wait_gone([running[0]], 40):
            signal_process(running[0], signal.SIGKILL)
    return end_strays(folder) or ran


def end_strays(folder: Path = PORTAL) -> bool:
    """End what a supervisor that was killed outright left running; True when there was anything."""
    strays = marked_processes(folder)
    for pid in strays:
        signal_process(pid, signal.SIGTERM)
    if not wait_gone(strays, 8):
        for pid in marked_processes(folder):
            signal_process(pid, signal.SIGKILL)
    return bool(strays)


def marked_processes(folder: Path = PORTAL) -> list[int]:
    """Processes that a supervisor of this checkout started, also when it was killed itself."""
    mark = f"{SUPERVISOR_MARK}={folder}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (entry / "environ").read_bytes().split(b"\0") and int(entry.name) != os.getpid():
                found.append(int(entry.name))
    return found


# -- tests ---------------------------------------------------------------------------------------------


def migrated_template(services: Diensten) -> str:
    """Name of a migrated database for tests to copy: a copy takes a blink, every migration from nothing most of a
    minute for each process of a parallel run. '' when it cannot be made; tests then migrate by themselves.
    """
    parts = sorted(
        path
        for pattern in ("*/migrations/*.py", "*/*/migrations/*.py", "*/sql/functies/*.sql", "requirements.txt")
        for path in CHECKOUT.glob(pattern)
        if "node_modules" not in path.parts
    )
    digest = hashlib.sha256(b"".join(str(p).encode() + p.read_bytes() for p in parts)).hexdigest()[:12]
    name, building = f"sjabloon_{digest}", f"bouw_{digest}"
    postgres = services.postgres
    with open(services.folder / "sjabloon.slot", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        present = postgres.run_sql("SELECT datname FROM pg_database WHERE datname LIKE 'sjabloon%' ORDER BY oid")
        if name in present.split():
            return name
        postgres.run_sql(f'DROP DATABASE IF EXISTS "{building}"', "postgres")
        postgres.create_database(building)
        migrate = [str(CHECKOUT / ".venv" / "bin" / "python"), "manage.py", "migrate", "--no-input", "-v0"]
        env = os.environ | services.read_env() | {"DATABASE_URL": postgres.url(building)}
        if subprocess.run(migrate, cwd=CHECKOUT, env=env, check=False, capture_output=True).returncode:
            return ""
        postgres.run_sql(f'ALTER DATABASE "{building}" RENAME TO "{name}"', "postgres")
        # Of older code; one may just be in use by another run, so the last two stay.
        for old in present.split()[:-2]:
            with contextlib.suppress(DienstFout):
                postgres.run_sql(f'DROP DATABASE IF EXISTS "{old}"', "postgres")
        return name


# -- command line --------------------------------------------------------------------------------------


def run_with_services(command: list[str], *, for_tests: bool = False) -> int:
    """Run a command with the services up; stop them afterwards if nobody else needs them."""
    if for_tests:
        prepare_folder()
    # A demo that runs meanwhile keeps its cache and its data, and its worker does not take the tests' tasks.
    services = Diensten(TESTS, for_tests=True) if for_tests else Diensten()
    services.acquire()
    env = dict(os.environ)
    if for_tests:
        own = services.read_env()
        env = own | env | {name: own[name] for name in ("DATABASE_URL", "REDIS_URL")}
        env["TEST_DATABASE_TEMPLATE"] = migrated_template(services)
    child: subprocess.Popen[bytes] | None = None

    def pass_on(number: int, _frame: object) -> None:
        if child is not None:
            child.send_signal(number)

    # Ctrl-C in a terminal reaches the command by itself; this process only waits for it and cleans up.
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, pass_on)
    try:
        child = subprocess.Popen(command, env=env)
        code = child.wait()
    except FileNotFoundError:
        print(f"Niet gevonden: {command[0]}. Draai eerst 'make demo' of scripts/installeer.", file=sys.stderr)
        code = 127
    finally:
        services.release()
    return code if code >= 0 else 128 - code


def print_status(services: Diensten) -> int:
    """Say what runs; exit code 0 only when both services do."""
    running = read_supervisor(services.folder)
    if running and running[1]:
        print(f"Portaal    draait op http://127.0.0.1:{running[1]} (proces {running[0]})")
    else:
        print(f"Portaal    {'start op' if running else 'uit'}")
    for service in (services.postgres, services.redis):
        print(f"{service.label:<10} {f'draait (proces {service.pid})' if service.pid else 'uit'}")
    print(f"Gegevens   {services.postgres.data}")
    return 0 if services.postgres.pid and services.redis.pid else 1


def main(arguments: list[str]) -> int:
    """The command line; see the module's docstring."""
    action = arguments[0] if arguments else ""
    try:
        if action in ("met", "testmet") and len(arguments) > 1:
            rest = arguments[1:]
            return run_with_services(rest[1:] if rest[0] == "--" else rest, for_tests=action == "testmet")
        services = Diensten()
        if action == "start":
            services.start()
            print(f"PostgreSQL en Redis draaien; instellingen in {services.env_file}.")
            return 0
        if action == "stop":
            print("Alles is gestopt." if services.stop() else "Er draaide niets.")
            return 0
        if action == "status":
            return print_status(services)
        if action == "reset":
            services.reset()
            print("Gestopt, en de gegevens in .portal/ zijn weg. 'make demo' begint opnieuw.")
            return 0
    except DienstFout as error:
        print(f"Fout: {error}", file=sys.stderr)
        return 1
    print("Gebruik: python3 scripts/diensten.py start|stop|status|reset|met -- OPDRACHT …", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
