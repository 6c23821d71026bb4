"""How far a commit is: in the cache, since its transaction shows nothing to others until it is done.

Best effort: without a cache the page says that work goes on, without a number.
"""

import logging

from django.core.cache import cache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
_BEWAAR = 600


def meld(import_id: int, verwerkt: int) -> None:
    try:
        cache.set(f"import-vastleggen-{import_id}", verwerkt, _BEWAAR)
    except (RedisError, OSError):
        logger.info("Voortgang van import %s niet bewaard: de cache is niet bereikbaar.", import_id)


def verwerkt(import_id: int) -> int:
    try:
        return cache.get(f"import-vastleggen-{import_id}") or 0
    except (RedisError, OSError):
        return 0
