/** Parameters of step files: `with: { version: 1.2.3 }` beside `steps:` fills `{{ params.version }}` in the file. */
import { diagnose, type Finding, type Report } from '../diagnostics/diagnostic';
import { stepFileType } from '../language/own-keys';
import { nearest } from '../lib/nearest';
import { checkShape } from './check/check-shape';
import {
  child,
  describeKind,
  entryOf,
  type MapEntry,
  movedTo,
  type Node,
  placeOfKey,
  replaceScalars,
  type ScalarNode,
} from './node';
import { declareParameter, hasType, type Parameter, wholeParameter } from './parameter-references';
import { findPlaceholders } from './placeholders';

/** An entry that names a step file, and the values that it gives to its parameters. */
export interface StepFileUse {
  /** The path, as it is written. */
  readonly path: Node;
  /** `with:`, empty or a mapping. */
  readonly values: MapEntry | undefined;
}

/**
 * The list of steps of a step file: of a list as it is, of a mapping with its own parameters filled in. What it does not declare
 * is a parameter of the spec. `undefined` where something is wrong, which is reported.
 */
export function bindParameters(
  root: Node,
  use: StepFileUse,
  written: string,
  report: Report,
): Node | undefined {
  const given = use.values?.value.kind === 'map' ? use.values.value.entries : [];
  const isFull = root.kind === 'map' && (entryOf(root, 'steps') ?? entryOf(root, 'parameters'));
  if (root.kind !== 'list' && !isFull) {
    const found = describeKind(root);
    const hint = `Write the steps of "${written}" as a list: begin each with "- ".`;
    report(diagnose('AIB102', { expected: 'a list of steps', found, hint }, root));
    return undefined;
  }
  let sound = true;
  const note: Report = (one) => {
    sound &&= one.severity !== 'error';
    report(one);
  };
  if (root.kind === 'map') {
    const context = { parameters: new Map(), misdeclared: { has: () => true }, own: noScope };
    checkShape(root, stepFileType, { ...context, report: note });
  }
  const declared = declaredBy(root, note);
  if (!sound) return undefined;
  const values = new Map<string, Node>();
  for (const entry of given) {
    const parameter = declared.get(entry.key);
    if (parameter) checkValue(parameter, entry.value, note);
    else note(unknownValue(entry, written, [...declared.keys()]));
  }
  for (const { name, entry } of declared.values()) {
    const value = given.find(({ key }) => key === name)?.value ?? child(entry.value, 'default');
    if (value) values.set(name, value);
    else note(diagnose('AIB233', { name, file: written }, use.path));
  }
  if (!sound) return undefined;
  const steps = root.kind === 'list' ? root : child(root, 'steps');
  if (!steps || declared.size === 0) return steps;
  const used = new Set<string>();
  const filled = fill(steps, values, used);
  for (const { name, entry } of declared.values()) {
    const place = placeOfKey(entry);
    if (!used.has(name)) report(diagnose('AIB210', { name }, place));
  }
  return filled;
}

/** The scope of a file in which no reference stands. */
const noScope = { subscription: undefined, resourceGroup: undefined };

function declaredBy(root: Node, report: Report): ReadonlyMap<string, Parameter> {
  const map = child(root, 'parameters');
  const entries = map?.kind === 'map' ? map.entries : [];
  return new Map(
    entries.flatMap((entry) => {
      const parameter = declareParameter(entry, report);
      return parameter ? [[entry.key, parameter] as const] : [];
    }),
  );
}

function unknownValue(entry: MapEntry, file: string, known: readonly string[]): Finding {
  const place = placeOfKey(entry);
  const near = nearest(entry.key, known);
  return diagnose('AIB234', { name: entry.key, file, near, known }, place);
}

/** Reports a value that its parameter cannot have. A parameter of the spec is checked where the step uses it. */
function checkValue({ name, type, allowed }: Parameter, node: Node, report: Report): void {
  const value = node.kind === 'scalar' ? node.value : null;
  const reference = typeof value === 'string' ? wholeParameter(value) : undefined;
  if (reference !== undefined) {
    // Which of the allowed values it will have is not known here.
    if (allowed) report(diagnose('AIB205', { name: reference }, node));
    return;
  }
  if (value === null || !hasType(value, type)) {
    const found = node.kind === 'scalar' ? node.raw : describeKind(node);
    report(diagnose('AIB207', { name, type, found }, node));
  } else if (allowed && !allowed.includes(value)) {
    const details = { name, found: String(value), allowed: allowed.map(String) };
    report(diagnose('AIB208', details, node));
  }
}

/** Fills in the values; all other placeholders, and doubled braces, stay for the spec. */
function fill(steps: Node, values: ReadonlyMap<string, Node>, used: Set<string>): Node {
  const fillText = (text: string): string => {
    let filled = '';
    let at = 0;
    for (const { kind, name, literal, start, end } of findPlaceholders(text)) {
      const value = kind === 'params' && literal === undefined ? values.get(name) : undefined;
      if (value?.kind !== 'scalar') continue;
      used.add(name);
      filled += text.slice(at, start) + String(value.value);
      at = end;
    }
    return filled + text.slice(at);
  };
  const fillScalar = (scalar: ScalarNode): Node => {
    const { value: text } = scalar;
    if (typeof text !== 'string' || !text.includes('{{')) return scalar;
    const [only, ...more] = findPlaceholders(text);
    const isWhole = only && more.length === 0 && text.trim() === text.slice(only.start, only.end);
    const value = isWhole && only.kind === 'params' ? values.get(only.name) : undefined;
    if (value && only && only.literal === undefined) {
      used.add(only.name);
      return movedTo(value, scalar);
    }
    const filled = fillText(text);
    return filled === text ? scalar : { ...scalar, value: filled, raw: filled };
  };
  return replaceScalars(steps, fillScalar, fillText);
}
