# SPDX-License-Identifier: MIT
#
# The fuzzers: tests/fuzz/X_fuzz.c becomes build/fuzz/X_fuzz, and
# build/debug/X_fuzz, which only feeds files to it.

FUZZERS = $(patsubst tests/fuzz/%.c,$(OUT)/%,$(sort $(wildcard tests/fuzz/*_fuzz.c)))
# How long each one runs.
FUZZ_SECONDS ?= 60

# What calls the fuzzer.
FUZZ_CALLER_fuzz = -fsanitize=fuzzer
FUZZ_CALLER_debug = tests/fuzz/replay.c

.PHONY: fuzz fuzz-build fuzz-programs

fuzz-build: $(LOCK)
	@deps/setup.sh --check fuzz
	@$(MAKE) MODE=fuzz fuzz-programs

fuzz-programs: $(FUZZERS)

$(FUZZERS): $(OUT)/%: tests/fuzz/%.c tests/fuzz/fuzz.h tests/fuzz/oracle.h \
    tests/unit/markdown_oracle.h $(filter-out %/main.o,$(OBJECTS)) $(LIBRARIES)
	@echo "  CC $<"
	$(Q)$(COMPILE) -Itests/unit $(LDFLAGS) $(FUZZ_CALLER_$(MODE)) $(filter %.c %.o %.a,$^) -o $@

fuzz: setup ## Let every fuzzer look for faults: FUZZ_SECONDS=600 for ten minutes each
	@deps/setup.sh fuzz
	@$(MAKE) fuzz-build
	@tests/fuzz/run.sh $(FUZZ_SECONDS)
