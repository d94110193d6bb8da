/** What a rule about scripts is given, and how it reports. */
import type { CodeName, CodeParameters } from '../diagnostics/codes';
import { diagnose, replaceText, type Report, type TextEdit } from '../diagnostics/diagnostic';
import type { Span } from '../diagnostics/source';
import type { Image } from '../image/image';
import type { Distribution } from '../service/distributions';
import type { Script, ScriptStep } from './script';

/** An image with its scripts. */
export interface ImageScripts {
  readonly image: Image;
  /** Steps of `customize`, then those of `validate`. */
  readonly steps: readonly ScriptStep[];
  /** The spec's own script for generalizing: its step, with what that step leaves on the build VM as the script. */
  readonly deprovision: (ScriptStep & { readonly script: Script }) | undefined;
  readonly os: 'linux' | 'windows';
  /** The source as `publisher:offer:sku`; empty for one that is not a marketplace image. */
  readonly source: string;
  readonly distribution: Distribution | undefined;
}

/** A stretch of a script. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** An edit of a script, by places in its text. */
export interface ScriptEdit extends Stretch {
  readonly text: string;
}

/** Looks at one script in its image. */
export interface RuleContext {
  readonly script: Script;
  readonly step: ScriptStep;
  readonly all: ImageScripts;
  /** Reports a code at a stretch of the script, with the edits that fix it where they are certain. */
  readonly report: <C extends CodeName>(
    code: C,
    parameters: CodeParameters<C>,
    at: Stretch,
    edits?: readonly (ScriptEdit | TextEdit)[],
  ) => void;
}

export type ScriptRule = (context: RuleContext) => void;

/** Where something is among the commands of an image: the position of its step in its list, and in the step's script. */
export interface ImagePlace {
  readonly index: number;
  readonly at: number;
}

/** Whether a place is before another one. */
export function isBefore(one: ImagePlace, other: ImagePlace): boolean {
  return one.index < other.index || (one.index === other.index && one.at < other.at);
}

/** Remembers what a function finds in an image by a key, so that many commands that ask do not search all steps each. */
export function oncePerImage<T>(find: (all: ImageScripts, key: string) => T): typeof find {
  const images = new WeakMap<ImageScripts, Map<string, T>>();
  return (all, key) => {
    const known = images.get(all) ?? new Map<string, T>();
    images.set(all, known);
    const found = known.has(key) ? known.get(key) : undefined;
    if (found !== undefined) return found;
    const value = find(all, key);
    known.set(key, value);
    return value;
  };
}

/** Makes the `report` of a script. */
export function reporter(script: Script, report: Report): RuleContext['report'] {
  return (code, parameters, { start, end }, edits = []) => {
    const finding = diagnose(code, parameters, script.place(start, end));
    const fix: TextEdit[] = [];
    let certain = true;
    for (const edit of edits) {
      if ('file' in edit) fix.push(edit);
      else {
        const span = editedSpan(script, edit);
        if (span) fix.push(replaceText(span, edit.text));
        else certain = false;
      }
    }
    report(certain && fix.length > 0 ? { ...finding, fix } : finding);
  };
}

/** Where an edit of a script is one of its file; nowhere where the file has other characters there. */
function editedSpan(script: Script, { start, end }: Stretch): Span | undefined {
  if (start < end) return script.verbatim(start, end) ? script.place(start, end).span : undefined;
  // What is inserted belongs to the word before it, at the beginning of a line to the one behind.
  const isFirst = start === 0 || script.text[start - 1] === '\n';
  const [from, to] = isFirst ? [start, start + 1] : [start - 1, start];
  const span = script.verbatim(from, to) ? script.place(from, to).span : undefined;
  const at = isFirst ? span?.start : span?.end;
  return span && at !== undefined ? { ...span, start: at, end: at } : undefined;
}
