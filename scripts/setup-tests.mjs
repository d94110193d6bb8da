// Makes the Bicep compiler available to the tests and records where it is in .tools/bicep.json, which test/support/bicep.ts
// reads; in CI also the Azure CLI, shellcheck and Chromium, from the packages of the system. Run by `npm test` through
// `pretest`; all it ever asks of a network is one `dotnet restore`, and in CI one `apt-get install`.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tools = join(root, '.tools');
const record = join(tools, 'bicep.json');
const project = join(root, 'scripts', 'bicep.csproj');
const inCi = process.env.CI === 'true';
const program = process.platform === 'win32' ? 'bicep.exe' : 'bicep';

const pinned = /Version="\[([\d.]+)\]"/.exec(readFileSync(project, 'utf8'))[1];
const platforms = { linux: 'linux', darwin: 'osx', win32: 'win' };
const rid = `${platforms[process.platform]}-${process.arch}`;
const known = new Set(['linux-x64', 'linux-arm64', 'osx-arm64', 'osx-x64', 'win-x64']);
const restored = join(tools, 'nuget', `azure.bicep.commandline.${rid}`, pinned, 'tools', program);

/** Whether one dotted version is the other or newer. */
function atLeast(version, wanted) {
  return version.localeCompare(wanted, 'en', { numeric: true }) >= 0;
}

/** What a program says its version is, or undefined when it is not Bicep. */
function versionOf(path) {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return /Bicep CLI version (\d+\.\d+\.\d+)/.exec(stdout ?? '')?.[1];
}

/** The earlier answer of this script, if it still holds. */
function recorded() {
  if (!existsSync(record)) return undefined;
  const found = JSON.parse(readFileSync(record, 'utf8'));
  const fits = inCi ? found.path === restored : atLeast(found.version, pinned);
  return fits && existsSync(found.path) ? found : undefined;
}

/** A Bicep that somebody installed: on the PATH, or where the Azure CLI puts it. */
function installed() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), join(homedir(), '.azure', 'bin')];
  for (const folder of folders) {
    const path = join(folder, program);
    if (folder === '' || !existsSync(path)) continue;
    const version = versionOf(path);
    if (version !== undefined && atLeast(version, pinned)) return { path, version };
  }
  return undefined;
}

/** The pinned compiler from its NuGet package, or undefined where .NET or the package is not to be had. */
function restore() {
  if (!known.has(rid)) return undefined;
  if (!existsSync(restored)) {
    try {
      const packages = join(tools, 'nuget');
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

/** In CI on Debian, as root: installs the programs that are missing. Elsewhere their suites are skipped, and say so. */
function installPackages(wanted) {
  const missing = wanted.filter(([name]) => spawnSync('which', [name]).status !== 0);
  const root = process.getuid?.() === 0 && spawnSync('which', ['apt-get']).status === 0;
  if (!inCi || !root || missing.length === 0) return;
  const packages = missing.map(([, name]) => name);
  process.stdout.write(`Installing ${packages.join(', ')}\n`);
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-qq', '-y', '--no-install-recommends', ...packages], options);
}

installPackages([
  ['az', 'azure-cli'],
  ['shellcheck', 'shellcheck'],
  ['chromium', 'chromium'],
]);

const own = process.env.AIBGEN_BICEP;
if (own !== undefined && own !== '') {
  if (!existsSync(own)) {
    process.stderr.write(`AIBGEN_BICEP names ${own}, which does not exist.\n`);
    process.exit(1);
  }
  process.stdout.write(`Bicep: ${own} (AIBGEN_BICEP)\n`);
  process.exit(0);
}

const found = recorded() ?? (inCi ? undefined : installed()) ?? restore();
if (found === undefined) {
  const line = '='.repeat(78);
  process.stderr.write(
    `${line}\nNo Bicep compiler ${pinned} or newer, and no .NET SDK that could restore it.\n` +
      (inCi
        ? 'CI needs it: install the .NET SDK.\n'
        : 'The suites that need Bicep WILL BE SKIPPED. Install the .NET SDK or Bicep, or set AIBGEN_BICEP.\n') +
      `${line}\n`,
  );
  process.exit(inCi ? 1 : 0);
}
mkdirSync(tools, { recursive: true });
const text = `${JSON.stringify({ version: found.version, path: found.path })}\n`;
if (!existsSync(record) || readFileSync(record, 'utf8') !== text) writeFileSync(record, text);
process.stdout.write(`Bicep: ${found.version} at ${found.path}\n`);
