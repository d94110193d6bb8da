/** The kinds of steps: Azure's own shapes, each with the short form that stands for it. */
import { docs } from '../service/docs';
import { readyMadeSteps } from '../service/ready-made-steps';
import { checksumType } from './common-types';
import {
  any,
  boolean,
  branch,
  byDefault,
  fixed,
  int32,
  integer,
  list,
  mapping,
  object,
  plain,
  revised,
  string,
  union,
  yes,
} from './declare';
import { declareKind } from './declare-kind';
import { short, shortNamesOnly } from './short-forms';
import type { Branch, Type } from './type';

const commandsAsList = list(
  'Commands as a list.',
  string('A command.', { nonEmpty: false, script: true }),
  {
    minItems: 1,
  },
);

const inline = union('Commands, one per line.', 'commands', [
  plain(string('Commands as one string.', { script: true, expansion: { kind: 'lines' } })),
  plain(commandsAsList),
]);

const commandBranches = [
  plain(
    string('Commands, one per line; or one URI (https://…); or one path (./… or ../…).', {
      script: true,
      names: 'script',
    }),
  ),
  plain(revised(commandsAsList, { doc: 'Commands, one per entry.' })),
] as const;

/** What `shell` and `powershell` hold. */
const script = union(
  'Commands as a string or list, the URI of a script, or a path to one.',
  'commands',
  commandBranches,
  { expansion: { kind: 'script' } },
);

/** Commands of the user's own for `deprovision`. */
export const commandLinesType = union(
  'Commands as a string or list, the URI of a script, or a path to one.',
  'commands',
  commandBranches,
  { expansion: { kind: 'lines' } },
);

const name = string('Name of the step in the log.', { derived: true });
const sha256Checksum = short('sha256', checksumType);

const scriptFields = {
  name,
  scriptUri: string('URI of the script.', { docs: docs.customize }),
  sha256Checksum,
  inline,
} as const;

/** How a script is called, and how it gets to the build VM; resolved with the script (`image/script-files.ts`). */
const callFields = {
  args: list(
    'Arguments of the script, passed as they are; for a script by path or URI.',
    string('An argument.', { nonEmpty: false, script: true }),
  ),
  env: mapping(
    'Environment variables of the script, passed as they are; for a script by path or URI.',
    'variable',
    string('A value.', { nonEmpty: false, script: true }),
  ),
  embed: boolean('Put the text of the script into the template, so that nothing is uploaded.', {
    ...fixed,
  }),
} as const;

/** How a shell script is called. */
const shellCallFields = {
  ...callFields,
  sudo: boolean('Run the script as root, with sudo; for a script by path or URI.', { ...fixed }),
} as const;

const sudo = 'Write "sudo" before the commands that need it: a shell step runs as a user.';
const exitZero = 'End the commands with an exit code of 0: a shell step takes no other.';

const shell = declareKind('Shell', {
  doc: 'Runs a shell script or commands (Linux).',
  docs: docs.shell,
  fields: scriptFields,
  otherNames: ['bash'],
  aliases: { script: 'scriptUri', uri: 'scriptUri' },
  unsupportedKeys: {
    elevated: sudo,
    runElevated: sudo,
    system: sudo,
    runAsSystem: sudo,
    exitCodes: exitZero,
    validExitCodes: exitZero,
  },
  short: {
    key: 'shell',
    content: script,
    replaces: ['inline', 'scriptUri'],
    further: shellCallFields,
  },
});

const powerShell = declareKind('PowerShell', {
  doc: 'Runs a PowerShell script or commands (Windows).',
  docs: docs.powershell,
  fields: {
    ...scriptFields,
    runElevated: short(
      'elevated',
      boolean('Run with elevated permissions.', {
        ...byDefault(false, 'powershell', 'PowerShell runs without elevation by default.'),
        docs: docs.powershell,
      }),
    ),
    runAsSystem: short(
      'system',
      boolean('Run as the system account; needs elevated permissions.', {
        ...byDefault(false, 'powershell', 'PowerShell runs as the build user by default.'),
        docs: docs.powershell,
      }),
    ),
    validExitCodes: short(
      'exitCodes',
      list('Exit codes that count as success.', integer('An exit code.', -int32 - 1, int32), {
        ...byDefault([0], 'powershell', 'Only exit code 0 counts as success by default.'),
        docs: docs.powershell,
      }),
    ),
  },
  otherNames: ['ps'],
  aliases: { script: 'scriptUri', uri: 'scriptUri' },
  short: {
    key: 'powershell',
    content: script,
    replaces: ['inline', 'scriptUri'],
    further: callFields,
  },
});

/** Azure's properties of a restart. */
export const restartFields = {
  restartCommand: short(
    'command',
    string('Command that restarts.', {
      ...byDefault(
        'shutdown /r /f /t 0 /c "packer restart"',
        'windows-restart',
        'The service restarts the VM with this command.',
      ),
      docs: docs.restart,
    }),
  ),
  restartCheckCommand: short(
    'check',
    string('Command that checks the restart.', { nonEmpty: false }),
  ),
  restartTimeout: short(
    'timeout',
    string('How long to wait: number and unit, as in 5m or 2h.', {
      ...byDefault('5m', 'windows-restart', 'The service waits five minutes for a restart.'),
      docs: docs.restart,
    }),
  ),
} as const;

