/** Commands that put a script file on the build VM, byte for byte, and run it. */
import { firstFree } from '../lib/unique-name';
import { type Text, text } from '../value/value';
import {
  type CallValues,
  powerShellString,
  quoteForPowerShell,
  quoteForShell,
} from './quote-arguments';

/** The kinds of steps that run scripts. */
export type ScriptKind = 'Shell' | 'PowerShell';

/** How a step calls its script. */
export interface ScriptCall extends CallValues {
  /** True where a shell script runs as root. */
  readonly sudo: boolean;
}

/** A script as a step runs it. */
export interface ScriptRun extends ScriptCall {
  readonly kind: ScriptKind;
  /** Full path on the build VM. */
  readonly target: string;
  /** How a shell script begins, where its content is known: the `#!` line decides what runs it. */
  readonly firstLine: string | undefined;
}

/** The path on the build VM for a script of a name. */
export function targetPath(kind: ScriptKind, name: string): string {
  const plain = name.replace(/[^\w.-]+/g, '_');
  return kind === 'Shell' ? `/tmp/aibgen-${plain}` : String.raw`C:\Windows\Temp\aibgen-${plain}`;
}

/** Commands that write the bytes of a script to its target. */
export function writeScript(kind: ScriptKind, target: string, bytes: Uint8Array): readonly Text[] {
  return (kind === 'Shell' ? writeForShell : writeForPowerShell)(target, bytes).map((line) =>
    text(line),
  );
}

/** The text of a file, where it can be written as it is: characters of `allowed` alone. */
function plainText(bytes: Uint8Array, allowed: RegExp): string | undefined {
  try {
    // A byte order mark is content.
    const content = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return allowed.test(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

function writeForShell(target: string, bytes: Uint8Array): readonly string[] {
  const content = plainText(bytes, /^[^\0-\x08\x0b-\x1f\x7f\ufeff]*$/);
  if (content === undefined) return hereDocument(`base64 -d > ${target}`, base64Lines(bytes));
  if (content === '') return [`: > ${target}`];
  const lines = content.replace(/\n$/, '').split('\n');
  // A here-document ends in a line break; a file without one is cut to its length.
  const command = content.endsWith('\n') ? 'cat' : `head -c ${bytes.length}`;
  return hereDocument(`${command} > ${target}`, lines);
}

function hereDocument(command: string, lines: readonly string[]): readonly string[] {
  const end = firstFree(
    (count) => `AIBGEN_SCRIPT${'_'.repeat(count - 1)}`,
    (word) => lines.includes(word),
  );
  return [`${command} <<'${end}'`, ...lines, end];
}

function writeForPowerShell(target: string, bytes: Uint8Array): readonly string[] {
  const path = powerShellString(target);
  const content = plainText(bytes, /^(?:[\x20-\x7e\t]|\r\n)*$|^[\x20-\x7e\t\n]*$/);
  const newline = content?.includes('\r\n') ? '"`r`n"' : '"`n"';
  const lines = content?.split(/\r?\n/) ?? [];
  if (content === undefined || lines.some((line) => line.startsWith("'@"))) {
    return [
      "$bytes = [Convert]::FromBase64String(@'",
      ...base64Lines(bytes),
      "'@)",
      `[IO.File]::WriteAllBytes(${path}, $bytes)`,
    ];
  }
  // The line breaks of a here-string are those of the file that holds it.
  return [
    "$script = @'",
    ...lines,
    "'@",
    `$script = $script.Replace("\`r\`n", "\`n").Replace("\`n", ${newline})`,
    `[IO.File]::WriteAllText(${path}, $script)`,
  ];
}

function base64Lines(bytes: Uint8Array): readonly string[] {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).match(/.{1,76}/g) ?? [''];
}

/** Commands that run a script that is on the build VM, and remove it. */
export function runScript(run: ScriptRun): readonly Text[] {
  return run.kind === 'Shell' ? runWithShell(run) : runWithPowerShell(run);
}

function runWithShell({ target, firstLine, sudo, ...values }: ScriptRun): readonly Text[] {
  const { before, args, env } = quoteForShell(values);
  const interpreter = firstLine === undefined ? [] : interpreterOf(firstLine);
  const words = [
    ...(sudo ? [text('sudo')] : []),
    ...env.map(([name, value]) => prefixed(`${name}=`, value)),
    ...interpreter.map((word) => text(word)),
    text(target),
    ...args,
  ];
  return [
    ...(firstLine === undefined ? [text(`chmod +x ${target}`)] : []),
    ...before,
    spaced(words),
    text(`rm -f ${target}`),
  ];
}

/** What the kernel runs for a `#!` line: a program and at most one argument; without the line, `sh`. */
function interpreterOf(firstLine: string): readonly string[] {
  const [, program, argument] = /^#![ \t]*(\S+)(?:[ \t]+(.*?))?[ \t\r]*$/.exec(firstLine) ?? [];
  if (program === undefined) return ['sh'];
  const words = argument ? [program, argument] : [program];
  return words.map((word) =>
    /^[\w%+:,./@-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`,
  );
}

function runWithPowerShell({ target, ...values }: ScriptRun): readonly Text[] {
  const { before, args, env } = quoteForPowerShell(values);
  const path = powerShellString(target);
  return [
    ...before,
    ...env.map(([name, value]) => prefixed(`$env:${name} = `, value)),
    spaced([text(`& ${path}`), ...args]),
    // The exit code of the script is the one that the step is judged by.
    text('$code = $LASTEXITCODE'),
    text(`Remove-Item -Path ${path} -Force`),
    text('exit $code'),
  ];
}

function prefixed(prefix: string, value: Text): Text {
  return text(prefix, ...value.parts);
}

function spaced(words: readonly Text[]): Text {
  return text(...words.flatMap((word, index) => (index === 0 ? word.parts : [' ', ...word.parts])));
}
