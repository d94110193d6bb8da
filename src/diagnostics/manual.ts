/** The manual of the codes as Markdown, from the registry and the examples in `test/invalid/`. Written by `npm run docs`. */
import { codeEntry, type CodeName, codeNames } from './codes';

/** Examples of a code: a spec with the problem (none for a log), the output for it, and the same spec without the problem. */
export interface Example {
  readonly spec?: string;
  readonly output: string;
  readonly fixed?: string;
}

const ranges: readonly (readonly [from: string, title: string])[] = [
  ['AIB000', 'YAML'],
  ['AIB100', 'Shape'],
  ['AIB200', 'References, parameters, files'],
  ['AIB300', 'Limits of the service'],
  ['AIB400', 'Advice and security'],
  ['AIB500', 'Scripts'],
  ['AIB600', 'Import'],
  ['AIB700', 'Failed builds'],
  ['AIB800', 'Commands in Azure'],
  ['AIB900', 'Files and environment'],
];

/** The manual: a table of all codes, then a section for each. */
export function manual(examples: Readonly<Partial<Record<string, Example>>>): string {
  const names = codeNames();
  const rows = names.map((name) => {
    const { severity, title } = codeEntry(name);
    return `| [${name}](#${name.toLowerCase()}) | ${severity} | ${title} |`;
  });
  const sections = names.flatMap((name, index) => {
    const previous = names[index - 1] ?? '';
    const range = ranges.findLast(([from]) => previous < from && name >= from);
    return [...(range ? [`## ${range[1]}`] : []), entry(name, examples[name])];
  });
  return `${[head, ['| code | severity | about |', '| --- | --- | --- |', ...rows].join('\n'), ...sections].join('\n\n')}\n`;
}

const head = `# Diagnostics

Written by \`npm run docs\` from the registry of the codes and from \`test/invalid/\`; do not edit.

Codes are permanent: none is renumbered or reused. An error stops the build and cannot be suppressed. A warning stops it
with \`--strict\`; an info never does. A comment with a reason suppresses a warning or info of the next line:

\`\`\`yaml
# aibgen-disable-next-line AIB402 the region is new
location: mars-central
\`\`\`

A comment that suppresses nothing, gives no reason, or names an error is a warning itself. \`aibgen explain AIB402\` prints the
section of a code.`;

function entry(name: CodeName, example: Example | undefined): string {
  const { severity, title } = codeEntry(name);
  const why = codeEntry(name)?.why;
  return [
    `### ${name}`,
    `${title} (${severity}).`,
    ...(why === undefined ? [] : [why]),
    ...(example ? exampleBlocks(example, codeEntry(name)?.right) : [messageBlock(name)]),
  ].join('\n\n');
}

function exampleBlocks(
  { spec, output, fixed }: Example,
  lines: readonly string[] | undefined,
): readonly string[] {
  const right = fixed ?? lines?.join('\n');
  return [
    ...(spec === undefined ? [] : ['Wrong:', block('yaml', spec)]),
    block('text', output),
    ...(right === undefined ? [] : ['Right:', block('yaml', right)]),
  ];
}

function block(language: string, text: string): string {
  return [`\`\`\`${language}`, text.trimEnd(), '```'].join('\n');
}

/** The message and the hint with the names of their parameters in place of values. */
function messageBlock(name: CodeName): string {
  const {
    message,
    hint,
    doc,
    inManual,
  }: { message: Print; hint: Print; doc: string; inManual: boolean } = codeEntry(name);
  const what = withNames(hint);
  return [
    `Message: ${withNames(message)}`,
    ...(what === '' ? [] : [`What to do: ${what}`]),
    ...(inManual ? [] : [`See ${doc}`]),
  ].join('\n\n');
}

function withNames(print: Print): string {
  const placeholders = (wrap: (name: string) => unknown) =>
    new Proxy({}, { get: (_target, key) => (key === 'changed' ? [] : wrap(`<${String(key)}>`)) });
  try {
    return print(placeholders((name) => name) as never);
  } catch {
    // A parameter is a list.
    return print(placeholders((name) => [name]) as never);
  }
}

type Print = (parameters: never) => string;

/** The section of a code in the manual. */
export function manualEntry(text: string, code: string): string | undefined {
  const from = text.indexOf(`\n### ${code.toUpperCase()}\n`);
  if (from < 0) return undefined;
  const rest = text.slice(from + 1);
  const to = rest.search(/\n##/);
  return `${(to < 0 ? rest : rest.slice(0, to)).trim()}\n`;
}
