# Two commands do all the set-up: `make demo` and `make test`.

PY := .venv/bin/python
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
APT := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get -qq -y
APT_INSTALL = command -v apt-get >/dev/null && { $(APT) install $(1) || { $(APT) update && $(APT) install $(1); }; } >/dev/null 2>&1
FOUND = $(PY) -c 'from runner.browser.find import find; print("browser:", find())' 2>/dev/null
WORKERS ?= auto
# Where a flow is walked, most of the time is spent waiting for the browser: twice as many as there are cores.
WALKERS ?= $(shell echo $$((2 * $$(getconf _NPROCESSORS_ONLN))))
LIBRARY = tests/test_stand_in_flows.py
PYTEST = $(PY) -m pytest -q --dist worksteal --durations 10

.PHONY: demo test library check browser generated resemblance effort drift bench fuzz crash audit clean

demo: .venv/ready browser  ## the practice session, your part played as well; pictures and a report in demo/
	OPTOUT_HOME=demo $(PY) -m runner practice --hands-free

test: .venv/tested browser check  ## everything that must hold
	$(PYTEST) -n $(WORKERS) --ignore $(LIBRARY)
	$(PYTEST) -n $(WALKERS) $(LIBRARY)

library: .venv/tested browser  ## every flow on its stand-in pages; of one alone: make library FLOW=claude-training
	$(PYTEST) -n $(WALKERS) $(LIBRARY) $(if $(FLOW),-k $(FLOW))

check: .venv/tested  ## lint and types
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

.venv/ready: pyproject.toml
	@[ -x $(PY) ] || python3 -m venv .venv
	$(PY) -m pip install -q --disable-pip-version-check -e .
	@touch $@

.venv/tested: .venv/ready
	$(PY) -m pip install -q --disable-pip-version-check -e '.[test]'
	@touch $@

# A browser and a screen, as far as this machine has none: from Debian where apt-get is, else from Playwright.
browser: .venv/ready
	@$(FOUND) || { \
	  echo "browser: none found, installing Debian's Chromium"; \
	  $(call APT_INSTALL,chromium) && $(FOUND); \
	} || { \
	  echo "browser: apt-get has none for us, fetching Playwright's Chromium"; \
	  $(PY) -m playwright install --no-shell chromium && $(FOUND); \
	} || { echo "browser: none to be had; install Chrome, Edge, Brave or Chromium yourself" >&2; exit 3; }
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then echo "screen: $${DISPLAY:-$$WAYLAND_DISPLAY}"; \
	elif [ "$$(uname)" != Linux ]; then echo "screen: this computer's"; \
	elif command -v Xvfb >/dev/null; then echo "screen: none, so a virtual one (Xvfb)"; \
	else echo "screen: none, installing a virtual one (Xvfb)"; $(call APT_INSTALL,xvfb) \
	  || echo "screen: no Xvfb to be had either, so the browser stays headless"; fi

generated: .venv/ready  ## made from code and flows: the schema editors use, the table of flows, the text of --help
	$(PY) -m runner.flow.schema
	$(PY) -m runner.flow.index
	COLUMNS=80 $(PY) -c 'from runner.cli import main; main(["--help"])' > runner/help.new && mv runner/help.new runner/help.txt

resemblance: .venv/tested browser  ## how well a renamed or moved thing is known again; FILES=… for pairs of one's own
	$(PY) -m tests.resemblance $(FILES)

effort: .venv/tested browser  ## clicks and keys of a person for each flow, by hand and with Optout; two tables made anew
	$(PY) -m tests.effort

drift: .venv/tested browser  ## flows against pages that have changed, beside two recorders; a table made anew
	$(PY) -m tests.drift

bench: .venv/tested browser  ## speed, as ratios taken in one run
	$(PY) -m tests.bench

SECONDS ?= 60
fuzz: .venv/tested  ## files nobody would think of, against the loader: make fuzz SECONDS=3600
	@$(PY) -c 'import atheris' 2>/dev/null || $(PY) -m pip install -q --disable-pip-version-check -e '.[fuzz]'
	$(PY) -m tests.fuzz.files $(SECONDS)

crash: .venv/tested browser  ## the runner, and the browser, killed at every step and in every pause; minutes
	$(PY) -m pytest -q -n $(WORKERS) tests/test_crashes.py --every-crash

audit: .venv/ready  ## known holes in what we depend on; asks the public registry
	@$(PY) -c 'import pip_audit' 2>/dev/null || $(PY) -m pip install -q --disable-pip-version-check -e '.[audit]'
	$(PY) -m pip_audit --local --skip-editable

clean:
	rm -rf .venv demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
