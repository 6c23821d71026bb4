"""Less work for Python's search for cycles while an import runs."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# So many new objects more than freed ones before the search; Python begins at 700.
_DREMPEL = 200_000


# The threshold is of the whole process: the first import that runs in it raises it, and the last one puts it back.
_slot = threading.Lock()
_lopend: list[tuple[int, int, int]] = []


@contextmanager
def zelden_zoeken() -> Iterator[None]:
    """A batch of rows is hundreds of thousands of small objects, none in a cycle: each is freed as soon as it is done.

    Looking through them for cycles, every 700 objects, took half of the time of judging a file.
    """
    with _slot:
        # Whoever comes second keeps what the first found.
        was = _lopend[0] if _lopend else gc.get_threshold()
        _lopend.append(was)
        gc.set_threshold(_DREMPEL, *was[1:])
    try:
        yield
    finally:
        with _slot:
            _lopend.pop()
            if not _lopend:
                gc.set_threshold(*was)
