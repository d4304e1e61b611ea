# Every verb of the project. Each one makes the environment that it needs; `make help` lists them.

PYTHON ?=
SUBMISSION ?= assignment
EXERCISE ?=
LEVEL ?= 1
EPOCHS ?=
RATE ?=
FILTERS ?=
export PYTHON SUBMISSION EXERCISE LEVEL EPOCHS RATE FILTERS
VENV := .venv
RUN := $(VENV)/bin/python
SETUP := sh grader/environment.sh
STUDENT := $(VENV)/.student-ready
PAGE := $(VENV)/.page-ready
WATCH := $(VENV)/.watch-ready
TRAIN := $(VENV)/.train-ready
NOTEBOOK := $(VENV)/.notebook-ready
export AGAIN := make $(or $(firstword $(MAKECMDGOALS)),setup)

.PHONY: help setup grade watch test hint reset page notebook train rubric clean
.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

setup: $(STUDENT)  ## make .venv with what a student needs
	@:

grade: $(STUDENT)  ## grade assignment/, or what SUBMISSION=PATH names
	@$(RUN) -m grader grade -- "$$SUBMISSION"

watch: $(WATCH)  ## grade the exercise that you edit again whenever you save
	@$(RUN) -m grader watch $(if $(EXERCISE),--exercise "$$EXERCISE") -- "$$SUBMISSION"

test: $(STUDENT)  ## check your own assignment/; where the project is developed, prove the grader, too
	@$(RUN) -m pytest -q

hint: $(STUDENT)  ## help with EXERCISE=NAME in three steps: LEVEL=1, 2, 3
	@$(RUN) -m grader hint --level "$$LEVEL" -- "$$EXERCISE"

reset: $(STUDENT)  ## give the stub of EXERCISE=NAME back; what you wrote is kept in assignment/.backup
	@$(RUN) -m grader reset -- "$$EXERCISE"

page: $(PAGE)  ## grade, and write the report as a page for a browser: report.html
	@$(RUN) -m grader grade --html report.html -- "$$SUBMISSION"

notebook: $(NOTEBOOK)  ## open the notebook: pictures drawn from your own code, and the checks beside them
	@test -f assignment/ConvolutionalNetworks.ipynb || \
	  { echo 'assignment/ConvolutionalNetworks.ipynb is not there: take it from the handout again.' >&2; exit 2; }
	@echo 'JupyterLab shows the notebook in your browser. If none opens, open the address below. Ctrl-C ends it.'
	@$(RUN) -m jupyterlab $(if $(filter 0,$(shell id -u)),--allow-root) assignment/ConvolutionalNetworks.ipynb

train: $(TRAIN)  ## have your layers learn to read digits; EPOCHS=N, RATE=N and FILTERS=N change how
	@$(RUN) -m grader train $${EPOCHS:+--epochs "$$EPOCHS"} $${RATE:+--rate "$$RATE"} \
	  $${FILTERS:+--filters "$$FILTERS"} -- "$$SUBMISSION"

rubric: $(STUDENT)  ## the checks with their points
	@$(RUN) -m grader rubric

clean:  ## take away everything that was made here, but for assignment/
	@rm -rf $(VENV) .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage* report.html training.png class-report gradescope.zip handout.zip

# An environment whose Python has gone, or is another one now, is none: whatever was ready is to be made ready again.
IS_WHOLE := import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, ("numpy", "pytest", "hypothesis"))))
$(shell [ ! -e $(STUDENT) ] || $(RUN) -I -c '$(IS_WHOLE)' >/dev/null 2>&1 || rm -f $(VENV)/.*-ready)

$(STUDENT): .constraints.txt
	@[ -w $(VENV) ] || ! $(RUN) -I -c '$(IS_WHOLE)' 2>/dev/null || exit 0; \
	  $(SETUP) python && $(SETUP) install numpy pytest hypothesis && touch $@

$(PAGE): $(STUDENT) pyproject.toml
	@$(SETUP) install jinja2 && touch $@

# Without it, files are looked at five times a second: that it can't be installed is no reason not to watch.
$(WATCH): $(STUDENT) pyproject.toml
	@$(SETUP) install watchfiles 2>/dev/null && touch $@ || true

$(TRAIN): $(STUDENT) pyproject.toml
	@$(SETUP) install matplotlib && touch $@

$(NOTEBOOK): $(PAGE) pyproject.toml
	@echo 'Installing JupyterLab, once ...'
	@$(SETUP) install jupyterlab matplotlib && touch $@

# ---- The students' handout has what stands above this line; what follows is for staff and authors. ----

