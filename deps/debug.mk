# SPDX-License-Identifier: MIT
#
# How the program is compiled to find its faults: the same sources, libraries
# and configuration with the host's C library and the sanitizers, which stop
# it at the first error of memory or arithmetic.

OUT = $(BUILD)/debug
PROGRAM = $(OUT)/whatsapp-send

TOOLCHAIN =
CC = gcc
AR = gcc-ar
CFLAGS = -g -O1 -fno-omit-frame-pointer -fsanitize=address
LDFLAGS = -fsanitize=address,undefined
CHECK = :

# The libraries have not been written with this one in mind.
OWN_CFLAGS = -fsanitize=undefined -fno-sanitize-recover=undefined

# What glibc's start-up does by itself.
OMIT = src/relro.c

# One by one, as they are.
LIBRARIES = $(COMPILED)
LIBRARY_CFLAGS =
FAST =
