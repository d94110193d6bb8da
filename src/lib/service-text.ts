/** What a service says, made harmless for a terminal and for the log of a CI system. */
import { invisible } from './invisible';
import { safeText } from './safe-text';

/** Escape sequences of terminals: CSI with its parameters, OSC with its text, and those of two characters. */
const escapes =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[@-_]?/g;

/** Lines without control characters, escape sequences, and commands of GitHub Actions or Azure Pipelines. */
export function serviceText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(escapes, '')
    .split('\n')
    .map((line) => safeText(line.replaceAll('\t', '    ').replace(invisible, '')))
    .join('\n');
}

/** The same on one line. */
export function serviceLine(text: string): string {
  return safeText(serviceText(text).replace(/\s+/g, ' ').trim());
}
