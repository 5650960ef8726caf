// SPDX-License-Identifier: MIT
//
// Evaluates the ${{ }} of a step with GitHub's own evaluator.  Reads one JSON
// object from stdin: the contexts, the status of the job so far, templates by
// name, and a condition (`if:`).  Prints the templates as strings and whether
// the condition holds.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// The packages are not beside this file: the argument says where they are.
const { data, Evaluator, Lexer, Parser } = await import(
    pathToFileURL(`${process.argv[2]}/@actions/expressions/dist/index.js`).href);

const CONTEXTS = ["github", "env", "secrets", "steps", "runner", "job", "vars", "inputs"];
const request = JSON.parse(readFileSync(0, "utf8"));
const contexts = JSON.parse(JSON.stringify(request.contexts), data.reviver);

const holds = {
    success: request.status === "success",
    failure: request.status === "failure",
    cancelled: request.status === "cancelled",
    always: true,
};
const functions = new Map(Object.entries(holds).map(([name, value]) => [name, {
    name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(value),
}]));

function evaluate(expression) {
    const tokens = new Lexer(expression).lex().tokens;
    const tree = new Parser(tokens, CONTEXTS, [...functions.values()]).parse();
    return new Evaluator(tree, contexts, functions).evaluate();
}

function fill(template) {
    return String(template).replace(/\$\{\{(.*?)\}\}/gs, (_, expression) =>
        evaluate(expression).coerceString());
}

// Without a status function of its own, a condition means "and success()".
function decide(condition) {
    const bare = String(condition).replace(/^\s*\$\{\{(.*)\}\}\s*$/s, "$1");
    const own = Object.keys(holds).some((name) => new RegExp(`\\b${name}\\s*\\(`).test(bare));
    return evaluate(own ? `!!(${bare})` : `success() && !!(${bare})`).value;
}

console.log(JSON.stringify({
    condition: decide(request.condition ?? "success()"),
    values: Object.fromEntries(Object.entries(request.values).map(
        ([name, template]) => [name, fill(template)])),
}));
