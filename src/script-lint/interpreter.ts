/** Which shell runs a script: its `#!` line says so, else its file name, else the kind of its step. */
import type { Shell } from './script';

/** The program of a `#!` line: `bash` of `#!/usr/bin/env -S bash -e`. */
function shebangProgram(text: string): string | undefined {
  const line = /^\ufeff?#![ \t]*([^\r\n]*)/.exec(text)?.[1];
  if (line === undefined) return undefined;
  const words = line.split(/\s+/);
  const first = baseName(words[0] ?? '');
  if (first !== 'env') return first;
  return baseName(words.slice(1).find((one) => !one.startsWith('-') && !one.includes('=')) ?? '');
}

function baseName(path: string): string {
  return path.split('/').at(-1) ?? '';
}

const shells: Readonly<Record<string, Shell>> = {
  sh: 'sh',
  dash: 'sh',
  ash: 'sh',
  bash: 'bash',
  pwsh: 'powershell',
  powershell: 'powershell',
};

const extensions: Readonly<Record<string, Shell>> = {
  sh: 'sh',
  bash: 'bash',
  ps1: 'powershell',
  psm1: 'powershell',
};

const otherLanguages = /^(?:py|pl|rb|js|cmd|bat|exe|msi|php|lua)$/;

/** What runs a script. */
export function shellOf(
  kind: 'Shell' | 'PowerShell',
  text: string,
  path: string | undefined,
): Shell {
  const program = shebangProgram(text);
  if (program !== undefined && program !== '') {
    return Object.hasOwn(shells, program) ? (shells[program] ?? 'other') : 'other';
  }
  const extension = /\.(\w+)$/.exec(path ?? '')?.[1]?.toLowerCase();
  if (extension !== undefined && Object.hasOwn(extensions, extension)) {
    return extensions[extension] ?? 'other';
  }
  if (extension !== undefined && otherLanguages.test(extension)) return 'other';
  return kind === 'Shell' ? 'sh' : 'powershell';
}
