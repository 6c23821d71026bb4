"""Less work for Python's search for cycles while an import runs."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# So many new objects more than freed ones before the search; Python begins at 700.
_DREMPEL = 200_000


@contextmanager
def zelden_zoeken() -> Iterator[None]:
    """A batch of rows is hundreds of thousands of small objects, none in a cycle: each is freed as soon as it is done.

    Looking through them for cycles, every 700 objects, took half of the time of judging a file.
    """
    was = gc.get_threshold()
    gc.set_threshold(_DREMPEL, *was[1:])
    try:
        yield
    finally:
        gc.set_threshold(*was)
