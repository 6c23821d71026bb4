"""What every answer of the API shares: version header, CORS, problem+json (NL API Design Rules 2.1)."""

from django.conf import settings
from django.http import JsonResponse
from rest_framework import serializers
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.views import exception_handler

PREFIX = "/api/"


class ProblemSerializer(serializers.Serializer):
    status = serializers.IntegerField()
    title = serializers.CharField()
    detail = serializers.CharField()
    errors = serializers.DictField(child=serializers.ListField(child=serializers.CharField()), required=False)


class ProblemRenderer(JSONRenderer):
    media_type = "application/problem+json"


TITELS = {
    400: "De vraag klopt niet",
    401: "Log eerst in",
    403: "Dit mag niet",
    404: "Niet gevonden",
    405: "Deze methode kan hier niet",
    406: "Deze vorm is er niet",
    429: "Te veel vragen",
}


def problem_handler(exc, context):
    """Every error as problem+json, all field errors of a request together."""
    response = exception_handler(exc, context)
    if response is None:
        return None
    problem = {"status": response.status_code, "title": TITELS.get(response.status_code, "Er ging iets mis")}
    if isinstance(exc, ValidationError):
        problem["detail"] = "Een of meer parameters kloppen niet."
        problem["errors"] = exc.detail
    else:
        problem["detail"] = str(exc.detail) if isinstance(exc, APIException) else problem["title"]
    response.data = problem
    context["request"].accepted_renderer = ProblemRenderer()
    response.content_type = ProblemRenderer.media_type
    return response


def not_found(request, exception=None):
    """404 below /api/ for urls that are in no url conf."""
    return JsonResponse(
        {"status": 404, "title": TITELS[404], "detail": "Deze url bestaat niet in de API."},
        status=404,
        content_type=ProblemRenderer.media_type,
    )


class ApiHeaders:
    """Middleware: API-Version on every answer of the API, and CORS for the public ones it gives without a session."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(PREFIX):
            response["API-Version"] = settings.SPECTACULAR_SETTINGS["VERSION"]
            # No credentials are allowed along with '*': a foreign page reads what is public and no more.
            response["Access-Control-Allow-Origin"] = "*"
        return response
