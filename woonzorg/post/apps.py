from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "woonzorg.post"
    label = "post"
    verbose_name = "Post"

    def ready(self):
        from . import overdracht  # noqa: F401 (mails who takes work over)
