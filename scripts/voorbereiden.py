"""What must stand before the portal can answer: tables, gebieden, demo data, static files.

One process for all of it: starting Django four times would cost most of a second start.
Every step leaves alone what is there already.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "woonzorg.settings")


def static_fingerprint(roots: list[Path]) -> str:
    """Changes when a static file of the project, or the set of installed packages, does."""
    digest = hashlib.sha256()
    for root in roots:
        for path in sorted(root.rglob("*")):
            if path.is_file():
                found = path.stat()
                digest.update(f"{path}\0{found.st_mtime_ns}\0{found.st_size}\n".encode())
    digest.update((CHECKOUT / "requirements-dev.txt").read_bytes())
    return digest.hexdigest()


def collect_static() -> None:
    """`collectstatic`, only when something changed."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT) / ".stempel"
    roots = [Path(root) for root in settings.STATICFILES_DIRS]
    wanted = static_fingerprint([*roots, *CHECKOUT.glob("*/static"), *CHECKOUT.glob("*/*/static")])
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("→ Stijl en scripts klaarzetten …", flush=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)


class Indented(io.TextIOBase):
    """Shifts a command's own lines, so that the line with the address is the only one of its kind."""

    def __init__(self) -> None:
        self.at_start = True

    def write(self, text: str) -> int:
        for piece in text.splitlines(keepends=True):
            sys.stdout.write("  " + piece if self.at_start and piece.strip() else piece)
            self.at_start = piece.endswith(("\n", "\r"))
        sys.stdout.flush()
        return len(text)


def main() -> int:
    """Run every step in order; the exit code."""
    import django
    from django.core.management import CommandError, call_command

    django.setup()
    try:
        print("→ Databasetabellen …", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
        print("→ Gebieden …", flush=True)
        call_command("laad_gebieden", indien_leeg=True, stdout=Indented())
        print("→ Kennis …", flush=True)
        call_command("laad_kennis", stdout=Indented())
        print("→ Demogegevens …", flush=True)
        call_command("demo_data", indien_leeg=True, stdout=Indented())
        collect_static()
    except CommandError as error:
        print(f"Fout: {error}", flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
