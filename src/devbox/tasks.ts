/**
 * Tasks of Dev Box -> PowerShell steps.
 * https://learn.microsoft.com/azure/dev-box/reference-dev-box-customizations, read 2026-11-26.
 */
import { armText, type ArmValue } from '../arm/arm-value';
import { catalogTask } from './catalog-task';
import { leavesOf, type PlacedValue } from './placed-yaml';
import { linesOf, quoted } from './power-shell';
import type { TaskContext, TaskValues } from './task-context';

/** Tasks run as the system account. */
const asSystem = { runElevated: true, runAsSystem: true };

/** Puts a task into the body as a step. */
export function readTask(task: PlacedValue, context: TaskContext): void {
  const { body } = context;
  const name = task.entries.get('name');
  const values = task.entries.get('parameters') ?? task.entries.get('inputs');
  const parameters: TaskValues = values?.entries ?? new Map();
  for (const [key, value] of task.entries) {
    if (/^(?:name|parameters|inputs)$/.test(key)) continue;
    const reason =
      key === 'timeout'
        ? 'The service has no limit for a step: "timeout" of the spec limits the whole build.'
        : 'A step has no place for it.';
    for (const leaf of leavesOf(value)) body.note('dropped', leaf.from, reason);
  }
  if (name?.text === undefined) return body.note('obstacle', task.from, 'The task has no name.');
  const secret = [...parameters.values()].find(({ text = '' }) => /\{\{\s*https:\/\//i.test(text));
  if (secret) {
    const reason =
      'A secret is read from the key vault while the image is built. Read it in a step, with the identity of the build VM ("vm: { identities: … }").';
    body.note('obstacle', secret.from, reason);
    return noteOthers(parameters, secret, context);
  }
  const kind = name.text.replace(/^~\//, '').toLowerCase();
  const read = Object.hasOwn(builtIn, kind) ? builtIn[kind] : undefined;
  const commands = read ? read(parameters, context) : catalogTask(name, parameters, context);
  if (!commands) return noteOthers(parameters, undefined, context);
  const from = parameters.get('command')?.from ?? { ...name.from, path: task.from.path };
  body.addStep({ type: 'PowerShell', inline: commands, ...asSystem }, from);
}

function noteOthers(
  values: TaskValues,
  reported: PlacedValue | undefined,
  { body }: TaskContext,
): void {
  for (const value of values.values()) {
    if (value !== reported) body.note('dropped', value.from, 'Its task is not in the spec.');
  }
}

type Reader = (values: TaskValues, context: TaskContext) => readonly ArmValue[] | undefined;

const builtIn: Readonly<Record<string, Reader>> = {
  powershell: powerShellTask,
  winget: wingetTask,
  gitclone: gitCloneTask,
};

function textOf(values: TaskValues, name: string, { fill }: TaskContext): ArmValue | undefined {
  const text = values.get(name)?.text;
  return text === undefined || text === '' ? undefined : fill(text);
}

/** Notes what a built-in task has beside what is read. */
function noteRest(values: TaskValues, read: readonly string[], { body }: TaskContext): void {
  for (const [key, value] of values) {
    if (!read.includes(key))
      body.note('dropped', value.from, 'Import does not know this parameter of the task.');
  }
}

function powerShellTask(values: TaskValues, context: TaskContext): readonly ArmValue[] | undefined {
  const command = textOf(values, 'command', context);
  noteRest(values, ['command'], context);
  const at = values.get('command')?.from;
  if (command !== undefined) return linesOf(command);
  if (at) context.body.note('obstacle', at, 'The task has no command.');
  return undefined;
}

/** The system account has no winget on its path: it is in the folder of the app installer. */
const findWinget =
  "$winget = (Resolve-Path 'C:\\Program Files\\WindowsApps\\Microsoft.DesktopAppInstaller_*__8wekyb3d8bbwe\\winget.exe' | Select-Object -Last 1).Path";
const accept = '--accept-source-agreements --disable-interactivity';

function wingetTask(values: TaskValues, context: TaskContext): readonly ArmValue[] | undefined {
  const [id, version, source] = ['package', 'version', 'source'].map((one) =>
    textOf(values, one, context),
  );
  const config = textOf(values, 'configurationFile', context);
  const url = textOf(values, 'downloadUrl', context);
  const inline = textOf(values, 'inlineConfigurationBase64', context);
  const known = [
    'package',
    'version',
    'source',
    'configurationFile',
    'downloadUrl',
    'inlineConfigurationBase64',
  ];
  noteRest(values, known, context);
  if (id !== undefined) {
    const options = [
      ...(version === undefined ? [] : [' --version ', ...quoted(version)]),
      ...(source === undefined ? [] : [' --source ', ...quoted(source)]),
    ];
    const call = [
      '& $winget install --id ',
      ...quoted(id),
      ...options,
      ` --exact --silent --accept-package-agreements ${accept}`,
    ];
    return [findWinget, armText(call), 'exit $LASTEXITCODE'];
  }
  const file = config ?? 'C:\\Windows\\Temp\\configuration.dsc.yaml';
  const fetch =
    url !== undefined
      ? ['Invoke-WebRequest -UseBasicParsing -Uri ', ...quoted(url), ' -OutFile ', ...quoted(file)]
      : inline !== undefined
        ? [
            '[IO.File]::WriteAllBytes(',
            ...quoted(file),
            ', [Convert]::FromBase64String(',
            ...quoted(inline),
            '))',
          ]
        : [];
  if (config === undefined && fetch.length === 0) return undefined;
  return [
    findWinget,
    ...(fetch.length > 0
      ? [
          armText([
            'New-Item -ItemType Directory -Force -Path (Split-Path ',
            ...quoted(file),
            ') | Out-Null',
          ]),
          armText(fetch),
        ]
      : []),
    armText([
      '& $winget configure --file ',
      ...quoted(file),
      ` --accept-configuration-agreements --disable-interactivity`,
    ]),
    'exit $LASTEXITCODE',
  ];
}

function gitCloneTask(values: TaskValues, context: TaskContext): readonly ArmValue[] | undefined {
  const [url, directory, branch] = ['repositoryUrl', 'directory', 'branch'].map((one) =>
    textOf(values, one, context),
  );
  const secret = values.get('pat');
  if (secret) {
    const reason =
      'A token has no place in a spec. Read it from a key vault in the step, with the identity of the build VM.';
    context.body.note('obstacle', secret.from, reason);
  }
  noteRest(values, ['repositoryUrl', 'directory', 'branch', 'pat'], context);
  if (url === undefined) return undefined;
  const folder = directory ?? 'C:\\Workspaces';
  return [
    armText(['New-Item -ItemType Directory -Force -Path ', ...quoted(folder), ' | Out-Null']),
    armText(['Set-Location ', ...quoted(folder)]),
    armText([
      'git clone ',
      ...(branch === undefined ? [] : ['--branch ', ...quoted(branch), ' ']),
      ...quoted(url),
    ]),
    'exit $LASTEXITCODE',
  ];
}
