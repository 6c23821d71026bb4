"""`woonzorg.getallen` as template filters."""

from django import template

from woonzorg import getallen

register = template.Library()
register.filter("getal", getallen.getal)
register.filter("procent", getallen.procent)
