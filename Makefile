# Borderwatch. Needs Python 3.11 or newer, make and a package registry; everything else is installed into .venv.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
DEV_STAMP := $(VENV)/.ready-dev

.DEFAULT_GOAL := help
.PHONY: help setup run test check format bench bench-incidents bench-merge bench-dates bench-places bench-store bench-crash train lock clean

help: ## show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(STAMP): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Borderwatch needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 run") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(DEV_STAMP): $(STAMP) requirements-dev.txt .ci/gdal-utils.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r .ci/gdal-utils.txt
	@touch $@

setup: $(STAMP) ## install everything (about 0.9 GB) and build the gazetteer
	@$(BIN)/python -m geo gazetteer build --if-stale

run: setup ## open the app on http://127.0.0.1:8501 (another port: make run PORT=8600)
	@$(BIN)/python -m geo seed
	@$(BIN)/python -m geo serve --port $(PORT)

test: setup $(DEV_STAMP) ## run the whole test suite
	$(BIN)/python -m pytest

check: $(DEV_STAMP) ## formatting, lint, types and the import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV_STAMP) ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup $(DEV_STAMP) ## print the tables of docs/benchmarks.md (GOLD=DIR and CORPORA=DIR add other sets)
	$(BIN)/python -m bench

bench-incidents: setup $(DEV_STAMP) ## the extractor on held-out reports, beside two baselines (ERRORS=FILE: what is wrong)
	$(BIN)/python -m bench.incidents $(if $(ERRORS),--errors $(ERRORS))

bench-dates: setup $(DEV_STAMP) ## how well dates of acts are found, on the train set (ERRORS=FILE: what is wrong)
	$(BIN)/python -m bench.dates $(if $(ERRORS),--errors $(ERRORS))

bench-places: setup $(DEV_STAMP) ## names of places on news not seen in training, beside baselines (CORPORA=DIR; JSON=FILE)
	$(if $(CORPORA),,$(error name a folder of corpora: make bench-places CORPORA=DIR))
	$(BIN)/python -m bench.places $(CORPORA) $(if $(JSON),--json $(JSON))

bench-merge: setup $(DEV_STAMP) ## do accounts of one act find each other, beside a rule; copies of a text
	$(BIN)/python -m bench.merge

bench-store: setup $(DEV_STAMP) ## a store of a million incidents beside naive ways; many writers at once (COUNT, PROCESSES, EDITS)
	$(BIN)/python -m bench.store $(COUNT)
	$(BIN)/python -m bench.writers $(if $(PROCESSES),--processes $(PROCESSES)) $(if $(EDITS),--edits $(EDITS))

bench-crash: setup $(DEV_STAMP) ## writers of a store killed in mid-write, 1000 or N of them: is everything acknowledged there?
	$(BIN)/python -m bench.crash $(N)

train: setup $(DEV_STAMP) ## train the weights in data/weights anew
	$(BIN)/python -m scripts.train_acts
	$(BIN)/python -m scripts.train_fields
	$(BIN)/python -m scripts.train_where
	$(BIN)/python -m scripts.train_calibration
	$(BIN)/python -m scripts.train_merge

lock: ## maintainers only: write the two lock files (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean: ## remove the virtual environment and the built gazetteer (the store in var/ stays)
	rm -rf $(VENV) var/gazetteer
