# SPDX-License-Identifier: MIT
#
# Builds, tests and checks whatsapp-send.  `make help` lists what it can do.

VERSION = 0.1.0
# Docker names the machine to build for in TARGETARCH.
MACHINE_amd64 = x86_64
MACHINE_arm64 = aarch64
ARCH ?= $(or $(MACHINE_$(TARGETARCH)),$(shell uname -m))
PYTHON ?= /usr/bin/python3
export PYTHON

# Another architecture is compiled into a folder of its own.
BUILD = $(if $(filter $(shell uname -m),$(ARCH)),build,build/$(ARCH))
SOURCES = $(BUILD)/sources
LOCK = $(BUILD)/sources.lock

# Ways to compile the same: MODE=static ships, MODE=debug and MODE=fuzz find
# faults.
MODE = static
include deps/$(MODE).mk deps/deps.mk deps/image.mk deps/release.mk

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Wvla \
    -Wstrict-prototypes -Wmissing-prototypes $(if $(CI),-Werror)
LANGUAGE = -std=c11 -D_GNU_SOURCE -DCURL_STATICLIB
COMPILE = $(CC) $(CFLAGS) $(OWN_CFLAGS) $(LANGUAGE) $(WARNINGS) -MMD -MP \
    -Isrc -I$(OUT) $(addprefix -isystem ,$(INCLUDES))

