"""Measurements of the norms for speed, on services and data of their own: `make bench`, `make bench ARGS=--groot`.

Never part of the suite, and nothing here asserts a time. Everything is measured beside what it is compared with, in
turn and in one run, so that a busy machine slows both.
"""
