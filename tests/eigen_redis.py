"""Loaded before the settings are: each process of a parallel run gets a Redis database of its own.

Tests empty the cache, and with it the whole database: in a shared one they would empty each other's.
"""

import os
import re
from pathlib import Path

import environ

environ.Env.read_env(Path(__file__).resolve().parent.parent / ".portal" / "portal.env")
if nummer := os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw"):
    os.environ["REDIS_URL"] = re.sub(r"db=\d+", f"db={2 + int(nummer)}", os.environ["REDIS_URL"])
