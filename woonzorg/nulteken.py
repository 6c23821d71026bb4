from django.http import Http404

from .problem import PREFIX


class Nulteken:
    """Middleware: PostgreSQL takes no NUL in any text, and each filter and each lookup would have to keep it out by
    itself. A path with one belongs to no page; from a question it is taken out. The API judges its own parameters.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info:
            raise Http404
        if not request.path_info.startswith(PREFIX) and "%00" in request.META.get("QUERY_STRING", ""):
            # Before anything reads request.GET, which is made of this once.
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace("%00", "")
        return self.get_response(request)