const windowsRestart = declareKind('WindowsRestart', {
  doc: 'Restarts the build VM and waits for it (Windows).',
  docs: docs.restart,
  fields: { name, ...restartFields },
  otherNames: ['restart'],
  short: {
    key: 'restart',
    content: union(
      'true, or how to restart.',
      'a restart',
      [plain(yes()), plain(shortNamesOnly('How to restart.', restartFields))],
      { expansion: { kind: 'options' } },
    ),
    replaces: ['restartCommand', 'restartCheckCommand', 'restartTimeout'],
  },
});

/** Azure's properties of an update. */
export const updateFields = {
  searchCriteria: short(
    'criteria',
    string('Which updates are searched.', {
      ...byDefault(
        'BrowseOnly=0 and IsInstalled=0',
        'windows-update',
        'The service searches for missing recommended updates.',
      ),
      nonEmpty: false,
      docs: docs.windowsUpdate,
    }),
  ),
  filters: list(
    'Which of the updates found are installed.',
    string('`include:` or `exclude:` and a PowerShell expression.'),
  ),
  updateLimit: short(
    'limit',
    integer('How many updates at most.', 0, int32, {
      ...byDefault(1000, 'windows-update', 'The service installs at most 1000 updates.'),
      docs: docs.windowsUpdate,
    }),
  ),
} as const;

const windowsUpdate = declareKind('WindowsUpdate', {
  doc: 'Installs Windows updates (Windows).',
  docs: docs.windowsUpdate,
  fields: { name, ...updateFields },
  otherNames: ['update'],
  short: {
    key: 'windowsUpdate',
    content: union(
      'true, or which updates.',
      'an update',
      [plain(yes()), plain(shortNamesOnly('Which updates.', updateFields))],
      { expansion: { kind: 'options' } },
    ),
    replaces: ['searchCriteria', 'filters', 'updateLimit'],
  },
});

const file = declareKind('File', {
  doc: 'Copies a file of up to 20 MB into the image.',
  docs: docs.file,
  fields: {
    name,
    sourceUri: string('URI of the file.', { docs: docs.file }),
    sha256Checksum,
    destination: short(
      'to',
      string('Full path on the build VM, with the file name.', {
        docs: docs.file,
        examples: ['/etc/app/app.conf'],
      }),
    ),
  },
  required: ['sourceUri', 'destination'],
  aliases: { fileUri: 'sourceUri', uri: 'sourceUri' },
  short: {
    key: 'file',
    content: string('URI of the file, or a path (./… or ../…).', {
      names: 'file',
      examples: ['./files/app.conf'],
      expansion: { kind: 'file' },
    }),
    replaces: ['sourceUri'],
    aliases: { dest: 'to' },
  },
});

/** The kinds of steps, in the order of the documentation. */
const stepKinds = [shell, powerShell, windowsRestart, windowsUpdate, file] as const;

/** The `type` of a step. */
export type StepKind = (typeof stepKinds)[number]['type'];

/** A file as a test, which came later than the others. */
function fileTest<D extends Branch['discriminator'], T extends Type>(file: {
  readonly discriminator: D;
  readonly type: T;
}) {
  return branch(file.discriminator, () => revised(file.type, { since: '2022-07-01' }));
}

/** The steps of `customize` in Azure's own shape. */
export const azureStepType = union(
  'A step.',
  'a step',
  stepKinds.map(({ azure }) => azure),
);

/** The steps of `validate` in Azure's own shape. */
export const azureValidationType = union('A validation.', 'a validation', [
  shell.azure,
  powerShell.azure,
  fileTest(file.azure),
]);

const stepsFile = {
  discriminator: { key: 'steps' },
  type: object('The steps of a file, in this place.', {
    steps: string(
      'Path to a step file, relative to the file that names it; or aibgen/<name>: steps that come with the tool.',
      {
        examples: ['./_hardening.yaml', ...readyMadeSteps.map(({ name }) => `aibgen/${name}`)],
        names: 'steps',
        ...fixed,
      },
    ),
    with: mapping(
      'Values for the parameters that the step file declares.',
      'a value',
      any('A string, a number or a boolean.'),
      { examples: [{ version: '1.2.3' }] },
    ),
  }),
} as const;

const aliases = {
  bash: 'shell',
  sh: 'shell',
  run: 'shell',
  script: 'shell',
  command: 'shell',
  commands: 'shell',
  pwsh: 'powershell',
  copy: 'file',
  upload: 'file',
  include: 'steps',
} as const;

/** A step of `customize`, short or in Azure's shape. */
export const stepType = union(
  'A step that makes the image.',
  'a step',
  [
    shell.written,
    powerShell.written,
    windowsRestart.written,
    windowsUpdate.written,
    file.written,
    shell.short,
    powerShell.short,
    file.short,
    windowsRestart.short,
    windowsUpdate.short,
    stepsFile,
  ],
  {
    aliases: { ...aliases, windowsRestart: 'restart', reboot: 'restart', updates: 'windowsUpdate' },
  },
);

const onlyInCustomize =
  'Move it to "customize": the service restarts and updates nothing in tests.';

/** A step of `validate`. */
export const validationType = union(
  'A test of the image.',
  'a validation',
  [
    shell.written,
    powerShell.written,
    fileTest(file.written),
    shell.short,
    powerShell.short,
    fileTest(file.short),
    stepsFile,
  ],
  { aliases, unsupportedKeys: { restart: onlyInCustomize, windowsUpdate: onlyInCustomize } },
);
