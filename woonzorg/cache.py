"""The cache, for what may be missed: counters of limits, and a note that a run was asked for."""

import logging

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def _zonder(wat_dan):
    """Method that answers `wat_dan` when Redis is away: a page is worth more than a counter."""

    def decorator(methode):
        def wrapped(self, *args, **kwargs):
            try:
                return methode(self, *args, **kwargs)
            except RedisError:
                logger.warning("Redis is niet bereikbaar; de cache doet even niet mee.")
                return wat_dan(args, kwargs)

        return wrapped

    return decorator


def _default(args, kwargs):
    return kwargs.get("default", args[1] if len(args) > 1 else None)


class CacheDieMagOntbreken(RedisCache):
    get = _zonder(_default)(RedisCache.get)
    set = _zonder(lambda args, kwargs: None)(RedisCache.set)
    add = _zonder(lambda args, kwargs: True)(RedisCache.add)
    touch = _zonder(lambda args, kwargs: False)(RedisCache.touch)
    delete = _zonder(lambda args, kwargs: False)(RedisCache.delete)
    incr = _zonder(lambda args, kwargs: 1)(RedisCache.incr)
    has_key = _zonder(lambda args, kwargs: False)(RedisCache.has_key)
    get_many = _zonder(lambda args, kwargs: {})(RedisCache.get_many)
    set_many = _zonder(lambda args, kwargs: [])(RedisCache.set_many)
    delete_many = _zonder(lambda args, kwargs: None)(RedisCache.delete_many)
