from django.http import Http404

from .problem import PREFIX


class Nulteken:
    """Middleware: an address with a NUL in it belongs to no page. PostgreSQL takes none in any text, and each filter
    and each lookup would have to keep it out by itself. The API judges its own parameters.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        vraag = "" if request.path_info.startswith(PREFIX) else request.META.get("QUERY_STRING", "")
        if "\0" in request.path_info or "%00" in vraag:
            raise Http404
        return self.get_response(request)
