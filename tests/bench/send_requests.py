# SPDX-License-Identifier: MIT
"""The same request with requests: URL BODY BUNDLE, the token in TOKEN."""

import os
import sys

import requests

url, body, bundle = sys.argv[1:]
reply = requests.post(url, data=body, verify=bundle, timeout=60, headers={
    "Authorization": "Bearer " + os.environ["TOKEN"], "Content-Type": "application/json"})
reply.raise_for_status()
print(reply.json()["messages"][0]["id"])
