/** Builds the body of an image template value by value, and remembers where each of them comes from. */
import type { Span } from '../diagnostics/source';
import type { Json } from '../lib/json';
import { isArmList, isArmObject, type ArmObject, type ArmValue } from './arm-value';
import type { ArmPath } from './document';
import type { ScriptByPath, SourceNote, SpecExtras } from './spec-extras';

/** Where something is written, and what it is called there; an empty path is for what the document does not have. */
export interface Written {
  readonly path: string;
  readonly span: Span;
}

/** A body that is being built. */
export interface LocatedBody {
  /** Puts a value into the body. */
  readonly set: (path: ArmPath, value: ArmValue, from: Written) => void;
  /** Appends a step; returns its index. */
  readonly addStep: (step: ArmObject, from: Written, script?: ScriptByPath) => number;
  readonly note: (
    what: SourceNote['what'],
    from: Written,
    reason: string,
    change?: { readonly from?: Json; readonly to?: Json },
  ) => void;
  readonly finish: () => FinishedBody;
}

/** The body, and what its parts are made of. */
export interface FinishedBody {
  readonly body: ArmObject;
  readonly locate: (path: ArmPath) => Span;
  readonly extras: Omit<SpecExtras, 'noIdentity'>;
}

/** Begins with an empty body; what has no place of its own is at `whole`. */
export function locatedBody(whole: Written): LocatedBody {
  const places: { readonly at: ArmPath; readonly from: Written }[] = [];
  const notes: SourceNote[] = [];
  const scripts = new Map<number, ScriptByPath>();
  let body: ArmValue = {};
  let steps = 0;
  const set: LocatedBody['set'] = (path, value, from) => {
    body = withValue(body, path, value);
    places.push({ at: path, from });
  };
  const find = (path: ArmPath): Written => {
    if (path.length === 0) return whole;
    let best: { readonly at: ArmPath; readonly from: Written } | undefined;
    for (const one of places) {
      if (startsWith(path, one.at) && (!best || one.at.length >= best.at.length)) best = one;
    }
    return best?.from ?? places.find(({ at }) => startsWith(at, path))?.from ?? whole;
  };
  return {
    set,
    addStep: (step, from, script) => {
      const index = steps;
      steps += 1;
      set(['properties', 'customize', index], step, from);
      if (script) scripts.set(index, script);
      return index;
    },
    note: (what, { path, span }, reason, change = {}) => {
      notes.push({ what, path, span, reason, ...change });
    },
    finish: () => ({
      body: isArmObject(body) ? body : {},
      locate: (path) => find(path).span,
      extras: { scripts, notes, nameOf: (path) => find(path).path || undefined },
    }),
  };
}

/** The properties that have a value. */
export function mapOf(values: Readonly<Record<string, ArmValue | undefined>>): ArmObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]): readonly (readonly [string, ArmValue])[] =>
      value === undefined ? [] : [[key, value]],
    ),
  );
}

function startsWith(path: ArmPath, start: ArmPath): boolean {
  return start.every((step, index) => path[index] === step);
}

function withValue(holder: ArmValue, [first, ...rest]: ArmPath, value: ArmValue): ArmValue {
  if (first === undefined) return value;
  if (typeof first === 'number') {
    const list = isArmList(holder) ? holder : [];
    return Object.assign([...list], { [first]: withValue(list[first] ?? {}, rest, value) });
  }
  const object = isArmObject(holder) ? holder : {};
  return { ...object, [first]: withValue(object[first] ?? {}, rest, value) };
}
