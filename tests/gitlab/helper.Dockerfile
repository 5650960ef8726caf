# SPDX-License-Identifier: MIT
# What gitlab-ci-local copies a project into a container with.
ARG BASE
FROM ${BASE}
RUN apt-get -qq update && \
    apt-get -qq install -y --no-install-recommends rsync
