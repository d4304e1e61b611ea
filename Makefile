# Every verb of the project. Each one makes the environment that it needs; `make help` lists them.

PYTHON ?= python3
SUBMISSION ?= assignment
EXERCISE ?=
LEVEL ?= 1
export SUBMISSION EXERCISE LEVEL
VENV := .venv
RUN := $(VENV)/bin/python
INSTALL := -m pip install --quiet --disable-pip-version-check --constraint .constraints.txt
PIP := $(RUN) $(INSTALL)
STUDENT := $(VENV)/.student-ready
PAGE := $(VENV)/.page-ready

.PHONY: help setup grade page test hint rubric clean
.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

setup: $(STUDENT)  ## make .venv with what a student needs

grade: $(STUDENT)  ## grade assignment/, or what SUBMISSION=PATH names
	@$(RUN) -m grader grade "$$SUBMISSION"

test: $(STUDENT)  ## check your own assignment/; where the project is developed, prove the grader, too
	@$(RUN) -m pytest -q

hint: $(STUDENT)  ## help with EXERCISE=NAME in three steps: LEVEL=1, 2, 3
	@$(RUN) -m grader hint --level "$$LEVEL" -- "$$EXERCISE"

page: $(PAGE)  ## grade, and write the report as a page for a browser: report.html
	@$(RUN) -m grader grade "$$SUBMISSION" --html report.html

rubric: $(STUDENT)  ## the checks with their points
	@$(RUN) -m grader rubric

clean:  ## take away everything that was made here, but for assignment/
	@rm -rf $(VENV) .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage* report.html class-report gradescope.zip handout.zip

$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Python 3.11 or newer is needed: install it, then run "make PYTHON=python3.11 setup".' >&2; exit 2; }
	@echo 'Making the environment in $(VENV) (once, about half a minute) ...'
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo 'Python lacks its venv module: on Debian or Ubuntu run "apt install python3-venv", then try again.' >&2; exit 2; }

$(STUDENT): $(RUN) .constraints.txt
	@$(PIP) numpy pytest hypothesis || \
	  { echo 'The packages could not be installed: is there a network? Run "make setup" again.' >&2; exit 2; }
	@touch $@

$(PAGE): $(STUDENT) pyproject.toml
	@$(PIP) jinja2 || \
	  { echo 'Jinja2 could not be installed: is there a network? Run "make page" again.' >&2; exit 2; }
	@touch $@

# ---- The students' handout has what stands above this line; what follows is for staff and authors. ----

CLASS ?=
OUT ?= class-report
SIMULATED ?=
export CLASS OUT
SMALL_CLASS := .cache/small-class
DEV := $(VENV)/.dev-ready
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

stubs: $(STUDENT)  ## write assignment/ from solutions/, leaving alone what somebody has filled in
	@$(RUN) -m grader stubs

messages: $(STUDENT)  ## bring the catalogues of other languages in step with the code
	@$(RUN) -m grader.messages

exam: $(STUDENT)  ## write the hidden exam to exam.npz, for machines that must agree
	@$(RUN) -m grader exam exam.npz

handout: $(STUDENT)  ## make handout.zip, what students get: assignment/, the grader, a public exam
	@$(RUN) -m grader handout

gradescope: $(STUDENT)  ## make gradescope.zip, the autograder to upload to Gradescope: keep it from students
	@$(RUN) -m grader gradescope

doctor: $(STUDENT)  ## try to get out of a worker in every way we know, and show what stops it
	@$(RUN) -m grader doctor

bench: $(BENCH) $(PAGE) $(PEERS)  ## what grading costs; a class beside other graders, the solutions beside PyTorch
	@$(RUN) -m tests.bench.bench_cost
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
	@$(PIP) ruff mypy pytest-cov jinja2 pyyaml rich jsonschema xmlschema copydetect \
	  watchfiles matplotlib jupytext nbclient ipykernel pyte
	@touch $@

$(BENCH): $(STUDENT) pyproject.toml
	@$(PIP) torch==2.13.0
	@touch $@

$(STAFF): $(PAGE) pyproject.toml
	@$(PIP) pyyaml rich || \
	  { echo 'PyYAML and rich could not be installed: is there a network? Run "make batch" again.' >&2; exit 2; }
	@touch $@

$(DASK): $(STAFF) pyproject.toml
	@$(PIP) distributed || \
	  { echo 'Dask could not be installed: is there a network? Run "make dask" again.' >&2; exit 2; }
	@touch $@

# axe-playwright-python is wanted for the axe.min.js in it (axe-core 4.12.1, MPL-2.0), not for the browsers it needs.
$(BROWSER): $(PAGE) pyproject.toml
	@$(PIP) selenium
	@$(PIP) --no-deps axe-playwright-python
	@touch $@

# In an environment of their own, inside ours: Otter-Grader brings ninety packages and half a gigabyte, and nobody but
# the benchmark starts them. A kernel of Jupyter's in .venv would also be one that students' editors offer them.
$(PEERS): $(STUDENT) pyproject.toml
	@$(RUN) -m venv $(VENV)/peers
	@$(VENV)/peers/bin/python $(INSTALL) numpy 'otter-grader[grading]==7.0.0' gradescope-utils==0.5.0
	@touch $@

# Matplotlib, with which copydetect draws a chart of its own, can't be left out: it is imported at once.
$(SIMILAR): $(PAGE) pyproject.toml
	@$(PIP) copydetect || \
	  { echo 'copydetect could not be installed: is there a network? Run "make similar" again.' >&2; exit 2; }
	@touch $@
