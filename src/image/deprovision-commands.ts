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
import {
  itemsOf,
  joinText,
  list,
  literalText,
  type ObjectValue,
  object,
  type Text,
  text,
  textKey,
  type Value,
  valueAt,
} from '../value/value';

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
    let end = 'DEPROVISION';
    while (lines.some((line) => literalText(line) === end)) end += '_';
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
): ObjectValue {
  const inline = { ...list(writeCommands(os, lines)), origin };
  const step = object({
    type: text(os === 'linux' ? 'Shell' : 'PowerShell'),
    name: text(name),
    inline,
  });
  return { ...step, origin };
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
export function ownDeprovisionStep(os: Os, steps: readonly Value[]): Value | undefined {
  const file = deprovisionFiles[os].toLowerCase();
  const names = (line: string): boolean => {
    const lower = line.toLowerCase();
    return lower.includes(file) || (os === 'windows' && lower.includes(file.replaceAll('\\', '/')));
  };
  return steps.find((step) => {
    const destination = valueAt(step, 'destination');
    if (destination?.kind === 'text' && names(textKey(destination))) return true;
    return itemsOf(valueAt(step, 'inline')).some((line) => {
      const content = line.kind === 'text' ? textKey(line) : '';
      return names(content) && writes[os].test(content);
    });
  });
}
