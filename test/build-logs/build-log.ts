/** Logs of builds that never were: of any spec, in each format, with each process's lines in their order. */
import * as fc from 'fast-check';

/** A step of a spec that is made up. */
export interface MadeStep {
  readonly kind: 'Shell' | 'PowerShell' | 'File' | 'WindowsRestart' | 'WindowsUpdate';
  /** Commands, each with a word of its own. */
  readonly commands: readonly string[];
}

/** A build: its spec, which step failed, and in which of its commands. */
export interface MadeBuild {
  readonly windows: boolean;
  readonly steps: readonly MadeStep[];
  readonly failing: number;
  readonly command: number;
  readonly format: 'old' | 'plugin' | 'new';
  /** True where the failing command says which line of the script it is. */
  readonly positioned: boolean;
  /** What the failing step prints; absent: that its command is not there. */
  readonly output?: readonly string[];
  readonly exit?: number;
}

/** The process that writes a line: lines of one process keep their order. */
export type Process = 'core' | 'plugin' | 'output';

export interface MadeLine {
  readonly process: Process;
  readonly text: string;
}

const provisioners = {
  Shell: 'shell',
  PowerShell: 'powershell',
  File: 'file',
  WindowsRestart: 'windows-restart',
  WindowsUpdate: 'windows-update',
} as const;

/** Any build of which a script step fails. */
export const madeBuild: fc.Arbitrary<MadeBuild> = fc.boolean().chain((windows) => {
  const script = windows ? ('PowerShell' as const) : ('Shell' as const);
  const kinds = windows
    ? (['PowerShell', 'PowerShell', 'File', 'WindowsRestart', 'WindowsUpdate'] as const)
    : (['Shell', 'Shell', 'Shell', 'File'] as const);
  return fc
    .record({
      shapes: fc.array(fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 4 })), {
        maxLength: 6,
      }),
      failing: fc.nat(),
      command: fc.nat(),
      format: fc.constantFrom('old' as const, 'plugin' as const, 'new' as const),
      positioned: fc.boolean(),
    })
    .map(({ shapes, failing, command, format, positioned }) => {
      const all = [...shapes];
      const at = failing % (all.length + 1);
      all.splice(at, 0, [script, 1 + (command % 4)]);
      const steps = all.map(([kind, count], step): MadeStep => {
        const commands = Array.from({ length: count }, (_, line) => `tool-${step}-${line} --run`);
        return { kind, commands };
      });
      const length = steps[at]?.commands.length ?? 1;
      return { windows, steps, failing: at, command: command % length, format, positioned };
    });
});

/** Its spec. The first line of step `n` is in `lineOf`. */
export function specOf({ windows, steps }: MadeBuild): string {
  const source = windows
    ? 'MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest'
    : 'Canonical:ubuntu-24_04-lts:server:latest';
  const entries = steps.map(({ kind, commands }, index) => {
    if (kind === 'File')
      return `  - { file: "https://example.com/${index}", to: "/tmp/${index}" }\n`;
    if (kind === 'WindowsRestart') return '  - restart: true\n';
    if (kind === 'WindowsUpdate') return '  - windowsUpdate: true\n';
    const key = kind === 'Shell' ? 'shell' : 'powershell';
    return `  - ${key}: |\n${commands.map((one) => `      ${one}\n`).join('')}`;
  });
  return `location: eastus2\nidentity: aib-identity\nsource: ${source}\ncustomize:\n${entries.join('')}distribute:\n  - gallery: corpGallery/web\n`;
}

/** Where the failing step and its failing command stand in the spec. */
export function truth({ steps, failing, command }: MadeBuild): { step: number; line: number } {
  const before = steps.slice(0, failing).reduce((sum, step) => sum + heightOf(step), 0);
  return { step: 5 + before, line: 5 + before + 1 + command };
}

function heightOf({ kind, commands }: MadeStep): number {
  return kind === 'Shell' || kind === 'PowerShell' ? 1 + commands.length : 1;
}

