from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "woonzorg.post"
    label = "post"
    verbose_name = "Post"
