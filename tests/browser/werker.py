"""The portal's Celery app on the queue of these tests, for what the worker itself sends as well."""

import os

from woonzorg.celery import app

app.conf.task_default_queue = os.environ["TESTWACHTRIJ"]
