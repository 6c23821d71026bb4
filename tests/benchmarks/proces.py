"""What a process used: of a command its own, and of PostgreSQL that of the backends that have ended."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from scripts.diensten import CHECKOUT


@dataclass(frozen=True)
class Verbruik:
    """Seconds by the clock, seconds of processor (user and system), and memory in MB at its highest."""

    duur: float
    processor: float
    mb: float


def draai(opzet, *opdracht: str, verwacht: str = "") -> Verbruik:
    """Runs Python with this; RuntimeError when it fails or does not say what was expected."""
    begin = time.perf_counter()
    proces = subprocess.Popen(
        [sys.executable, *opdracht], cwd=CHECKOUT, env=opzet.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    with proces.stdout as uit:
        tekst = uit.read().decode()
    _, code, gebruik = os.wait4(proces.pid, 0)
    duur = time.perf_counter() - begin
    proces.returncode = os.waitstatus_to_exitcode(code)
    if proces.returncode or verwacht not in tekst:
        raise RuntimeError(f"{' '.join(opdracht)}: {tekst[-2000:]}")
    return Verbruik(duur, gebruik.ru_utime + gebruik.ru_stime, gebruik.ru_maxrss / 1000)


def hoofdproces(postgres) -> int:
    """The process that starts every backend."""
    return int((postgres.data / "postmaster.pid").read_text().split()[0])


def processortijd_van_kinderen(pid: int) -> float:
    """Seconds of processor of the children of a process that have ended, and of theirs."""
    velden = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    # After the name come the third field and further (proc(5)); cutime and cstime are the 16th and 17th.
    return (int(velden[13]) + int(velden[14])) / os.sysconf("SC_CLK_TCK")
