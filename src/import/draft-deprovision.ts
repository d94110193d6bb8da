/** The deprovision step of a template -> `deprovision` of a spec. */
import { isJsonList, isJsonObject, type Json } from '../lib/json';
import {
  deprovisionCommands,
  deprovisionFiles,
  sysprepCall,
  sysprepVmMode,
} from '../service/deprovision';
import type { Draft } from './draft';
import { commands } from './draft-entries';

/** What a spec says instead of a deprovision step; `undefined` if the step is none. */
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
