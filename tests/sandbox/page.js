// SPDX-License-Identifier: MIT
// Shows what has arrived, twice a second, and leaves the page alone while nothing has.
"use strict";

const main = document.querySelector("main");
let shown = null;

async function refresh() {
	try {
		const chats = await (await fetch("/chats")).text();
		if (shown !== null && chats !== shown)
			main.innerHTML = chats;
		shown = chats;
		document.body.classList.remove("gone");
	} catch {
		document.body.classList.add("gone");
	}
	setTimeout(refresh, 500);
}

refresh();
