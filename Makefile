# Set-up and checks. Any failure makes `make` itself end with 2; the command's own exit code is in its last line.

ARGS ?=
SET_UP := sh tools/python.sh
IN_VENV := .venv/bin/python -m
PYTEST := QT_QPA_PLATFORM=offscreen $(IN_VENV) pytest -q
LOCK := $(IN_VENV) uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONSAFEPATH PYTHONPLATLIBDIR # settings for another Python

.PHONY: help run test installers test-installers quick set-up-tests lock bench screenshots clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile

run: ## the window, or with ARGS="verify FILE" a command; sets up what is missing first
	@$(SET_UP) tools/start.py $(ARGS)

test: set-up-tests ## lint, types, architecture and the whole test suite; ARGS go to pytest
	$(IN_VENV) ruff check
	$(IN_VENV) ruff format --check
	@if [ -n "$(ARGS)" ]; then $(IN_VENV) mypy && $(PYTEST) $(ARGS); else sh tools/test_groups.sh; fi

installers: set-up-tests ## the set-up for Windows, the packages for Linux, the wheel, into build/installers; downloads
	installers/linux/build.sh
	installers/windows/build.sh
	$(IN_VENV) hatchling build --target wheel --directory build/installers
	.venv/bin/python tools/make_guide.py build/installers/s11desk-guide.pdf
	.venv/bin/python installers/layout/sbom.py build/installers

test-installers: installers ## tries each as a new user would: fresh Debian roots, Wine, pipx and uv; takes long
	installers/linux/test.sh
	installers/windows/test.sh
	installers/wheel/test.sh

quick: set-up-tests ## lint, types, and the tests of what changed; about a minute once mypy has its cache
	QT_QPA_PLATFORM=offscreen .venv/bin/python tools/quick.py

bench: set-up-tests ## every benchmark, beside its floor
	@for file in benchmarks/[a-z]*.py; do name=$${file##*/}; $(IN_VENV) benchmarks.$${name%.py} || exit; done

screenshots: set-up-tests ## pictures of every page in each look, into build/screenshots; ARGS=--publish for README and guide
	.venv/bin/python tools/screenshots.py build/screenshots $(ARGS)

lock: set-up-tests ## the lock files from pyproject.toml; ARGS=--upgrade for newer versions
	$(LOCK) $(ARGS) --output-file requirements.lock pyproject.toml
	$(LOCK) $(ARGS) --group dev --constraints requirements.lock --output-file requirements-dev.lock pyproject.toml
	$(LOCK) $(ARGS) --group checkers --output-file requirements-checkers.lock

clean: ## everything that can be made again; never out/, which may hold audits
	rm -rf .venv .venv-checkers .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist build
	find s11desk tests benchmarks tools -name __pycache__ -prune -exec rm -rf {} +

set-up-tests:
	@$(SET_UP) tools/setup.py --tests
