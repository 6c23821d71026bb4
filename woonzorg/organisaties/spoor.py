"""What leaves a trace in the history, the same for every model: making, changing and deleting."""

import pghistory

# In the context of an event: it came from handing over somebody's work, which changes the name on a thing and no more.
OVERDRACHT = "overdracht"


def spoor() -> tuple:
    """Trackers for `pghistory.track`; each model needs its own."""
    return pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()