OBJECTS = $(patsubst src/%.c,$(OUT)/src/%.o, \
    $(filter-out $(OMIT),$(sort $(wildcard src/*.c))))
UNITS = $(patsubst tests/unit/%.c,$(OUT)/unit/%, \
    $(sort $(wildcard tests/unit/*_test.c)))

# V=1 shows the commands.
Q = $(if $(V),,@)

# All processors, unless -j says otherwise.
MAKEFLAGS += --no-print-directory
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc)
endif

.DELETE_ON_ERROR:
.PHONY: all debug unit unit-build unit-programs scarce symbols setup \
    setup-image demo test test-browser test-image test-faults test-load bench \
    lint docs pictures format image help clean distclean
.DEFAULT_GOAL = all

all: $(PROGRAM) ## Build the program: build/whatsapp-send

$(PROGRAM): $(OBJECTS) $(LIBRARIES)
	@echo "  LINK $@"
	$(Q)$(CC) $(LDFLAGS) $^ -o $@
	$(Q)$(CHECK) $@

$(OUT)/src/%.o: src/%.c Makefile deps/$(MODE).mk $(LOCK) | $(TOOLCHAIN) $(OUT)/versions.h
	@echo "  CC $<"
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -c $< -o $@

$(OUT)/src/help.o: docs/result.schema.json
$(OUT)/src/roots.o: $(OUT)/roots.inc
$(addprefix $(OUT)/src/,roots.o sha1.o): $(TLS_CONFIG)

# Programs around the same objects: unit tests, and the writer of the reference.
$(UNITS): $(OUT)/unit/%: tests/unit/%.c
$(OUT)/generate: docs/generate.c
$(UNITS) $(OUT)/generate: $(filter-out %/main.o,$(OBJECTS)) $(LIBRARIES)
	@echo "  CC $(filter %.c,$^)"
	@mkdir -p $(@D)
	$(Q)$(COMPILE) $(LDFLAGS) $(filter %.c %.o %.a,$^) -lcmocka -o $@

# The program in a world where memory runs out.
ALLOCATORS = malloc calloc realloc reallocarray strdup strndup asprintf vasprintf
, := ,
scarce: $(OUT)/scarce

$(OUT)/scarce: tests/faults/scarce.c $(OBJECTS) $(LIBRARIES)
	@echo "  CC $<"
	$(Q)$(COMPILE) $(LDFLAGS) $(addprefix -Wl$(,)--wrap=,$(ALLOCATORS)) $^ -o $@

# The program with its symbols, for tests that take it apart.
symbols: $(OUT)/symbols

$(OUT)/symbols: $(OBJECTS) $(LIBRARIES)
	$(Q)$(CC) $(filter-out -s,$(LDFLAGS)) $^ -o $@

# Where the image is built there are no tests.
-include tests/fuzz/fuzz.mk tests/bench/bench.mk tests/coverage/coverage.mk

-include $(OBJECTS:.o=.d) $(UNITS:=.d) $(OUT)/generate.d

debug: $(LOCK) ## Build it with the sanitizers: build/debug/whatsapp-send
	@$(MAKE) MODE=debug all

unit-build: debug ## Build the unit tests: build/debug/unit/*_test
	@$(MAKE) MODE=debug unit-programs

unit-programs: $(UNITS) $(FUZZERS) $(OUT)/generate $(OUT)/scarce

unit: unit-build ## Run the unit tests
	@for test in build/debug/unit/*_test; do $$test || exit; done

setup: ## Install what building and testing need (Debian, Ubuntu)
	@deps/setup.sh

test: setup ## Build everything and run all tests but those of image and browser
	@$(MAKE) all scarce symbols bench-build debug unit-build
	@tests/run -m 'not image and not browser' tests

test-browser: setup ## Look at the sandbox's page and the pictures in Chromium
	@deps/setup.sh web
	@$(MAKE) all
	@tests/run -m browser tests/browser

test-image: setup-image ## Build the image; run the tests of image, action, component
	@$(MAKE) all
	@tests/run -m image tests/image tests/action tests/gitlab

test-faults: setup ## Compare claims with facts over 10,000 random faults
	@$(MAKE) all scarce
	@$(PYTHON) tests/faults/truth.py --runs 10000
	@$(PYTHON) tests/faults/starve.py

test-load: setup ## Run 500 at once against Meta's rate limits
	@$(MAKE) all
	@$(PYTHON) tests/load/load.py

bench: setup ## Measure it beside curl, Python and Node; write docs/performance.md
	@deps/setup.sh bench
	@$(MAKE) all bench-build
	@$(PYTHON) tests/bench/bench.py --write docs/performance.md

setup-image: ## Install what building and testing the image need
	@deps/setup.sh build test image
	@$(MAKE) $(BUILD)/npm/.installed

# GitHub's and GitLab's own parsers, and node.
$(BUILD)/npm/.installed: tests/npm/package-lock.json tests/npm/package.json
	@rm -rf $(@D) && mkdir -p $(@D)
	@cp tests/npm/package.json tests/npm/package-lock.json $(@D)
	@npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

demo: setup ## Show it at work against a local imitation of the API
	@$(MAKE) all
	@tests/demo.sh $(PROGRAM)

lint: $(LOCK) ## Check the sources: warnings, analyzers, layout, layers
	@deps/setup.sh --check lint
	@$(MAKE) -k MODE=debug CI=1 -f Makefile -f tests/lint/lint.mk lint-all

docs: debug ## Write what comes from the program: reference, inputs of the step
	@$(MAKE) MODE=debug build/debug/generate
	@for page in settings exit-codes errors; do \
	    build/debug/generate $$page >docs/$$page.md || exit; done
	@for file in action.yml templates/send.yml; do \
	    docs/fill.sh build/debug/generate $$file >$(BUILD)/filled && \
	    cat $(BUILD)/filled >$$file || exit; done

pictures: setup ## Draw the pictures of README and docs
	@deps/setup.sh web
	@$(MAKE) all
	@$(PYTHON) tests/browser/pictures.py

format: ## Lay the C sources out as .clang-format says
	@clang-format -i $(wildcard src/*.[ch] tests/*/*.[ch] docs/*.c)

image: ## Build the container image; BASE=IMAGE to build it on another Debian 13
	$$(command -v podman || echo docker) build --build-arg VERSION=$(VERSION) \
	    $(if $(BASE),--build-arg BASE=$(BASE)) -t whatsapp-send:$(VERSION) .

help: ## List the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' $(filter-out %.d,$(MAKEFILE_LIST)) | expand -t 14

clean: ## Remove what was built; keep what was downloaded
	@rm -rf $(filter-out $(SOURCES)% $(BUILD)/image-sources% $(BUILD)/npm, \
	    $(wildcard $(BUILD)/*))

distclean: ## Remove the whole of build/
	@rm -rf build