/** Its log, process by process. */
export function logOf(build: MadeBuild): readonly MadeLine[] {
  const { steps, failing, format } = build;
  const lines: MadeLine[] = [];
  const run = '[6a1f4a0e-5c1d-4a7e-9b7b-0f3f6d2c9a10] PACKER';
  const time = (): string => {
    const second = lines.length;
    const two = (value: number): string => String(value).padStart(2, '0');
    return `2023/09/14 08:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
  };
  const log = (process: Process, text: string): void => {
    lines.push({ process, text: `${run}${format === 'new' ? '' : ' ERR'} ${time()} ${text}` });
  };
  const output = (text: string): void => {
    if (format === 'new') lines.push({ process: 'output', text: `${run} ${time()} ui: ${text}` });
    lines.push({ process: 'output', text: `${run}${format === 'new' ? '' : ' OUT'} ${text}` });
  };
  log('core', '[INFO] (telemetry) Starting builder azure-arm');
  output('==> azure-arm: Running builder ...');
  for (const [index, step] of steps.entries()) {
    const provisioner = provisioners[step.kind];
    log('core', `[INFO] (telemetry) Starting provisioner ${provisioner}`);
    const commands = step.kind === 'PowerShell' ? step.commands : [];
    for (const one of commands) {
      log('plugin', `packer-provisioner-powershell plugin: Found command: ${one}`);
    }
    output(`==> azure-arm: ${headingOf(step.kind, index)}`);
    log(
      'plugin',
      `packer-plugin-azure plugin: [DEBUG] starting remote command: ${scriptOf(step.kind, index)}`,
    );
    for (const one of step.commands) output(`    azure-arm: running ${one}`);
    if (index === failing) for (const one of printed(build)) output(one);
    log('core', `[INFO] (telemetry) ending ${provisioner}`);
    if (index === failing) break;
  }
  const message = `Script exited with non-zero exit status: ${build.exit ?? 1}. Allowed exit codes are: [0]`;
  output(
    '==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...',
  );
  output('==> azure-arm: Error deleting resource. Will retry.');
  output(`Build 'azure-arm' errored after 5 minutes: ${message}`);
  log('core', `machine readable: azure-arm,error []string{"${message}"}`);
  output("==> Some builds didn't complete successfully and had errors:");
  output(`--> azure-arm: ${message}`);
  output('==> Builds finished but no artifacts were created.');
  log('core', '[INFO] (telemetry) Finalizing.');
  return lines;
}

function printed(build: MadeBuild): readonly string[] {
  return build.output?.map((one) => `==> azure-arm: ${one}`) ?? failure(build);
}

function failure({ windows, steps, failing, command, positioned }: MadeBuild): readonly string[] {
  const [tool = ''] = (steps[failing]?.commands[command] ?? '').split(' ');
  if (!windows) {
    const place = positioned ? `/tmp/script_${1000 + failing}.sh: ${command + 2}: ` : 'sh: ';
    return [`==> azure-arm: ${place}${tool}: not found`];
  }
  return [
    `==> azure-arm: ${tool} : The term '${tool}' is not recognized as the name of a cmdlet`,
    ...(positioned
      ? [`==> azure-arm: At C:\\Windows\\Temp\\script-00${failing}.ps1:${command + 1} char:1`]
      : []),
  ];
}

function headingOf(kind: MadeStep['kind'], index: number): string {
  if (kind === 'Shell') return `Provisioning with shell script: /tmp/packer-shell${index}`;
  if (kind === 'PowerShell') return 'Provisioning with Powershell...';
  if (kind === 'File') return `Uploading /aib/${index} => /tmp/${index}`;
  return kind === 'WindowsRestart' ? 'Restarting Machine' : 'Running Windows update...';
}

function scriptOf(kind: MadeStep['kind'], index: number): string {
  if (kind === 'Shell')
    return `chmod +x /tmp/script_${1000 + index}.sh; /tmp/script_${1000 + index}.sh`;
  return kind === 'PowerShell' ? `powershell &'c:/Windows/Temp/script-00${index}.ps1'` : 'true';
}

/** What happens to logs on their way: lines get lost, processes write when they please, words are changed. */
export const mutation: fc.Arbitrary<(lines: readonly MadeLine[]) => readonly MadeLine[]> = fc.oneof(
  fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })).chain((chances) =>
    fc.constantFrom(0.02, 0.1, 0.3).map((share) => (lines: readonly MadeLine[]) => {
      const next = chances[Symbol.iterator]();
      return lines.filter(() => (next.next().value ?? 1) > share);
    }),
  ),
  fc
    .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean())
    .map(([share, first]) => (lines: readonly MadeLine[]) => {
      const at = Math.floor(share * lines.length);
      return first ? lines.slice(at) : lines.slice(0, at);
    }),
  fc.infiniteStream(fc.nat({ max: 2 })).map((choices) => (lines: readonly MadeLine[]) => {
    const queues = (['core', 'plugin', 'output'] as const).map((process) =>
      lines.filter((line) => line.process === process),
    );
    const next = choices[Symbol.iterator]();
    return Array.from({ length: lines.length }, () => {
      const from = next.next().value ?? 0;
      const queue = [0, 1, 2].map((step) => queues[(from + step) % 3]).find((one) => one?.length);
      return queue?.shift();
    }).filter((line) => line !== undefined);
  }),
  fc
    .record({
      from: fc.constantFrom(
        'shell',
        'powershell',
        'file',
        'azure-arm',
        'script_100',
        'tool-0',
        'ending',
      ),
      to: fc.constantFrom('shell', 'powershell', 'windows-restart', 'other', 'tool-1'),
      every: fc.boolean(),
      at: fc.nat({ max: 40 }),
    })
    .map(
      ({ from, to, every, at }) =>
        (lines: readonly MadeLine[]) =>
          lines.map((line, index) =>
            every || index === at ? { ...line, text: line.text.replaceAll(from, to) } : line,
          ),
    ),
);
