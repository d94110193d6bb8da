/** The last step of an image: it leaves the commands with which the service generalizes the image. */
import { docs } from '../service/docs';
import {
  deprovisionCommands,
  deprovisionFiles,
  sysprepCall,
  sysprepVmMode,
} from '../service/deprovision';
import type { Os } from './image';
import type { Origin } from '../value/origin';
import { firstFree } from '../lib/unique-name';
import { joinText, list, literalText, sourced, type Text, text, textKey } from '../value/value';
import type { Step } from './model-types';
import { inlineOf } from './step-content';

/** What the script of the deprovision step holds, a text a line. */
export type DeprovisionLines = readonly Text[];

/** The documented commands; with `/mode:vm` for Sysprep where asked. */
export function defaultLines(os: Os, vmMode: boolean): DeprovisionLines {
  return deprovisionCommands[os].map((line) =>
    text(vmMode ? line.replace(sysprepCall, sysprepVmMode) : line),
  );
}

/** Commands that write the script: plain `sh` or PowerShell in which the script's text needs no escaping. */
function writeCommands(os: Os, lines: DeprovisionLines): readonly Text[] {
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
  const commands = writeCommands(os, lines).map((line) => sourced(line, origin));
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
  reason: 'The commands that generalize the image are written out, as the service would run them.',
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
