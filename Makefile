# Two commands do all the set-up: `make demo` and `make test`.

# Some machines forbid it; the tests start hundreds of programs, each of which would compile all modules again.
unexport PYTHONDONTWRITEBYTECODE

PY := .venv/bin/python
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
APT := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get -qq -y
APT_INSTALL = command -v apt-get >/dev/null && { $(APT) install $(1) || { $(APT) update && $(APT) install $(1); }; } >/dev/null 2>&1
FOUND = $(PY) -c 'from runner.browser.find import find; print("browser:", find())' 2>/dev/null
# Much of the time is spent waiting for the browser: one more than there are cores; twice as many where nothing but flows
# is walked.
WORKERS ?= $(shell echo $$((1 + $$(getconf _NPROCESSORS_ONLN))))
WALKERS ?= $(shell echo $$((2 * $$(getconf _NPROCESSORS_ONLN))))
LIBRARY = tests/test_stand_in_flows.py
PYTEST = $(PY) -m pytest -q --dist worksteal --durations 10

.PHONY: demo test whole every busy quick quick-people quick-others coverage library check check-python check-javascript browser tools generated languages released resemblance questions effort drift bench fleet endurance fuzz crash audit folder deb tarball deb-test release clean

demo: .venv/ready browser  ## the practice session, your part played as well; pictures of it and of the home, and a report, in demo/
	OPTOUT_HOME=demo $(PY) -m runner practice --hands-free
	OPTOUT_HOME=demo $(PY) -m tests.demo

# What has failed beside others is run once more alone, and what it failed of stands above all the same: a race is to be
# found, and does not hide what else has changed.
ONCE_MORE = { [ $$? = 1 ] && echo "once more, and alone, what has failed:" && $(PYTEST) $(1) --last-failed --last-failed-no-failures none --maxfail 5 -n 0; }
RUN = $(PYTEST) $(1) -n $(WORKERS) || $(call ONCE_MORE,$(1))

test: .venv/tested browser tools check  ## what must hold, within minutes: the tests that prove each part (tests/core.py)
	@$(call RUN,--core)

whole: .venv/tested browser tools check  ## the same with all tests that need a browser; of many that are alike a few
	@$(call RUN)

every: .venv/tested browser tools check  ## every test there is: an hour, before a release
	@$(call RUN,--every)

LOOPS ?= 4
BUSY ?= --core
busy: .venv/tested browser tools  ## the tests of test, twice in a row, on a machine that has other things to do; of whole with BUSY=
	$(PYTEST) $(BUSY) -n $(WORKERS) --loops $(LOOPS)
	$(PYTEST) $(BUSY) -n $(WORKERS) --loops $(LOOPS)

# In two halves side by side: each reads its own files alone, which takes as long as to run what is in them.
quick: .venv/tested  ## what needs no browser and takes no long while, of many cases the first: half a minute
	@$(MAKE) --no-print-directory --output-sync=target -j 2 quick-people quick-others

PEOPLE = $(addprefix tests/,collections commands fleet home languages packaging records)
QUICK = @$(PY) -m pytest -q --quick -p no:cacheprovider

quick-people:
	$(QUICK) $(PEOPLE)

quick-others:
	$(QUICK) tests $(addprefix --ignore ,$(PEOPLE))

coverage: .venv/tested browser tools  ## how much of each file the tests of whole run: may only grow, and is noted in tests/coverage.txt
	$(PY) -m tests.covered -n $(WORKERS)

library: .venv/tested browser  ## every flow on all of its stand-in pages; of one alone: make library FLOW=claude-training
	$(PYTEST) --every -n $(WALKERS) $(LIBRARY) $(if $(FLOW),-k $(FLOW))

check: .venv/tested  ## lint and types, of Python and of JavaScript
	@$(MAKE) --no-print-directory -j 2 check-python check-javascript

check-python:
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

check-javascript:
	@$(PY) tests/js/check.py --has-npm || $(PY) -m pip install -q --disable-pip-version-check -e '.[js]' || true
	$(PY) tests/js/check.py

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

