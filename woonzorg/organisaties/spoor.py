"""What leaves a trace in the history, the same for every model: making, changing and deleting."""

import pghistory
import pgtrigger

# In the context of an event: it came from handing over somebody's work, which changes the name on a thing and no more.
OVERDRACHT = "overdracht"


def spoor(**opties) -> tuple:
    """Trackers for `pghistory.track`; each model needs its own."""
    return pghistory.InsertEvent(**opties), pghistory.UpdateEvent(**opties), pghistory.DeleteEvent(**opties)


def spoor_per_opdracht() -> tuple:
    """The same, written once for all rows of a statement: for a table that an import writes by the thousand."""
    return spoor(level=pgtrigger.Statement)
