/** What all provisioners have in common, and how their values become commands. */
import { armText, isArmObject } from '../arm/arm-value';
import type { ArmObject, ArmPart, ArmValue } from '../arm/arm-value';
import type { LocatedBody, Written } from '../arm/located-body';
import { mapEntries, noteRest, type Argument, type Section } from '../hcl/hcl-section';
import { partsOf, textPartsOf } from '../hcl/evaluate-hcl';
import { divideCommands } from './generalize';

/** What a provisioner is read with. */
export interface StepContext {
  readonly body: LocatedBody;
  readonly os: 'linux' | 'windows';
  /** The text of a file of the template's folder, as far as it can be read; undefined where it cannot. */
  readonly readFile: (path: string) => string | undefined;
  /** True for a folder next to the template. */
  readonly isFolder: (path: string) => boolean;
  /** Takes the commands of the template that generalize the image. */
  readonly generalize: (found: Generalized) => void;
}

/** Commands with which a template generalizes its image. */
export interface Generalized {
  readonly from: Written;
  /** The lines that follow it, where each has a place of its own. */
  readonly rest: readonly Written[];
  readonly vmMode: boolean;
}

/** An environment variable with its value. */
export type Variable = readonly [name: string, value: ArmValue];

/** `environment_vars = ["NAME=value"]` and `env = { NAME = value }`. */
export function environment(step: Section, { body }: StepContext): readonly Variable[] {
  const listed = step
    .takeItems('environment_vars')
    .flatMap(({ value, from }): readonly Variable[] => {
      const [first, ...rest] = partsOf(value);
      const [, name, start = ''] = /^([A-Za-z_]\w*)=([^]*)$/.exec(String(first)) ?? [];
      if (typeof first === 'string' && name !== undefined)
        return [[name, armText([start, ...rest])]];
      body.note(
        'obstacle',
        from,
        'A variable is written as "NAME=value" with letters, digits and "_".',
      );
      return [];
    });
  const map = step.take('env');
  const mapped = map && isArmObject(map.value) ? mapEntries(map, step.scope) : [];
  return [...listed, ...mapped.map(([name, { value }]): Variable => [name, value])];
}

/** A command with its place. */
export interface Command {
  readonly line: ArmValue;
  readonly from: Written;
}

/** The commands of `inline`, a line each, with the comments above them: "#" begins one in both kinds of shell. */
export function inlineCommands(step: Section): readonly Command[] {
  return step
    .takeItems('inline')
    .flatMap(({ value, from, comments = [] }) => [
      ...comments.filter((one) => one !== '').map((one) => ({ line: `# ${one}`, from })),
      ...linesOf(value).map((line) => ({ line, from })),
    ]);
}

/** The commands that stay in a step: those before the first that generalizes the image, which the context takes. */
function keptCommands(lines: readonly Command[], { generalize }: StepContext): readonly ArmValue[] {
  const { kept, generalizes, vmMode } = divideCommands(
    lines.map(({ line }) =>
      partsOf(line)
        .map((part) => (typeof part === 'string' ? part : ''))
        .join(''),
    ),
  );
  const first = lines[kept];
  if (generalizes && first) {
    generalize({ from: first.from, vmMode, rest: lines.slice(kept + 1).map(({ from }) => from) });
  }
  return lines.slice(0, kept).map(({ line }) => line);
}

/** The scripts that a provisioner names by their paths. */
export function scriptsOf(step: Section): readonly Argument[] {
  return [step.take('script'), ...step.takeItems('scripts')].flatMap((one) => one ?? []);
}

/** Puts commands into a step that is made of those that stay in it. */
export function addInline(
  lines: readonly Command[],
  withCommands: (commands: readonly ArmValue[]) => ArmObject,
  step: Section,
  context: StepContext,
): void {
  const commands = keptCommands(lines, context);
  const first = lines[0]?.from ?? step.from;
  if (commands.length === 0) return;
  context.body.addStep(withCommands(commands), { ...first, path: `${step.from.path}.inline` });
}

/** How a script is run, and an example of a step that names one. */
interface ScriptRun {
  readonly variables: readonly Variable[];
  readonly sudo: boolean;
  readonly example: string;
}

