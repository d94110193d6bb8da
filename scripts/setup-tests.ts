// Makes the Bicep compiler available to the tests and records where it is in .tools/bicep.json, which test/support/bicep.ts
// reads; and PowerShell. Run by `npm test` through `pretest`; all that it asks of a network is one `dotnet restore` and one
// `dotnet tool install`, both into .tools. It installs no programs elsewhere:
// where one is missing, the suites that need it are skipped, and say so.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** A Bicep compiler. */
interface Bicep {
  readonly version: string;
  readonly path: string;
}

const tools = path.resolve('.tools');
const record = path.join(tools, 'bicep.json');
const project = path.resolve('scripts/bicep.csproj');
const inCi = process.env.CI === 'true';
const program = process.platform === 'win32' ? 'bicep.exe' : 'bicep';

const pinned = /Version="\[([\d.]+)\]"/.exec(readFileSync(project, 'utf8'))?.[1] ?? '';
const platforms: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'osx', win32: 'win' };
const rid = `${platforms[process.platform]}-${process.arch}`;
const known = new Set(['linux-x64', 'linux-arm64', 'osx-arm64', 'osx-x64', 'win-x64']);
const restored = path.join(
  tools,
  'nuget',
  `azure.bicep.commandline.${rid}`,
  pinned,
  'tools',
  program,
);

/** Whether one dotted version is the other or newer. */
function atLeast(version: string, oldest: string): boolean {
  return version.localeCompare(oldest, 'en', { numeric: true }) >= 0;
}

/** What a program says its version is, or undefined when it is not Bicep. */
function versionOf(file: string): string | undefined {
  const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8' });
  return /Bicep CLI version (\d+\.\d+\.\d+)/.exec(stdout ?? '')?.[1];
}

/** The earlier answer of this script, if it still holds. */
function recorded(): Bicep | undefined {
  if (!existsSync(record)) return undefined;
  const found: Bicep = JSON.parse(readFileSync(record, 'utf8'));
  const fits = inCi ? found.path === restored : atLeast(found.version, pinned);
  return fits && existsSync(found.path) ? found : undefined;
}

/** A Bicep that somebody installed: on the PATH, or where the Azure CLI puts it. */
function installed(): Bicep | undefined {
  const onPath = (process.env.PATH ?? '').split(path.delimiter);
  for (const folder of [...onPath, path.join(homedir(), '.azure', 'bin')]) {
    const file = path.join(folder, program);
    if (folder === '' || !existsSync(file)) continue;
    const version = versionOf(file);
    if (version !== undefined && atLeast(version, pinned)) return { path: file, version };
  }
  return undefined;
}

/** The pinned compiler from its NuGet package, or undefined where .NET or the package is not to be had. */
function restore(): Bicep | undefined {
  if (!known.has(rid)) return undefined;
  if (!existsSync(restored)) {
    try {
      const packages = path.join(tools, 'nuget');
      execFileSync('dotnet', ['restore', project, '--packages', packages, `-p:BicepRid=${rid}`], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' },
      });
    } catch {
      return undefined;
    }
  }
  if (!existsSync(restored)) return undefined;
  if (process.platform !== 'win32') chmodSync(restored, 0o755);
  return { path: restored, version: pinned };
}

function warn(text: string): void {
  const line = '='.repeat(78);
  process.stderr.write(`${line}\n${text}\n${line}\n`);
}

function setUp(): number {
  const given = process.env.AIBGEN_BICEP;
  if (given) {
    if (existsSync(given)) {
      process.stdout.write(`Bicep: ${given} (AIBGEN_BICEP)\n`);
      return 0;
    }
    process.stderr.write(`AIBGEN_BICEP names ${given}, which does not exist.\n`);
    return 1;
  }
  // CI takes the pinned compiler and no other.
  const found = recorded() ?? (inCi ? undefined : installed()) ?? restore();
  if (!found) {
    warn(
      `No Bicep compiler ${pinned} or newer, and no .NET SDK that could restore it.\n` +
        (inCi
          ? 'CI needs it: install the .NET SDK.'
          : 'The suites that need Bicep WILL BE SKIPPED. Install the .NET SDK or Bicep, or set AIBGEN_BICEP.'),
    );
    return inCi ? 1 : 0;
  }
  mkdirSync(tools, { recursive: true });
  const text = `${JSON.stringify({ version: found.version, path: found.path })}\n`;
  if (!existsSync(record) || readFileSync(record, 'utf8') !== text) writeFileSync(record, text);
  process.stdout.write(`Bicep: ${found.version} at ${found.path}\n`);
  return 0;
}

/** The PowerShell that judges how scripts are read and quoted, as a .NET tool; test/support/powershell.ts looks for it. */
const powerShell = { version: '7.6.9', folder: path.join(tools, 'pwsh') };

function setUpPowerShell(): number {
  const { version, folder } = powerShell;
  const file = path.join(folder, process.platform === 'win32' ? 'pwsh.exe' : 'pwsh');
  const onPath = !inCi && spawnSync('pwsh', ['-Version']).status === 0;
  if (!existsSync(file) && !onPath) {
    spawnSync(
      'dotnet',
      ['tool', 'install', 'PowerShell', '--version', version, '--tool-path', folder],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' },
      },
    );
  }
  if (onPath || existsSync(file)) return 0;
  warn(
    `No PowerShell, and no .NET SDK that could install PowerShell ${version}.\n` +
      (inCi
        ? 'CI needs it: install the .NET SDK.'
        : 'The tests that need PowerShell WILL BE SKIPPED.'),
  );
  return inCi ? 1 : 0;
}

process.exitCode = setUp() || setUpPowerShell();
