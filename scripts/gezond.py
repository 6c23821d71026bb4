"""Health check of the web container: exit code 0 when /gezond answers 200.

It asks from inside, past the proxy, with a host name that Django accepts.
"""

from __future__ import annotations

import os
import sys
import urllib.request


def main() -> int:
    """Ask once."""
    name = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    headers = {"Host": name if name not in ("", "*") else "localhost", "X-Forwarded-Proto": "https"}
    request = urllib.request.Request("http://127.0.0.1:8000/gezond", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=8) as answer:
            return 0 if answer.status == 200 else 1
    except OSError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
