# SPDX-License-Identifier: MIT
#
# What a release publishes beside the image: for each machine the program, and
# the bill of materials of program and image; the terms of all that is inside;
# the source of busybox, whose licence asks for it; and the checksums.

RELEASE_ROOT ?= $(CURDIR)/build/release
RELEASE_NAME = whatsapp-send-$(VERSION)-linux-$(DEBIAN_$(ARCH))
MACHINES ?= x86_64 aarch64

# When the sources were last changed: the date of a bill of materials.
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)

.PHONY: release release-root reproducible

release: setup-release ## Make what a release publishes: build/release
	@rm -rf $(RELEASE_ROOT)
	@for machine in $(MACHINES); do \
	    $(MAKE) ARCH=$$machine RELEASE_ROOT=$(RELEASE_ROOT) release-root || \
	    exit; done
	@cp LICENSE $(RELEASE_ROOT)
	@cd $(RELEASE_ROOT) && LC_ALL=C sha256sum -- * >../release.sums && \
	    mv ../release.sums SHA256SUMS

# The compilers for these machines.
.PHONY: setup-release
setup-release:
	@deps/setup.sh build $(foreach machine, \
	    $(filter-out $(shell uname -m),$(MACHINES)),$(DEBIAN_$(machine)))

# One machine's part.  What belongs to both is written by both, the same.
release-root: $(PROGRAM) $(BUSYBOX)
	@mkdir -p $(RELEASE_ROOT)
	@install -m 755 $(PROGRAM) $(RELEASE_ROOT)/$(RELEASE_NAME)
	@SOURCE_DATE_EPOCH=$(SOURCE_DATE_EPOCH) LC_ALL=C deps/sbom.sh $(VERSION) \
	    deps/packages=$(LOCK) deps/image/packages=$(BUSYBOX_LOCK) \
	    >$(RELEASE_ROOT)/$(RELEASE_NAME).spdx.json
	@deps/licences.sh $(SOURCES)=$(LOCK) \
	    $(patsubst %/,%,$(dir $(BUSYBOX_SOURCE)))=$(BUSYBOX_LOCK) \
	    >$(RELEASE_ROOT)/THIRD-PARTY.txt
	@tar --sort=name --format=ustar --mtime=@0 --owner=0 --group=0 \
	    --numeric-owner --mode=u=rwX,go=rX -C $(dir $(BUSYBOX_SOURCE)) \
	    -cf - busybox | xz -T1 >$(RELEASE_ROOT)/busybox-source.tar.xz

reproducible: setup ## Make the release twice, in other places and times; compare
	@$(PYTHON) tests/release/reproducible.py
