/** The manual of the codes as Markdown: from the registry and the bad examples. Made by `npm run docs`. */
import { type CodeName, codes } from './codes';

/** An example: a spec (or none, for a log), and what is printed about it. */
export interface Example {
  readonly spec?: string;
  readonly output: string;
}

const ranges: readonly (readonly [from: string, title: string])[] = [
  ['AIB000', 'YAML'],
  ['AIB100', 'Shape'],
  ['AIB200', 'References, parameters, files'],
  ['AIB300', 'Limits of the service'],
  ['AIB400', 'Advice and security'],
  ['AIB600', 'Import'],
  ['AIB700', 'Failed builds'],
  ['AIB800', 'Commands in Azure'],
  ['AIB900', 'Files and environment'],
];

/** The manual: a table of all codes, then each with its example. */
export function manual(examples: Readonly<Partial<Record<string, Example>>>): string {
  const names = (Object.keys(codes) as CodeName[]).toSorted();
  const rows = names.map((name) => {
    const { severity, title } = codes[name];
    return `| [${name}](#${name.toLowerCase()}) | ${severity} | ${title} |`;
  });
  const sections = names.flatMap((name, index) => {
    const previous = names[index - 1] ?? '';
    const range = ranges.find(([from]) => previous < from && name >= from);
    return [...(range ? [`## ${range[1]}`] : []), entry(name, examples[name])];
  });
  return `${[head, ['| code | severity | about |', '| --- | --- | --- |', ...rows].join('\n'), ...sections].join('\n\n')}\n`;
}

const head = `# Diagnostics

Made by \`npm run docs\` from the registry of the codes and from \`test/invalid/\`; do not edit.

Codes are permanent: none is renumbered or used again for something else. An error stops the build and cannot be silenced. A
warning does so with \`--strict\`; an info never does. A warning or info of the next line is silenced by a comment with a reason:

\`\`\`yaml
# aibgen-disable-next-line AIB402 the region is new
location: mars-central
\`\`\`

A comment that suppressions nothing, gives no reason, or names an error is a warning itself. \`aibgen explain AIB402\` prints the
entry of a code.`;

function entry(name: CodeName, example: Example | undefined): string {
  const { severity, title, doc } = codes[name];
  const shown = example
    ? [
        ...(example.spec === undefined ? [] : ['```yaml', example.spec.trimEnd(), '```', '']),
        '```text',
        example.output.trimEnd(),
        '```',
      ]
    : [`${message(name)}\n\nSee ${doc}`];
  return [`### ${name}`, '', `${title} (${severity}).`, '', ...shown].join('\n');
}

/** A message with the names of its parameters in their places. */
function message(name: CodeName): string {
  const say: (p: never) => string = codes[name].message;
  const shown = ['names', 'files', 'paths', 'scripts', 'specs', 'triggers'];
  const lists: Readonly<Record<string, readonly string[]>> = {
    changed: [],
    ...Object.fromEntries(shown.map((list) => [list, [`<${list}>`]])),
  };
  const names = new Proxy({}, { get: (_target, key) => lists[String(key)] ?? `<${String(key)}>` });
  return say(names as never);
}

/** The entry of a code out of the manual. */
export function manualEntry(text: string, code: string): string | undefined {
  const from = text.indexOf(`\n### ${code.toUpperCase()}\n`);
  if (from < 0) return undefined;
  const rest = text.slice(from + 1);
  const to = rest.search(/\n##/);
  return `${(to < 0 ? rest : rest.slice(0, to)).trim()}\n`;
}
