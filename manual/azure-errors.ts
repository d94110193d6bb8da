/** The page "What went wrong in Azure" (`docs/azure-errors.md`), from the rules, the registry and the example logs. */
import { failureRules } from '../src/build-logs/rules/failure-rules';
import { buildFailureCodes } from '../src/diagnostics/codes/build-failure-codes';
import type { CodeName } from '../src/diagnostics/codes';

/** What stands in the example log of a code, and what is printed about it. */
export interface ErrorExample {
  readonly excerpt: string;
  readonly output: string;
}

const codes = buildFailureCodes();

const groups: readonly (readonly [from: string, title: string, about: string])[] = [
  ['AIB701', 'Scripts on Linux', 'What shells, package managers and download tools say.'],
  ['AIB720', 'Scripts on Windows', 'What PowerShell and installers say.'],
  ['AIB727', 'Connection, time and machine', 'The build VM went away, or the build took too long.'],
  ['AIB736', 'Restarts and Windows Update', 'Steps that wait for Windows.'],
  ['AIB741', 'Generalizing', 'Sysprep and waagent, at the end of the build.'],
  ['AIB750', 'Files', 'Scripts and files that steps name.'],
  ['AIB754', 'Resources and rights', 'What Azure refuses while the build VM is deployed.'],
  ['AIB772', 'Source and targets', 'Where the image comes from and where it goes.'],
  ['AIB780', 'Submitting the template', 'What the service refuses before anything is built.'],
  ['AIB790', 'About the log itself', 'What `aibgen logs` says where there is no cause to name.'],
];

/** The page. */
export function azureErrors(examples: Readonly<Partial<Record<string, ErrorExample>>>): string {
  const names = Object.keys(codes) as (keyof typeof codes)[];
  const sections = names.flatMap((name) => {
    const group = groups.find(([from]) => from === name);
    const heading = group ? [`## ${group[1]}\n\n${group[2]}`] : [];
    return [...heading, section(name, examples[name])];
  });
  return `${[head, ...sections].join('\n\n')}\n`;
}

const head = `# What went wrong in Azure

Made by \`npm run docs\` from the rules of \`aibgen logs\`; do not edit.

Search this page for the text that you see. Better, let \`aibgen logs\` do it: it finds the step, the line of the spec and the cause.

\`\`\`sh
aibgen logs specs/web-base.yaml customization.log
az image builder show -g images -n web-base | aibgen logs specs/web-base.yaml -
\`\`\`

A log is \`customization.log\` or \`validation.log\` in the container \`packerlogs\` of the staging group, in any of its formats since 2019; or Packer's
own log; or the JSON in which the service describes the last run. Several causes are listed in the order in which they happened.`;

function section(name: keyof typeof codes, example: ErrorExample | undefined): string {
  const { title, message, hint, doc } = codes[name]();
  const texts = failureRules.filter(({ code }) => code === name).flatMap(({ sees }) => sees);
  const seen = [...new Set(texts.map((text) => text.trim()))].map((text) => `- ${code(text)}`);
  return [
    `### ${name satisfies CodeName}: ${title}`,
    ...(example === undefined ? [] : [`\`\`\`text\n${example.excerpt}\n\`\`\``]),
    ...(seen.length === 0 ? [] : [`Recognized by:\n\n${seen.join('\n')}`]),
    `**What it means.** ${escaped(example?.output ?? message(placeholders))}`,
    `**What to do.** ${escaped(hint(placeholders))}`,
    `[More](${doc})`,
  ].join('\n\n');
}

/** The names of what a message names, in its place. */
const placeholders: Readonly<Record<string, string>> = new Proxy(
  {},
  { get: (_target, key) => `<${String(key)}>` },
);

/** A text as code. */
function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** Text in which nothing is Markdown. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, '\\$&');
}
