# make run and make test set up everything they need, on a bare Debian 12 with python3 and make.
# make help lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
MARK := $(VENV)/.hkdesk# stamps live inside the venv: who removes it removes them
UV := VIRTUAL_ENV=$(VENV) $(BIN)/uv --no-progress --quiet
export UV_HTTP_TIMEOUT ?= 180
export PYTHON
.NOTPARALLEL: # one apt-get, one venv at a time
OFFLINE := The Python packages could not be fetched: look at the network (a mirror is named in PIP_INDEX_URL and UV_DEFAULT_INDEX), then make again.

# What the Qt wheels need of the system (ldd in a bare chroot), without and with a screen.
APT_QT := libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 fontconfig
APT_SCREEN := libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-randr0 \
	libwayland-cursor0 libwayland-egl1
APT_TEST := poppler-utils cups cups-client libreoffice-writer-nogui libreoffice-calc-nogui
APT_BUNDLE = binutils $(shell $(PYTHON) -c 'import sys; print("libpython%d.%d" % sys.version_info[:2] if sys.base_prefix == "/usr" else "")')

.PHONY: help run test check lint types contracts words shots bench wheel bundle bundle-test fonts clean \
	system-run system-test system-bundle

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: system-run $(MARK)/program ## set up and open the desk (ARGS="--data DIR" are passed on)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(BIN)/hkdesk $(ARGS); fi; \
	echo "There is no screen here (DISPLAY and WAYLAND_DISPLAY are empty), so the desk draws its pages into out/tour instead."; \
	mkdir -p out/tour; QT_QPA_PLATFORM=offscreen $(BIN)/hkdesk tour --to out/tour $(ARGS) </dev/null && \
	echo "The pictures and the park summary are in $(CURDIR)/out/tour."

test: system-test $(MARK)/program ## set up and run the tests, a process a core (ARGS="tests/domain -n 0" are passed on)
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -q -n logical --maxprocesses 4 --dist loadfile $(ARGS)

check: lint types contracts test ## format, lint, types, import contracts, tests

lint: $(MARK)/program ## format and lint, changing nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(MARK)/program ## mypy, strict
	$(BIN)/mypy

contracts: $(MARK)/program ## which layer may import which
	$(BIN)/lint-imports

words: $(MARK)/program ## gather messages from the code into the .po files and compile them (ARGS=--check only looks)
	$(BIN)/python packaging/words.py $(ARGS)

shots: system-test $(MARK)/program ## draw every page, light and dark, both languages, into out/shots
	mkdir -p out/shots
	QT_QPA_PLATFORM=offscreen $(BIN)/hkdesk shots --to out/shots $(ARGS)

bench: system-test $(MARK)/program ## measure speed at size
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench $(ARGS)

wheel: $(MARK)/program ## build dist/hkdesk-*.whl
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .

bundle: system-bundle $(MARK)/program ## build build/bundle/hkdesk, a folder that runs without Python (minutes)
	packaging/bundle.sh

bundle-test: bundle ## start that folder in an empty environment and look at what it makes
	packaging/try_program.sh build/bundle/hkdesk/hkdesk

fonts: system-test ## fetch the print fonts (Fandol) for this user
	packaging/fonts.sh

clean: ## remove the venv and everything built
	rm -rf $(VENV) build dist out *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

system-run:
	@packaging/system.sh $(APT_QT) $(APT_SCREEN)

system-test:
	@packaging/system.sh $(APT_QT) $(APT_TEST)

system-bundle:
	@packaging/system.sh $(APT_QT) $(APT_TEST) $(APT_BUNDLE)

$(MARK)/venv:
	@if ! $(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'; then \
		echo "hkdesk needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is $$($(PYTHON) -V 2>&1): name another, as in make $(MAKECMDGOALS) PYTHON=python3.12." >&2; exit 1; fi
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || packaging/system.sh
	@echo "Making $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@mkdir -p $(@D) && touch $@

$(MARK)/uv: packaging/uv.txt $(MARK)/venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r packaging/uv.txt || { echo "$(OFFLINE)" >&2; exit 1; }
	@touch $@

$(MARK)/lock: requirements.lock $(MARK)/uv
	@echo "Installing the packages of requirements.lock"
	@$(UV) pip install --require-hashes --compile-bytecode -r requirements.lock || { echo "$(OFFLINE)" >&2; exit 1; }
	@touch $@

# Editable: the code is read where it stands; only pyproject.toml asks for a new install.
$(MARK)/program: pyproject.toml $(MARK)/lock
	@$(UV) pip install --no-build-isolation --no-deps --editable .
	@touch $@
