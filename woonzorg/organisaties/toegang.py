"""Asking for permissions in views. What may not be seen answers 404, so that no answer tells that it exists."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404

from .permissions import Permission, has_permission


def of_404(voorwaarde: bool) -> None:
    if not voorwaarde:
        raise Http404


def vereist(*permissions: Permission):
    """View decorator: 404 unless the user holds one of these; who is not logged in is asked to log in first."""

    def decorator(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            of_404(any(has_permission(request.user, permission) for permission in permissions))
            return view(request, *args, **kwargs)

        return wrapped

    return decorator


class PermissionMixin:
    """The same for class-based views; of more permissions one is enough."""

    permission: Permission | tuple[Permission, ...]

    @classmethod
    def as_view(cls, **kwargs):
        gevraagd = cls.permission if isinstance(cls.permission, tuple) else (cls.permission,)
        return vereist(*gevraagd)(super().as_view(**kwargs))
