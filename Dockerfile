# SPDX-License-Identifier: MIT
#
# The image holds whatsapp-send, a shell with the few commands that runners
# call, and entrypoint.sh: deps/image.mk.  Everything is compiled here, from
# Debian's source packages, by the compiler of the machine that builds, also
# for another architecture.  apt's own configuration in BASE tells where the
# packages are.
ARG BASE=docker.io/library/debian:trixie-slim

FROM --platform=${BUILDPLATFORM} ${BASE} AS build
WORKDIR /src
COPY deps/setup.sh deps/
RUN deps/setup.sh build
ARG TARGETARCH
RUN deps/setup.sh ${TARGETARCH:-build}
COPY Makefile ./
COPY deps deps
COPY docs/result.schema.json docs/
COPY src src
RUN make all busybox
COPY entrypoint.sh LICENSE ./
ARG SOURCE_DATE_EPOCH
RUN make IMAGE_ROOT=/image RELEASE_ROOT=/release image-root release-root

# --target release --output DIRECTORY: what a release publishes as files.
FROM scratch AS release
COPY --from=build /release /

FROM scratch
ARG VERSION=
ARG REVISION=
LABEL org.opencontainers.image.title="whatsapp-send" \
    org.opencontainers.image.description="Sends one WhatsApp message through Meta's Cloud API" \
    org.opencontainers.image.source="https://github.com/whatsapp-send/whatsapp-send" \
    org.opencontainers.image.licenses="MIT AND curl AND Apache-2.0 AND BSD-3-Clause AND MPL-2.0 AND GPL-2.0-only" \
    org.opencontainers.image.version="${VERSION}" \
    org.opencontainers.image.revision="${REVISION}"
COPY --from=build /image /
# No USER: GitHub's files for outputs belong to root.
ENTRYPOINT ["/entrypoint.sh"]
