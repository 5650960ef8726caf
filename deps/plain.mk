# SPDX-License-Identifier: MIT
#
# How the program is compiled to be watched by valgrind: the same sources,
# libraries and configuration with the host's C library and no sanitizers.

OUT = $(BUILD)/plain
PROGRAM = $(OUT)/whatsapp-send

TOOLCHAIN =
CC = gcc
AR = gcc-ar
CFLAGS = -g -O1 -fno-omit-frame-pointer
LDFLAGS = -Wl,--no-as-needed -lm
CHECK = :
OWN_CFLAGS =

# What glibc's start-up does by itself.
OMIT = src/relro.c

# One by one, as they are.
LIBRARIES = $(COMPILED)
LIBRARY_CFLAGS =
FAST =
