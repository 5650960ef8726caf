# SPDX-License-Identifier: MIT
#
# What the measurements need: the program with one more root among its own, the
# one of the server that all clients send to, and a launcher that takes figures.

BENCH = $(BUILD)/bench
BENCH_PROGRAM = $(BENCH)/whatsapp-send

.PHONY: bench-build
bench-build: $(BENCH_PROGRAM) $(BENCH)/launch

$(BENCH)/server.pem: tests/bench/certificates.py $(LOCK)
	@$(PYTHON) $< $(BENCH) $(MOZILLA)

$(BENCH)/roots.inc: $(BENCH)/server.pem deps/roots.sh
	@deps/roots.sh $(BENCH)/roots >$@

# Nothing but the file of roots differs.
$(BENCH)/roots.o: src/roots.c $(BENCH)/roots.inc $(OUT)/src/roots.o
	@$(CC) -I$(BENCH) $(subst $(CC),,$(COMPILE)) -c $< -o $@

$(BENCH_PROGRAM): $(filter-out %/roots.o,$(OBJECTS)) $(BENCH)/roots.o $(LIBRARIES)
	@echo "  LINK $@"
	@$(CC) $(LDFLAGS) $^ -o $@

$(BENCH)/launch: tests/bench/launch.c $(TOOLCHAIN)
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(LANGUAGE) $(WARNINGS) $(LDFLAGS) $< -o $@
