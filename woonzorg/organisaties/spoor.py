"""What leaves a trace in the history, the same for every model: making, changing and deleting."""

import pghistory


def spoor() -> tuple:
    """Trackers for `pghistory.track`; each model needs its own."""
    return pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()
