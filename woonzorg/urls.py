from django.urls import include, path, re_path

from woonzorg.problem import not_found

urlpatterns = [
    path("", include("woonzorg.start.urls")),
    path("", include("woonzorg.organisaties.urls")),
    path("", include("woonzorg.post.urls")),
    path("", include("woonzorg.gebieden.urls")),
    path("", include("kenniskaarten.urls")),
    path("", include("programmering.urls")),
    path("", include("projecten.urls")),
    path("", include("woonzorg.herindeling.urls")),
    path("account/", include("allauth.account.urls")),
    path("api/v1/", include("woonzorg.api")),
    re_path(r"^api/", not_found, name="api-onbekend"),
]