# What some tests need besides: keys and a mouse for windows that nothing drives, who knows whether a menu takes an entry, and
# a clock to set back for one program alone.
tools:
	@if [ "$$(uname)" = Linux ]; then \
	  command -v xdotool >/dev/null || $(call APT_INSTALL,xdotool) || echo "tools: no xdotool, so nobody can type or point in some tests"; \
	  command -v desktop-file-validate >/dev/null || $(call APT_INSTALL,desktop-file-utils) \
	    || echo "tools: no desktop-file-utils, so one test cannot ask it"; \
	  command -v faketime >/dev/null || $(call APT_INSTALL,faketime) || echo "tools: no faketime, so some tests cannot turn the clock"; \
	fi

generated: .venv/ready  ## made from code and flows: the schema editors use, the table and the list of flows, the text of --help, the types of the scripts' messages
	$(PY) -m runner.flow.schema
	$(PY) -m runner.flow.index
	$(PY) -m runner.flow.shipped
	$(PY) -m tests.js.page_types
	$(PY) -m runner.terminal.help_files

languages: .venv/tested  ## the catalogues brought up to date; what is missing in each language, by flow
	$(PY) -m tests.languages

released: .venv/ready  ## at a release: what each flow promises, so that a later change without news is noticed
	$(PY) -m runner.flow.released

resemblance: .venv/tested browser  ## how well a renamed or moved thing is known again; FILES=… for pairs of one's own
	$(PY) -m tests.resemblance $(FILES)

questions: .venv/tested browser  ## real applications in other languages: what is ringed by its English name; asks the public registry once
	$(PY) -m tests.languages.applications $(FILES)

effort: .venv/tested browser  ## clicks and keys of a person for each flow, by hand and with Optout; two tables made anew; GO=--go-on after a break
	$(PY) -m tests.effort $(GO)

drift: .venv/tested browser  ## flows against pages that have changed, beside two recorders; a table made anew
	$(PY) -m tests.drift

bench: .venv/tested browser  ## speed and scale beside the peers, in one run; the table and the chart in the README made anew; PARTS=… for some alone
	$(PY) -m tests.bench $(PARTS)

fleet: .venv/tested browser  ## a hundred flows checked live on stand-in sites with 1, 2 and 4 jobs: seconds and memory
	$(PY) -m tests.bench.fleet

endurance: .venv/tested browser  ## 200,000 nodes, 500 frames, 100 flows in one sitting: seconds and memory
	$(PY) -m tests.bench.endurance

SECONDS ?= 60
fuzz: .venv/tested  ## files nobody would think of, against the loader: make fuzz SECONDS=3600
	@$(PY) -c 'import atheris' 2>/dev/null || $(PY) -m pip install -q --disable-pip-version-check -e '.[fuzz]'
	$(PY) -m tests.fuzz.files $(SECONDS)

crash: .venv/tested browser  ## the runner, and the browser, killed at every step and in every pause; minutes
	$(PY) -m pytest -q -n $(WORKERS) tests/test_crashes.py tests/test_cut_off.py --every

# The folder that needs no Python, of which all installers are made: in a root of Debian 11, so that it runs on old Linuxes
# too, or with HERE=1 for Linuxes as new as this one.
folder: .venv/packs
	$(PY) -m installers.$(if $(HERE),frozen,old_linux)

deb: folder  ## the package for Debian and Ubuntu, which brings its own Python; lintian has to find no error
	$(PY) -m installers.deb
	lintian --tag-display-limit 0 --fail-on error dist/*.deb

tarball: folder  ## the same folder for other Linuxes
	$(PY) -m installers.tarball

deb-test: folder  ## the package installed, used, upgraded and purged in a Debian without Python; root, minutes; SUITE=trixie
	$(PY) -m installers.trial

release: folder  ## wheel, sources, .deb, tarball, what is inside, checksums; signed by RELEASE_KEY=… that gpg knows
	$(PY) -m installers.release

.venv/packs: .venv/ready
	$(PY) -m pip install -q --disable-pip-version-check -e '.[release]'
	@for tool in debootstrap lintian objdump:binutils; do \
	  command -v $${tool%:*} >/dev/null || $(call APT_INSTALL,$${tool#*:}) || echo "no $${tool#*:} to be had" >&2; \
	done
	@touch $@

audit: .venv/ready  ## known holes in what we depend on; asks the public registry
	@$(PY) -c 'import pip_audit' 2>/dev/null || $(PY) -m pip install -q --disable-pip-version-check -e '.[audit]'
	$(PY) -m pip_audit --local --skip-editable

clean:
	rm -rf .venv build dist demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
