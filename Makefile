# Everything that people, hooks and CI call. What each target does is in scripts/.
# On a fresh Debian 12/13 or Ubuntu 24.04: make demo
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo stop reset test lint bench lock fotos install

PYTHON := .venv/bin/python
SERVICES := python3 scripts/diensten.py
ARGS ?=

help:
	@echo 'make demo    alles installeren en het portaal starten met de landelijke demo (PORT=… mag)'
	@echo 'make stop    alles stoppen'
	@echo 'make reset   stoppen en de gegevens in .portal/ weggooien'
	@echo "make test    alle tests (ARGS='-k plan -x' gaat naar pytest)"
	@echo 'make lint    opmaak, stijl, migraties, controles van Django en de lockbestanden'
	@echo 'make bench   metingen; make lock   lockbestanden opnieuw; make fotos   plaatjes van README en handleiding'

# `exec`: the supervisor is then make's own child, and Ctrl-C and kill find it.
demo:
	@if [ -x $(PYTHON) ] && $(PYTHON) scripts/portaal.py --draait-al; then exit 0; fi; \
	scripts/installeer && exec $(PYTHON) scripts/portaal.py

stop:
	@$(SERVICES) stop

reset:
	@$(SERVICES) reset

install:
	@scripts/installeer

test:
	@began=$$SECONDS; scripts/installeer --test || exit 1; \
	$(SERVICES) testmet -- $(PYTHON) -m pytest -n auto --maxprocesses 4 $(ARGS); code=$$?; \
	took=$$((SECONDS - began)); \
	echo "make test: $$([ $$code = 0 ] && echo geslaagd || echo mislukt) in $$((took / 60)) min $$((took % 60)) s."; \
	exit $$code

lint:
	@scripts/installeer
	@$(SERVICES) met -- scripts/lint

bench:
	@scripts/installeer
	@$(SERVICES) met -- $(PYTHON) -m tests.benchmarks $(ARGS)

fotos:
	@scripts/installeer --test
	@$(SERVICES) met -- $(PYTHON) -m scripts.fotos $(ARGS)

lock:
	@scripts/installeer
	@scripts/lock
