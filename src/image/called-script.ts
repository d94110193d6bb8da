/** Commands that are only the call of a script: probably a file of the project that was meant to be used. */
import { diagnose } from '../diagnostics/diagnostic';
import { assertNever } from '../lib/assert-never';
import { baseName } from '../lib/paths';
import { child, itemsOf, type Node, textOf } from '../spec/node';
import type { ScriptContext } from './script-context';

/** A script that a command calls. */
export interface CalledScript {
  /** As it is written. */
  readonly word: string;
  /** With `/` between folders. */
  readonly path: string;
  /** What comes after it. */
  readonly rest: string;
}

const interpreter =
  /^(?:sudo\s+)?(?:(?:(?:ba|da|z|k)?sh|python3?|perl|pwsh|powershell(?:\.exe)?)\s+(?:-\w+(?:\s+Bypass)?\s+)*|&\s*)?/i;

/** The script that a command calls, if the command is nothing else; undefined where its path is put together at run time. */
export function calledScript(command: string): CalledScript | undefined {
  const call = command.trim().replace(interpreter, '');
  const [whole, word] =
    /^["']?([^\s"']+\.(?:sh|bash|ps1|py|pl|cmd|bat))["']?(?=\s|$)/i.exec(call) ?? [];
  if (whole === undefined || word === undefined || /[{}$`*%~]/.test(word)) return undefined;
  const rest = call.slice(whole.length).trim();
  if (/[;&|<>]/.test(rest)) return undefined;
  return { word, path: word.replaceAll('\\', '/'), rest };
}

/** True for a path of the build VM, whatever the folder is. */
export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[a-z]:/i.test(path);
}

/** Reports steps whose only command calls a script by a relative path (a file next to the spec, or one that is nowhere), or is a URI of another protocol. */
export function reportCalledScripts(
  steps: readonly Node[],
  { report, hasFile }: Pick<ScriptContext, 'report' | 'hasFile'>,
): void {
  for (const step of steps) {
    const [command, ...more] = itemsOf(child(step, 'inline'));
    const text = textOf(command)?.trim();
    if (!command || text === undefined || more.length > 0) continue;
    if (/^[a-z][a-z\d+.-]+:\/\/\S+$/i.test(text)) {
      report(diagnose('AIB441', { value: text }, command));
      continue;
    }
    const called = calledScript(text);
    if (!called || isAbsolute(called.path)) continue;
    const { word, path, rest } = called;
    const proposal = path.startsWith('.') ? path : `./${path}`;
    if (hasFile(path, command)) {
      report(diagnose('AIB274', { word, path: proposal, args: argumentList(rest) }, command));
    } else if (path.includes('/') && !isMentioned(baseName(path), step, steps)) {
      report(diagnose('AIB275', { word, path: proposal }, command));
    }
  }
}

/** True where another step brings a file of that name, or speaks of it. */
function isMentioned(name: string, step: Node, steps: readonly Node[]): boolean {
  return steps.some(
    (other) => other !== step && textsOf(other).some((text) => text.includes(name)),
  );
}

function textsOf(node: Node): readonly string[] {
  switch (node.kind) {
    case 'map':
      return node.entries.flatMap(({ value }) => textsOf(value));
    case 'list':
      return node.items.flatMap(textsOf);
    case 'scalar':
      return [String(node.value)];
    default:
      return assertNever(node);
  }
}

/** Arguments as a list of the spec; undefined for none, and where quotes make it uncertain what they are. */
function argumentList(rest: string): string | undefined {
  if (rest === '' || /["'\\]/.test(rest)) return undefined;
  return `[${rest.split(/\s+/).join(', ')}]`;
}