CLASS ?=
OUT ?= class-report
SIMULATED ?=
export CLASS OUT
SMALL_CLASS := .cache/small-class
DEV := $(VENV)/.dev-ready
JUPYTEXT := $(VENV)/.jupytext-ready
BENCH := $(VENV)/.bench-ready
STAFF := $(VENV)/.staff-ready
BROWSER := $(VENV)/.browser-ready
DASK := $(VENV)/.dask-ready
PEERS := $(VENV)/.peers-ready
SIMILAR := $(VENV)/.similar-ready
CODE := grader solutions/*.py solutions/misconceptions tests

.PHONY: batch messages exam handout gradescope stubs doctor bench lint format types cov slow attacks diagnosis browser dask desk similar

batch: $(STAFF) $(SIMILAR)  ## grade a class: a small one of ours, or CLASS=PATH; all that comes of it goes to OUT
	@$(if $(CLASS),,$(RUN) -m tests.cohort.small_class $(SMALL_CLASS) >/dev/null)
	@$(RUN) -m grader batch "$${CLASS:-$(SMALL_CLASS)/class.zip}" --out "$$OUT"

stubs: $(JUPYTEXT)  ## write assignment/ from solutions/, leaving alone what somebody has filled in
	@$(RUN) -m grader stubs

messages: $(STUDENT)  ## bring the catalogues of other languages in step with the code
	@$(RUN) -m grader.messages

exam: $(STUDENT)  ## write the hidden exam to exam.npz, for machines that must agree
	@$(RUN) -m grader exam exam.npz

handout: $(JUPYTEXT)  ## make handout.zip, what students get: assignment/, the grader, a public exam
	@$(RUN) -m grader handout

gradescope: $(STUDENT)  ## make gradescope.zip, the autograder to upload to Gradescope: keep it from students
	@$(RUN) -m grader gradescope

doctor: $(STUDENT)  ## try to get out of a worker in every way we know, and show what stops it
	@$(RUN) -m grader doctor

bench: $(BENCH) $(PAGE) $(WATCH) $(PEERS)  ## what grading costs; how soon a save is graded; a class beside other graders, the solutions beside PyTorch
	@$(RUN) -m tests.bench.bench_cost
	@$(RUN) -m tests.bench.bench_watch
	@$(RUN) -m tests.bench.bench_batch $(SIMULATED)
	@$(RUN) -m tests.bench.bench_solutions

lint: $(DEV)  ## ruff, and whether assignment/ is up to date
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m grader stubs --check

format: $(DEV)  ## let ruff put the code in form
	@$(RUN) -m ruff format .
	@$(RUN) -m ruff check --fix .

types: $(DEV)  ## mypy, strict
	@$(RUN) -m mypy $(CODE)

cov: $(DEV)  ## the tests, and Gradescope's autograder rehearsed, with coverage, which has a floor
	@$(RUN) -m pytest -q --cov --cov-report=term tests tests/autograder

slow: $(STUDENT)  ## the suites that take minutes: every misconception graded as a whole submission
	@$(RUN) -m pytest -q tests/slow

attacks: $(STUDENT)  ## every known attack, run for real, by root and by an ordinary user: some minutes
	@$(RUN) -m pytest -q tests/attacks

diagnosis: $(STUDENT)  ## who is told what: names given to wrong submissions, whether all that is said is true, what it costs
	@$(RUN) -m tests.diagnosis.confusion
	@$(RUN) -m tests.diagnosis.cost
	@$(RUN) -m pytest -q tests/diagnosis

browser: $(BROWSER)  ## the page in a real browser, looked at by an accessibility engine: needs chromium and its driver
	@$(RUN) -m pytest -q tests/browser

dask: $(DASK)  ## classes graded on a Dask cluster, started here, whose workers die: two minutes
	@$(RUN) -m pytest -q tests/dask

desk: $(DEV)  ## the student's desk in full: handout, notebook, training
	@$(RUN) -m pytest -q tests/desk

similar: $(SIMILAR)  ## install what looks for similar submissions, and try it
	@$(RUN) -m pytest -q tests/similar

$(DEV): $(STUDENT) pyproject.toml
	@$(SETUP) install ruff mypy pytest-cov jinja2 pyyaml rich jsonschema xmlschema copydetect \
	  watchfiles matplotlib jupytext nbclient ipykernel pyte && touch $@

# It makes the notebook of assignment/ from its source.
$(JUPYTEXT): $(STUDENT) pyproject.toml
	@$(SETUP) install jupytext && touch $@

$(BENCH): $(STUDENT) pyproject.toml
	@$(SETUP) install torch==2.13.0 && touch $@

$(STAFF): $(PAGE) pyproject.toml
	@$(SETUP) install pyyaml rich && touch $@

$(DASK): $(STAFF) pyproject.toml
	@$(SETUP) install distributed && touch $@

# axe-playwright-python is wanted for the axe.min.js in it (axe-core 4.12.1, MPL-2.0), not for the browsers it needs.
$(BROWSER): $(PAGE) pyproject.toml
	@$(SETUP) install selenium
	@$(SETUP) install --no-deps axe-playwright-python && touch $@

# In an environment of their own, inside ours: Otter-Grader brings ninety packages and half a gigabyte, and nobody but
# the benchmark starts them.
$(PEERS): $(STUDENT) pyproject.toml
	@$(RUN) -m venv $(VENV)/peers
	@$(VENV)/peers/bin/python -m pip install --quiet --disable-pip-version-check --constraint .constraints.txt \
	  numpy 'otter-grader[grading]==7.0.0' gradescope-utils==0.5.0
	@touch $@

# Matplotlib, with which copydetect draws a chart of its own, can't be left out: it is imported at once.
$(SIMILAR): $(PAGE) pyproject.toml
	@$(SETUP) install copydetect && touch $@
