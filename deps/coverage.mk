# SPDX-License-Identifier: MIT
#
# How the program is compiled to count which of its lines and branches run.

include deps/plain.mk

OUT = $(BUILD)/coverage
CFLAGS = -g -O0
OWN_CFLAGS = --coverage
LDFLAGS += --coverage
