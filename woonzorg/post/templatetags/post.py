"""For the texts in templates/post/."""

from django import template

from woonzorg.post.opstellen import op_een_regel

register = template.Library()
register.filter("op_een_regel", op_een_regel)