/** Puts a script into a step of its own, unless it only generalizes the image, which the context takes. */
export function addScript(
  script: Argument,
  fields: ArmObject,
  { variables, sudo, example }: ScriptRun,
  { body, readFile, generalize }: StepContext,
): void {
  const path = pathOf(script.value);
  if (path === undefined) {
    const reason = `The path of the script is not known, or not below the folder of the template. Write it into the spec: "${example}".`;
    body.note('obstacle', script.from, reason);
    return;
  }
  const lines = readFile(path)?.split(/\r?\n/) ?? [];
  const { generalizes, kept, vmMode } = divideCommands(
    lines.filter((line) => line.trim() !== '' && !line.startsWith('#')),
  );
  if (generalizes && kept === 0) {
    generalize({ from: script.from, vmMode, rest: [] });
    return;
  }
  const env = variables.map(([name, value]): Variable => [name, armText(textPartsOf(value))]);
  body.addStep(fields, script.from, { path, env, sudo });
}

/** Notes a provisioner that runs nothing, unless what it runs could not be read. */
export function noteEmpty(step: Section, { body }: StepContext): void {
  if (step.rest().some(({ why }) => why !== undefined)) return;
  body.note('obstacle', step.from, 'The provisioner has neither commands nor a script.');
}

/** A text as lines. */
export function linesOf(value: ArmValue): readonly ArmValue[] {
  if (typeof value === 'string') return value.replace(/\n$/, '').split('\n');
  return [value];
}

/** A path in a template, relative to its folder: `./scripts/a.sh`. */
export function pathOf(value: ArmValue): string | undefined {
  const parts = partsOf(value);
  if (!parts.every((part): part is string => typeof part === 'string')) return undefined;
  const plain = parts
    .join('')
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '');
  if (/^(?:\/|[A-Za-z]:|~)/.test(plain) || plain === '') return undefined;
  return plain.startsWith('../') ? plain : `./${plain}`;
}

/** A text quoted for `sh`; parameters stand in it as they are. */
export function shellQuoted(value: ArmValue): readonly ArmPart[] {
  const inner = partsOf(value).map((part) =>
    typeof part === 'string' ? part.replaceAll("'", String.raw`'\''`) : part,
  );
  return ["'", ...inner, "'"];
}

/** A text quoted for PowerShell; parameters stand in it as they are. */
export function powerShellQuoted(value: ArmValue): readonly ArmPart[] {
  const inner = partsOf(value).map((part) =>
    typeof part === 'string' ? part.replaceAll("'", "''") : part,
  );
  return ["'", ...inner, "'"];
}

const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** The seconds of a duration as Go writes it: `1m30s`. */
function secondsOf(value: ArmValue): number | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  if (!/^(?:\d+(?:\.\d+)?(?:h|ms|m|s))+$/.test(text)) return undefined;
  const pieces = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)];
  return Math.ceil(
    pieces.reduce((sum, [, amount, unit = 's']) => sum + Number(amount) * (units[unit] ?? 1), 0),
  );
}

/** A step that only waits. */
export function addPause(argument: Argument | undefined, { body, os }: StepContext): void {
  if (!argument) return;
  const seconds = secondsOf(argument.value);
  if (seconds === undefined) {
    body.note('obstacle', argument.from, 'It is no duration such as "30s" or "5m".');
  } else if (seconds > 0) {
    const command = os === 'windows' ? `Start-Sleep -Seconds ${seconds}` : `sleep ${seconds}`;
    const type = os === 'windows' ? 'PowerShell' : 'Shell';
    body.addStep({ type, inline: [command] }, argument.from);
    body.note('repaired', argument.from, 'A step of its own waits.', { to: command });
  }
}

const noRepeat =
  'The service runs a step once: repeat the command inside the step where that helps.';
const oneLimit =
  'The service has no limit for a step: "timeout" of the spec limits the whole build.';

/** Notes what a step of the service cannot do. */
export function noteCommon(step: Section, { body }: StepContext): void {
  const retries = step.take('max_retries');
  if (retries && retries.value !== 0) body.note('dropped', retries.from, noRepeat);
  else if (retries) body.note('default', retries.from, noRepeat);
  const timeout = step.take('timeout');
  if (timeout) body.note('dropped', timeout.from, oneLimit);
}

/** Why arguments have no place in a spec that say how Packer brings a script to the machine. */
export const ownWay = 'The service uploads and runs the script of a step in its own way.';

/** Notes the arguments that nobody read. */
export function noteUnread(
  step: Section,
  known: Readonly<Record<string, string>>,
  { body }: StepContext,
): void {
  const unknown =
    'Import does not know this argument of the provisioner; nothing of the spec says it.';
  noteRest(step, body, (name) => (Object.hasOwn(known, name) ? known[name] : undefined) ?? unknown);
}
