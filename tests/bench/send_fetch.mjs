// SPDX-License-Identifier: MIT
// The same request with Node's fetch: URL BODY, the token in TOKEN; the roots are Node's own and what
// NODE_EXTRA_CA_CERTS names.
const [url, body] = process.argv.slice(2);
const headers = {
	Authorization: `Bearer ${process.env.TOKEN}`,
	"Content-Type": "application/json",
};
const reply = await fetch(url, { method: "POST", headers, body });
if (!reply.ok) throw new Error(`HTTP ${reply.status}`);
console.log((await reply.json()).messages[0].id);
