# make run    everything set up, a demo in it, and Tirek at a URL
# make test   everything checked; the same as CI
# make check  the checks without the tests     make fix    format and mend what a machine can mend
# make bench NAME=pages SIZE=small             make lock   resolve the dependencies anew

PYTHON ?= python3
PORT   ?= 8000
NAME   ?= pages
BIN    := .venv/bin
MADE   := .venv/made
PY     := $(BIN)/python
export TIREK_HOME ?= $(CURDIR)/.tirek
export PATH := $(CURDIR)/$(BIN):$(PATH)

SOURCES  := tirek/web/icons.txt $(wildcard client/*.json client/*.mjs) $(shell find client/src -type f 2>/dev/null)
CATALOGS := $(shell find tirek/locale -name '*.po' 2>/dev/null)
TEMPLATES := tirek/web/templates

.PHONY: run test check fix bench lock setup client messages browser clean

run: setup
	@$(BIN)/tirek demo --if-empty
	@exec $(BIN)/tirek serve --port $(PORT)

test: check browser
	$(BIN)/pytest -n 2

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint $(TEMPLATES)
	$(BIN)/bandit --quiet --recursive -ll --exclude '*/migrations/*' tirek
	$(PY) scripts/node.py npm run --silent --prefix client types
	$(PY) scripts/node.py npm test --silent --prefix client

fix: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup
	$(PY) $(firstword $(wildcard bench/$(NAME).py bench/$(NAME)_pages.py))

lock: $(MADE)/venv
	$(BIN)/uv pip compile pyproject.toml --group dev --extra analytics --universal --python-version 3.11 \
		--generate-hashes --no-header --upgrade --quiet --output-file requirements.lock

setup: $(MADE)/tirek client messages
client: $(MADE)/client
messages: $(MADE)/messages

# Some systems cut the parts out of Python that fill a new environment; then pip or apt must help.
$(MADE)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12"; exit 1; }
	@test -x $(PY) && $(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv .venv >/dev/null 2>&1 || { \
		if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
			apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null && $(PYTHON) -m venv --clear .venv; \
		elif $(PYTHON) -m pip --version >/dev/null 2>&1; then \
			$(PYTHON) -m venv --clear --without-pip .venv && $(PYTHON) -m pip --quiet --python $(PY) install pip; \
		else \
			echo "This Python cannot make environments. Install it: apt install python3-venv"; exit 1; \
		fi; }
	@$(PY) -m pip install --quiet "uv>=0.9,<1"
	@mkdir -p $(MADE) && touch $@

$(MADE)/packages: requirements.lock | $(MADE)/venv
	@$(BIN)/uv pip install --quiet --require-hashes --requirements requirements.lock
	@touch $@

$(MADE)/tirek: pyproject.toml | $(MADE)/packages
	@$(BIN)/uv pip install --quiet --no-deps --editable .
	@touch $@

$(MADE)/npm: client/package-lock.json | $(MADE)/packages
	@$(PY) scripts/node.py npm ci --silent --no-audit --no-fund --prefix client
	@touch $@

$(MADE)/client: $(MADE)/npm $(SOURCES)
	@$(PY) scripts/node.py npm run --silent --prefix client build
	@touch $@

$(MADE)/messages: $(CATALOGS) | $(MADE)/packages
	@$(PY) scripts/messages.py compile
	@touch $@

# Where we may, get a browser; elsewhere its tests say why they were skipped.
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null || [ -n "$$CHROMIUM" ] || \
		if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
			apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
		else \
			echo "No Chromium here: the journeys will be skipped."; \
		fi

clean:
	rm -rf .venv client/node_modules tirek/web/static/built
