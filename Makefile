# Two commands: `make corpus` builds the corpus from data/, `make test` runs every test.
# `make quick` runs the tests that take under a minute together.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_INPUT = 1
# One thread a process: BLAS with more threads than idle cores is many times slower.
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1

# What `make bench` runs beside those that pytest collects; each says what it measures.
BENCHMARKS := checks_report checks_gold clean_normalise injected_normalise laws_normalise \
  speed_normalise ocr_normalise reliability_normalise report_at_5000_pairs check_time checks_by_kind score_time build_time throughput \
  faults_killed duplicates_at_scale state_of_a_corpus

# Processes that tests run in, a file of tests in one of them. The slow files come first (see
# tests/conftest.py), so that both end together.
WORKERS ?= 2
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

# Seconds that `make fuzz` takes in all.
FUZZ_SECONDS ?= 600

.PHONY: corpus test tests-alone quick lint bench docs refresh dist fuzz nightly audit clean

corpus: $(VENV)/.installed
	$(BIN)/parallel-corpus build data -o alignments

# Side by side, for mypy keeps one core only busy; --keep-going says what either finds.
test: $(VENV)/.installed-test
	@$(MAKE) --no-print-directory --keep-going -j2 lint tests-alone

tests-alone: $(VENV)/.installed-test
	$(PYTEST)

quick: $(VENV)/.installed-test
	$(PYTEST) -q -m "not slow"

lint: $(VENV)/.installed-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-test
	$(BIN)/python -m pytest tests/benchmarks -q -s
	@for name in $(BENCHMARKS); do \
	  echo "== $$name"; $(BIN)/python -m tests.benchmarks.$$name || exit 1; \
	done

# Builds the sdist and the wheel, and tries them as a user would; see tests/release.py.
dist: $(VENV)/.installed
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[dist]'
	$(BIN)/python -m tests.release

fuzz: $(VENV)/.installed-fuzz
	$(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS)

# What takes hours: every attack, a full disk at every write, every stream closed, 200 kills, fuzzing.
# The inputs that fuzzing found are kept in .fuzz/, and the next night goes on from them.
nightly: $(VENV)/.installed-fuzz
	ATTACKS=all $(PYTEST) -q tests/faults tests/cli/test_streams.py tests/review/test_kill.py
	$(BIN)/python -m tests.benchmarks.faults_killed
	$(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS)

# Known faults of what constraints.txt pins; asks the advisory database, so it needs the network.
audit: | $(BIN)/python
	$(PYTHON) -m venv build/audit
	build/audit/bin/python -m pip install -q pip-audit
	build/audit/bin/pip-audit --requirement constraints.txt --no-deps --disable-pip --strict

docs: $(VENV)/.installed-test
	$(BIN)/python -m sphinx -W -n --keep-going -q -E docs build/docs
	@echo "build/docs/index.html"

# What README and docs show of the program and of the benchmarks' results, shown as it is now.
refresh: $(VENV)/.installed-test
	$(BIN)/python -m tests.docs.refresh

clean:
	rm -rf $(VENV)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed. Run: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# torch first and by its exact version: a range would take a build of several gigabytes.
$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install -q -c constraints.txt "$$(grep '^torch==' constraints.txt)"
	$(BIN)/python -m pip install -q -c constraints.txt -e .
	touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[test,notebooks,bench,docs]'
	touch $@

$(VENV)/.installed-fuzz: $(VENV)/.installed-test
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[fuzz]'
	touch $@
