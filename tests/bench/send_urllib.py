# SPDX-License-Identifier: MIT
"""The same request with Python's standard library: URL BODY BUNDLE, the token in TOKEN."""

import json
import os
import ssl
import sys
import urllib.request

url, body, bundle = sys.argv[1:]
request = urllib.request.Request(url, body.encode(), {
    "Authorization": "Bearer " + os.environ["TOKEN"], "Content-Type": "application/json"})
context = ssl.create_default_context(cafile=bundle)
with urllib.request.urlopen(request, context=context) as reply:
    print(json.load(reply)["messages"][0]["id"])
