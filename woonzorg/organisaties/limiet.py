"""Limits on search and export for pages, with the throttle of the API: one way of counting, one client address.

The address behind TRUSTED_PROXIES proxies counts (NUM_PROXIES); what else X-Forwarded-For says is not believed.
"""

import math
from functools import wraps

from django.shortcuts import render
from rest_framework.throttling import SimpleRateThrottle


class Limiet(SimpleRateThrottle):
    def __init__(self, scope: str):
        self.scope = scope
        super().__init__()

    def get_cache_key(self, request, view):
        wie = request.user.pk if request.user.is_authenticated else self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": wie}


def beperk(scope: str):
    """View decorator: 429 with a plain page once more than DEFAULT_THROTTLE_RATES[scope] is asked."""

    def decorator(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            limiet = Limiet(scope)
            if limiet.allow_request(request, view):
                return view(request, *args, **kwargs)
            wacht = math.ceil(limiet.wait() or 60)
            antwoord = render(request, "429.html", {"wacht": wacht}, status=429)
            antwoord["Retry-After"] = str(wacht)
            return antwoord

        return wrapped

    return decorator
