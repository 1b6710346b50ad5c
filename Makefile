# Two commands for everybody: `make demo` and `make test`. The rest is for those who work on Tidings.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
REPORTS ?= examples/reports
GOLD ?= ../shared/gold
SPLIT ?= train
WORST ?= 20
TRAINING := .venv-training
WORDS := .network/words
WEIGHTS := src/tidings/reading/network/weights
DEMO := .demo/case.tidings
READY := $(VENV)/.ready

PAGE := src/tidings/web/static/index.html
PAGE_SOURCES := $(shell find desk/src desk/public desk/index.html desk/*.json desk/*.ts desk/*.js -type f 2>/dev/null)

.PHONY: demo desk shots test fast lint bench sheet tour docs man notices sbom dist smoke network lock clean

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tidings needs Python 3.11 or later, this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	$(BIN)/python -m tidings.knowledge.gazetteer
	touch $@

$(PAGE): $(PAGE_SOURCES)
	cd desk && npm ci --no-audit --no-fund && npm run build

desk: $(PAGE)

shots: $(READY) desk
	$(BIN)/python docs/make_shots.py

demo: $(READY)
	if command -v npm > /dev/null; then $(MAKE) desk; else echo "No Node here: the desk's page is left out."; fi
	mkdir -p $(dir $(DEMO)) && rm -f $(DEMO)*
	$(BIN)/tidings add $(DEMO) $(REPORTS) || test $$? -eq 3
	$(BIN)/tidings events $(DEMO)
	@echo "The case is $(DEMO). Look at it in the browser: $(BIN)/tidings desk $(DEMO)"

test: $(READY)
	$(BIN)/python -m pytest -q -n auto

fast: $(READY)
	$(BIN)/python -m pytest -q -n auto -m "not slow"

lint: $(READY)
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: $(READY)
	$(BIN)/python bench/speed.py

sheet: $(READY)
	if test -d $(GOLD)/$(SPLIT); then $(BIN)/tidings score $(GOLD)/$(SPLIT) --sheet $(WORST); else echo "No gold under $(GOLD)/$(SPLIT): nothing to show. Try: make sheet GOLD=folder"; fi

tour: $(READY)
	$(BIN)/python docs/make_tour.py
	$(BIN)/python docs/make_notebooks.py

docs: $(READY)
	$(BIN)/python docs/make_site.py

man: $(READY)
	$(BIN)/python docs/make_man.py

notices: $(READY)
	$(BIN)/python tools/make_notices.py

sbom: $(READY)
	$(BIN)/python tools/make_sbom.py

dist: man sbom desk
	SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2> /dev/null || echo 1580601600)} $(BIN)/python -m hatchling build -t sdist -t wheel

smoke: dist
	$(BIN)/python tools/smoke.py dist

$(TRAINING)/.ready: requirements.lock training/requirements.txt
	$(PYTHON) -m venv $(TRAINING)
	$(TRAINING)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(TRAINING)/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	$(TRAINING)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	$(TRAINING)/bin/python -m tidings.knowledge.gazetteer
	touch $@

network: $(TRAINING)/.ready
	$(TRAINING)/bin/python training/words.py $(WORDS) --gold $(GOLD)
	$(TRAINING)/bin/python training/train_network.py $(WORDS) $(WEIGHTS)
	$(TRAINING)/bin/python bench/network_fit.py --gold $(GOLD) --write

lock:
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --group dev --group docs --group dist --extra ocr --extra frames --extra mcp --extra arrow --extra report --extra postgres --quiet -o requirements.lock pyproject.toml
	$(MAKE) notices

clean:
	rm -rf $(VENV) $(TRAINING) .demo .network .docs site dist man
