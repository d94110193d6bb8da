/** The page of the ready-made steps (`docs/steps.md`), from their files. */
import { parse } from 'yaml';
import { type ReadyMadeSteps, readyMadeSteps } from '../src/service/ready-made-steps';

/** A parameter as a step file declares it. */
interface Declared {
  readonly type: string;
  readonly default?: unknown;
  readonly description?: string;
}

/** Values that the examples give where there is no default. */
const examples: Readonly<Record<string, string>> = {
  apps: 'Git.Git=2.51.0 7zip.7zip',
  language: 'de-DE',
};

/** The page; `texts` holds the files by their names. */
export function stepsPage(texts: Readonly<Record<string, string>>): string {
  return `${[head, ...readyMadeSteps.map((one) => section(one, texts[one.name] ?? '')), foot].join('\n\n')}\n`;
}

function section({ name }: ReadyMadeSteps, text: string): string {
  const [about = ''] = text.split('parameters:\n');
  const lines = about
    .trim()
    .split('\n')
    .map((line) => line.replace(/^# ?/, ''));
  const { parameters, steps }: { parameters: Record<string, Declared>; steps: object[] } =
    parse(text);
  const needed = Object.keys(parameters).filter((key) => parameters[key]?.default === undefined);
  const given = needed.map((key) => `${key}: ${examples[key] ?? 'x'}`);
  const use = `  - steps: aibgen/${name}${given.length === 0 ? '' : `\n    with: { ${given.join(', ')} }`}`;
  const rows = Object.entries(parameters).map(([key, one]) => {
    const { type, default: value, description = '' } = one;
    const shown =
      value === undefined ? 'required' : value === '' ? 'empty' : `\`${String(value)}\``;
    return `| \`${key}\` | ${type} | ${shown} | ${description.replaceAll('\\', '\\\\')} |`;
  });
  return [
    `## aibgen/${name}`,
    lines.map(linked).join('\n'),
    `\`\`\`yaml\ncustomize:\n${use}\n\`\`\``,
    `| parameter | type | default | what |\n| --- | --- | --- | --- |\n${rows.join('\n')}`,
    `[The file](../steps/${name}.yaml) has ${steps.length === 1 ? 'one step' : `${steps.length} steps`}.`,
  ].join('\n\n');
}

/** An address as a link, with the day on which it was read. */
function linked(line: string): string {
  return line.replace(/^(https:\S+) \((\S+)\)$/, '[Source]($1), $2.');
}

const head = `# Ready-made steps

Made by \`npm run docs\` from the files in \`steps/\`; do not edit.

Steps that many images need come with the tool. \`steps: aibgen/<name>\` inserts them, \`with:\` gives values to their parameters:

\`\`\`yaml
customize:
  - steps: aibgen/updates-linux
  - steps: aibgen/docker
    with: { user: azureuser }
  - shell: sudo docker pull nginx:1.29
\`\`\`

- **Pinned.** The steps are those of the aibgen that builds. Their checksum is in the manifest of each image, so that
  \`build --check\` names them when another version of aibgen has other ones, and \`diff\` shows what changes.
- **Checked.** They pass all rules of aibgen, inside their scripts too. What they download is checked by a signature or a checksum. Some
  vendors publish one address that always has the newest release: there the signature is required, and \`sha256\` pins the release.
- **Yours to change.** Copy a file next to your specs as \`_docker.yaml\`, change it, and write \`steps: ./_docker.yaml\`.
- **Text goes into a script as it is.** A value with an apostrophe ends the string that it stands in; \`validate\` reports it.

Step files of your own take parameters in the same way: [Many images from few lines](reuse.md#step-files). \`specs/avd-ready-made.yaml\` and
\`specs/docker-host.yaml\` are whole examples.`;

const foot = `## What is not here

Products with a licence key, drivers, and whatever has to know your network: that belongs into a step file of your own. An agent that Azure
installs as a VM extension (Azure Monitor, Defender for Endpoint) is better left to a policy, which also updates it.`;
