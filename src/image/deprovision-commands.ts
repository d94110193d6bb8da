/** The last step of an image: it leaves the commands with which the service generalizes the image. */
import { docs } from '../service/docs';
import {
  deprovisionCommands,
  deprovisionFiles,
  linuxWaagent,
  sysprepCall,
  sysprepVmMode,
  windowsLimitCommands,
  windowsStateCommands,
  windowsSysprepDone,
  windowsWait,
} from '../service/deprovision';
import type { Os } from './image';
import type { Origin } from '../value/origin';
import { firstFree } from '../lib/unique-name';
import { joinText, list, literalText, sourced, type Text, text, textKey } from '../value/value';
import type { Step } from './model-types';
import { inlineOf } from './step-content';

/** What the script of the deprovision step holds, a text a line; those of the spec know where they are. */
export type DeprovisionLines = readonly (Text & { readonly origin?: Origin })[];

/** How the default commands are varied. */
export interface DeprovisionOptions {
  /** Adds `/mode:vm` to the call of Sysprep. */
  readonly vmMode: boolean;
  /** Minutes after which the script gives up; absent: it waits without end, as the service does. */
  readonly limit?: number | undefined;
}

/** The documented commands, varied as asked. */
export function defaultLines(os: Os, { vmMode, limit }: DeprovisionOptions): DeprovisionLines {
  const lines = deprovisionCommands[os].map((line) =>
    vmMode ? line.replace(sysprepCall, sysprepVmMode) : line,
  );
  if (limit === undefined) return lines.map((line) => text(line));
  const bounded = os === 'windows' ? boundedWindows(lines, limit) : boundedLinux(lines, limit);
  return bounded.map((line) => text(line));
}

/** The same commands, each wait bounded; a failure ends the script with its reason. */
function boundedWindows(lines: readonly string[], limit: number): readonly string[] {
  return [
    `$limit = ${limit}`,
    '$deadline = (Get-Date).AddMinutes($limit)',
    '$looksAfterEnd = 0',
    ...windowsLimitCommands,
    ...lines.flatMap((line) => {
      const bounded = line.replace(windowsWait, 'Wait-Deprovision');
      return line.trim() === windowsSysprepDone ? [bounded, ...windowsStateCommands] : [bounded];
    }),
  ];
}

/** Only waagent takes time on Linux. */
function boundedLinux(lines: readonly string[], limit: number): readonly string[] {
  return lines.flatMap((line) =>
    line.startsWith(linuxWaagent)
      ? [
          `timeout ${limit * 60} ${linuxWaagent} || {`,
          '  state=$?',
          `  if [ $state -eq 124 ]; then echo '>>> Not generalized within ${limit} minutes.'; fi`,
          '  echo ">>> waagent ended with exit code $state. Last lines of /var/log/waagent.log:"',
          '  tail -n 40 /var/log/waagent.log',
          '  exit $state',
          '}',
          line.slice(`${linuxWaagent} && `.length),
        ]
      : [line],
  );
}

/** Commands that write the script: plain `sh` or PowerShell in which the script's text needs no escaping. */
function writeCommands(os: Os, lines: DeprovisionLines): DeprovisionLines {
  const file = deprovisionFiles[os];
  if (os === 'linux') {
    const end = firstFree(
      (count) => `DEPROVISION${'_'.repeat(count - 1)}`,
      (word) => lines.some((line) => literalText(line) === word),
    );
    return [text(`cat > ${file} <<'${end}'`), ...lines, text(end)];
  }
  const plain = lines.every((line) => /^[\x20-\x7e\t]*$/.test(literalText(line) ?? '\u0000'));
  const write = `Set-Content -Path '${file}'${plain ? '' : ' -Encoding UTF8'}`;
  if (!lines.some((line) => textKey(line).startsWith("'@"))) {
    return [text("@'"), ...lines, text(`'@ | ${write}`)];
  }
  // A line that begins with '@ would end the here-string: one quoted string a line instead.
  const quoted = lines.map((line, index) =>
    joinText(
      text("  '"),
      text(
        ...line.parts.map((part) => (typeof part === 'string' ? part.replaceAll("'", "''") : part)),
      ),
      text(index < lines.length - 1 ? "'," : "'"),
    ),
  );
  return [text(`${write} -Value @(`), ...quoted, text(')')];
}

/** The step that writes the script. */
export function deprovisionStep(
  os: Os,
  name: string,
  lines: DeprovisionLines,
  origin: Origin,
): Step {
  const type = os === 'linux' ? 'Shell' : 'PowerShell';
  const commands = writeCommands(os, lines).map((line) => sourced(line, line.origin ?? origin));
  const fields = {
    type: sourced(text(type), origin),
    name: sourced(text(name), origin),
    inline: sourced(list(commands), origin),
  };
  return { kind: 'object', type, fields, origin };
}

/** The origin of the default step. */
export const defaultDeprovision: Origin = {
  kind: 'default',
  rule: 'deprovision',
  reason: 'The commands that generalize the image are written out; the service runs the same ones.',
  doc: docs.generalize,
};

const writes: Readonly<Record<Os, RegExp>> = {
  linux:
    /(?:>|\btee\b|\bcp\b|\bmv\b|\binstall\b|\bcurl\b|\bwget\b|\bln\b|\bdd\b|\bsed\b|\bprintf\b|\becho\b)/,
  windows:
    /(?:>|Set-Content|Add-Content|Out-File|Copy-Item|\bMove-Item|New-Item|Rename-Item|Write(?:All)?(?:Text|Bytes|Lines)|-OutFile|\b(?:copy|cp|mv|move|sc|iwr|curl|wget)\b|Invoke-WebRequest|Tee-Object|DownloadFile)/i,
};

/** The step that writes the deprovision script itself, if one does. */
export function ownDeprovisionStep(os: Os, steps: readonly Step[]): Step | undefined {
  const file = deprovisionFiles[os].toLowerCase();
  const names = (line: string): boolean => {
    const lower = line.toLowerCase();
    return lower.includes(file) || (os === 'windows' && lower.includes(file.replaceAll('\\', '/')));
  };
  return steps.find((step) => {
    if (step.type === 'File') return names(textKey(step.fields.destination));
    return inlineOf(step)
      .map(textKey)
      .some((content) => names(content) && writes[os].test(content));
  });
}
