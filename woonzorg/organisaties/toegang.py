"""Asking for permissions in views."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404

from .permissions import Permission, has_permission


def of_404(voorwaarde: bool) -> None:
    if not voorwaarde:
        raise Http404


class PermissionMixin:
    """View mixin: 404 unless the user holds `permission`; who is not logged in is asked to log in first."""

    permission: Permission

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        of_404(has_permission(request.user, self.permission))
        return super().dispatch(request, *args, **kwargs)
