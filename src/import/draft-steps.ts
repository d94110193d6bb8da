/** Steps of a template -> steps of a spec. */
import { isJsonList, isJsonObject } from '../arm/arm-value';
import type { Json, JsonObject } from '../arm/arm-value';
import { defaults } from '../service/defaults';
import type { Default } from '../service/defaults';
import {
  deprovisionCommands,
  deprovisionFiles,
  sysprepCall,
  sysprepVmMode,
} from '../service/deprovision';
import { choose, optional } from './draft';
import type { Draft, DraftMap } from './draft';
import { specText } from './parameter-tokens';

/** A value in Azure's own shape. */
export function rawDraft(value: Json | undefined): Draft {
  if (typeof value === 'string') return specText(value);
  if (isJsonList(value)) return value.map(rawDraft);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [specText(key), rawDraft(inner)]),
  );
}

/** Commands as one text, else as a list. */
function commands(lines: Json | undefined, target: string): Draft {
  if (!isJsonList(lines)) return undefined;
  const texts = lines.filter((line) => typeof line === 'string').map(specText);
  const block = texts.length > 1 ? `${texts.join('\n')}\n` : (texts[0] ?? '');
  return choose(target, block, texts);
}

/** One step: short if that says the same, else in Azure's shape. */
export function stepDraft(step: Json, target: string): Draft {
  const raw = rawDraft(step);
  if (!isJsonObject(step)) return raw;
  const short = shortStep(step, target);
  return short === undefined ? raw : choose(target, short, raw);
}

function shortStep(step: JsonObject, target: string): DraftMap | undefined {
  const field = (key: string): Draft => rawDraft(step[key]);
  const orDefault = (key: string): Draft => optional(`${target}.${key}`, field(key));
  const name = orDefault('name');
  const script = step.scriptUri === undefined;
  const content = script ? commands(step.inline, `${target}.inline`) : field('scriptUri');
  const checksum = { sha256: field('sha256Checksum') };
  const both = step.scriptUri !== undefined && step.inline !== undefined;
  switch (step.type) {
    case 'Shell':
      return both ? undefined : { name, shell: content, ...checksum };
    case 'PowerShell':
      return both
        ? undefined
        : {
            name,
            powershell: content,
            ...checksum,
            elevated: orDefault('runElevated'),
            system: orDefault('runAsSystem'),
            exitCodes: orDefault('validExitCodes'),
          };
    case 'File':
      return { name, file: field('sourceUri'), to: field('destination'), ...checksum };
    case 'WindowsRestart':
      return {
        name,
        restart: orTrue({
          timeout: unless(step.restartTimeout, defaults.restartTimeout),
          command: unless(step.restartCommand, defaults.restartCommand),
          check: field('restartCheckCommand'),
        }),
      };
    case 'WindowsUpdate':
      return {
        name,
        windowsUpdate: orTrue({
          criteria: unless(step.searchCriteria, defaults.searchCriteria),
          filters: field('filters'),
          limit: unless(step.updateLimit, defaults.updateLimit),
        }),
      };
    default:
      return undefined;
  }
}

function unless(value: Json | undefined, standard: Default): Draft {
  return value === standard.value ? undefined : rawDraft(value);
}

/** `true` where everything is as by default. */
function orTrue(map: DraftMap): Draft {
  return Object.values(map).every((one) => one === undefined) ? true : map;
}

/** A deprovision step taken apart: what the spec says instead of it. */
export function deprovisionDraft(step: Json | undefined): Draft | 'default' {
  if (!isJsonObject(step) || !isJsonList(step.inline)) return undefined;
  const inline = step.inline.filter((line) => typeof line === 'string');
  if (step.type === 'Shell') return scriptDraft('linux', hereDocument(inline));
  return step.type === 'PowerShell' ? scriptDraft('windows', hereString(inline)) : undefined;
}

function scriptDraft(
  os: 'linux' | 'windows',
  lines: readonly string[] | undefined,
): Draft | 'default' {
  if (!lines) return undefined;
  const written = lines.join('\n');
  const known = deprovisionCommands[os].join('\n');
  if (written === known) return 'default';
  if (os === 'windows' && written === known.replace(sysprepCall, sysprepVmMode)) {
    return { mode: 'vm' };
  }
  return { inline: commands(lines, 'properties.customize') };
}

function hereDocument(inline: readonly string[]): readonly string[] | undefined {
  const [first = '', ...rest] = inline;
  const start = `cat > ${deprovisionFiles.linux} <<'`;
  if (!first.startsWith(start) || !first.endsWith("'")) return undefined;
  return rest.at(-1) === first.slice(start.length, -1) ? rest.slice(0, -1) : undefined;
}

function hereString(inline: readonly string[]): readonly string[] | undefined {
  const [first = '', ...rest] = inline;
  const last = rest.at(-1) ?? '';
  const lines = rest.slice(0, -1);
  const write = `Set-Content -Path '${deprovisionFiles.windows}'`;
  if (first === "@'" && last.startsWith(`'@ | ${write}`)) return lines;
  if (!first.startsWith(write) || !first.endsWith('-Value @(') || last !== ')') return undefined;
  return lines.map((line) =>
    line
      .trimStart()
      .replace(/^'|',?$/g, '')
      .replaceAll("''", "'"),
  );
}
