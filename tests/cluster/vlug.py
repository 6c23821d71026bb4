"""The Celery app with the sweep of every minute once a second, for tests that cannot wait a minute."""

from woonzorg.celery import app

VEEG = "veeg-markeringen"

app.conf.beat_schedule = {VEEG: dict(app.conf.beat_schedule[VEEG], schedule=1)}
