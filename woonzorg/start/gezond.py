"""Is the portal well? Database, broker and worker, each asked for real."""

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from woonzorg.celery import app

WACHT = 1.0  # seconds: a worker that is busy with a task still answers


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False


def _broker() -> bool:
    try:
        return bool(redis.Redis.from_url(settings.REDIS_URL, socket_timeout=WACHT).ping())
    except redis.RedisError:
        return False


def _worker() -> bool:
    try:
        return bool(app.control.ping(timeout=WACHT, limit=1))
    except Exception:  # whatever way the broker is away, there is no worker to be reached
        return False


@require_GET
@never_cache
def gezond(request):
    broker = _broker()
    delen = {"database": _database(), "broker": broker, "worker": broker and _worker()}
    goed = all(delen.values())
    stand = {naam: "goed" if ok else "weg" for naam, ok in delen.items()}
    return JsonResponse({"status": "goed" if goed else "niet goed", **stand}, status=200 if goed else 503)
