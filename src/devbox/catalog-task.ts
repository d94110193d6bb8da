/** Tasks of a catalog, by their `task.yaml`: parameters, and a command that runs a script next to it. */
import { armText, isArmText, type ArmPart, type ArmValue } from '../arm/arm-value';
import { placedYaml, type PlacedValue } from './placed-yaml';
import { linesOf, quoted } from './power-shell';
import type { TaskContext, TaskValues } from './task-context';

/** Where a catalog has its tasks, from the folder of the image definition. */
const places = [
  '',
  'tasks/',
  'Tasks/',
  '../',
  '../tasks/',
  '../Tasks/',
  '../../tasks/',
  '../../Tasks/',
];

/** The commands of a task; undefined where they cannot be found, which is noted. */
export function catalogTask(
  name: PlacedValue,
  values: TaskValues,
  context: TaskContext,
): readonly ArmValue[] | undefined {
  const { body, readFile } = context;
  const word = (name.text ?? '').split('/').at(-1) ?? '';
  const folder = places
    .map((place) => `${place}${word}/`)
    .find((one) => readFile(`${one}task.yaml`) !== undefined);
  const text = folder === undefined ? undefined : readFile(`${folder}task.yaml`);
  if (folder === undefined || text === undefined) {
    const reason = `The file of the task "${word}" is not there: put "${word}/task.yaml" next to the image definition, or write its commands as a "~/powershell" task.`;
    body.note('obstacle', name.from, reason);
    return undefined;
  }
  const read = placedYaml({ path: `${folder}task.yaml`, text });
  const command = read.ok ? read.value.entries.get('command')?.text : undefined;
  if (!read.ok || command === undefined) {
    body.note('obstacle', name.from, `"${folder}task.yaml" has no command that can be read.`);
    return undefined;
  }
  const declared = read.value.entries.get('parameters') ?? read.value.entries.get('inputs');
  const filled = fillCommand(command, declared?.entries ?? new Map(), values, name, context);
  return filled === undefined ? undefined : withScript(filled, folder, name, context);
}

/** The command with its `{{parameters}}`; one that is required and has no value is noted. */
function fillCommand(
  command: string,
  declared: TaskValues,
  values: TaskValues,
  name: PlacedValue,
  { body, fill }: TaskContext,
): ArmValue | undefined {
  const missing = new Set<string>();
  const parts = command.split(/(\{\{\s*\w+\s*\}\})/).flatMap((piece): readonly ArmPart[] => {
    const [, key] = /^\{\{\s*(\w+)\s*\}\}$/.exec(piece) ?? [];
    if (key === undefined) return [piece];
    const standard = declared.get(key)?.entries.get('default')?.text;
    const given = values.get(key)?.text ?? standard;
    const isRequired = declared.get(key)?.entries.get('required')?.text === 'true';
    if (given === undefined && isRequired) missing.add(key);
    const value = fill(given ?? '');
    return isArmText(value) ? value.parts : [String(value)];
  });
  for (const [key, value] of values) {
    if (
      !command.includes(`{{${key}}}`) &&
      !new RegExp(`\\{\\{\\s*${key.replaceAll(/\W/g, '')}\\s*\\}\\}`).test(command)
    ) {
      body.note('dropped', value.from, `The command of the task does not use "${key}".`);
    }
  }
  if (missing.size === 0) return armText(parts);
  body.note(
    'obstacle',
    name.from,
    `The task needs a value for ${[...missing].map((one) => `"${one}"`).join(', ')}.`,
  );
  return undefined;
}

const scriptPath = /(?:^|(?<=[\s&"']))(?:\.[\\/])?([\w.-]+\.ps1)\b/;

/** The script that a command runs is written to the build VM first; a command without one stays as it is. */
function withScript(
  command: ArmValue,
  folder: string,
  name: PlacedValue,
  { body, readFile }: TaskContext,
): readonly ArmValue[] | undefined {
  const parts = isArmText(command) ? command.parts : [String(command)];
  const first = String(typeof parts[0] === 'string' ? parts[0] : '');
  const [all, script = ''] = scriptPath.exec(first) ?? [];
  if (all === undefined) return linesOf(command);
  const content = readFile(`${folder}${script}`);
  if (content === undefined) {
    body.note('obstacle', name.from, `The script "${folder}${script}" of the task is not there.`);
    return undefined;
  }
  const lines = content.replaceAll('\r\n', '\n').replace(/\n$/, '').split('\n');
  if (lines.some((line) => line.startsWith("'@"))) {
    body.note(
      'obstacle',
      name.from,
      `A line of "${folder}${script}" begins with "'@": put the script into a step by path.`,
    );
    return undefined;
  }
  const target = `C:\\Windows\\Temp\\${script}`;
  const called = armText([first.replace(all, () => target), ...parts.slice(1)]);
  const call = /^\s*&|^\s*powershell/i.test(first)
    ? called
    : armText(['& ', ...(isArmText(called) ? called.parts : [String(called)])]);
  const write = armText(["'@ | Set-Content -Encoding UTF8 -Path ", ...quoted(target)]);
  return ["@'", ...lines, write, ...linesOf(call)];
}
