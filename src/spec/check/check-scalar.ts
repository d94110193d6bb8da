/** Checks texts, numbers and booleans, and the parameters in them. */
import {
  diagnose,
  type Finding,
  type Place,
  placeWithin,
  replaceText,
  type TextEdit,
  withHint,
} from '../../diagnostics/diagnostic';
import type { Span } from '../../diagnostics/source';
import { type CheckContext, reportWrongType } from './check-context';
import { quoted } from '../../lib/words';
import { nearest } from '../../lib/nearest';
import type { ScalarNode } from '../node';
import { placeOfUse, placesOfUses, splitUses, wholeParameter } from '../parameter-references';
import { referenceSlips } from '../reference-slips';
import { findStrayBraces, placeholderFor } from '../placeholders';
import {
  idForm,
  isCommunityImage,
  parseReference,
  referenceKind,
  type ReferenceKind,
  shortForm,
  sourceKindOfId,
} from '../references';
import type { BooleanType, NumberType, StringType } from '../../language/type';
import { describeType } from '../../language/describe-type';

/** Reports undeclared parameters in a text. */
export function checkUses(text: string, place: Place, context: CheckContext): void {
  if (!text.includes('{{')) return;
  const names = splitUses(text).flatMap((piece) =>
    typeof piece === 'string' ? [] : [piece.parameter],
  );
  const undeclared = [...new Set(names)].filter(
    (name) => !context.parameters.has(name) && !context.misdeclared.has(name),
  );
  if (undeclared.length === 0) return;
  const places = placesOfUses(place, 'params');
  const known = [...context.parameters.keys()];
  for (const name of undeclared) {
    const near = nearest(name, known);
    context.report(diagnose('AIB203', { name, near }, places.get(name) ?? place));
  }
}

/** Warns about `{{ … }}` that is not a placeholder; in a script only if it was probably meant as one. */
export function checkBraces(
  text: string,
  place: Place,
  inScript: boolean,
  context: CheckContext,
): void {
  // What is written twice is reported once, at its first place.
  const seen = new Set<string>();
  for (const stray of findStrayBraces(text)) {
    if (inScript && !stray.nearMiss) continue;
    const written = text.slice(stray.start, stray.end);
    if (seen.has(written)) continue;
    seen.add(written);
    const instead = placeholderFor(stray, [...context.parameters.keys()]);
    context.report(diagnose('AIB252', { written, instead }, placeWithin(place, written)));
  }
}

/** Warns of references with the wrong braces; in a script only of `${params.x}` where x is a parameter. */
function checkReferenceSlips(
  text: string,
  place: Place,
  inScript: boolean,
  context: CheckContext,
): void {
  for (const { written, name, instead, isVariable } of referenceSlips(text)) {
    if (inScript && !(isVariable && context.parameters.has(name))) continue;
    const within = placeWithin(place, written);
    const finding = diagnose('AIB254', { written, instead }, within);
    const { span } = place;
    const isFirst = span !== undefined && span.start === within.span?.start;
    context.report(
      isFirst ? { ...finding, fix: [quotedInstead(span, written, instead)] } : finding,
    );
  }
}

/** The edit for a plain scalar that would begin with "{{": YAML reads it as a mapping unless it is quoted. */
function quotedInstead(span: Span, written: string, instead: string): TextEdit {
  const text = span.source.text.slice(span.start, span.end).replace(written, () => instead);
  return replaceText(span, `'${text.replaceAll("'", "''")}'`);
}

/** `<name>`: what templates and their documentation write where the reader has to fill in something. */
const unfilled = /<[A-Za-z][A-Za-z0-9 _.-]{0,60}>/;

/** Warns of a place that nobody has filled in. */
function checkUnfilled(text: string, place: Place, context: CheckContext): void {
  const written = text.includes('<') ? unfilled.exec(text)?.[0] : undefined;
  if (written !== undefined) {
    context.report(diagnose('AIB253', { written }, placeWithin(place, written)));
  }
}

function usesParameters(text: string): string | undefined {
  for (const piece of splitUses(text)) if (typeof piece !== 'string') return piece.parameter;
  return undefined;
}

/** Checks a text. */
export function checkText(
  node: ScalarNode,
  type: StringType<unknown>,
  context: CheckContext,
): void {
  const { value } = node;
  if (typeof value === 'number' || typeof value === 'boolean') {
    if (type.values) {
      reportWrongType(node, type, context);
    } else {
      const version = versionFrom(node.raw, type);
      context.report(diagnose('AIB107', { raw: node.raw, version }, node));
    }
    return;
  }
  if (value === null) {
    context.report(diagnose('AIB102', { expected: describeType(type), found: 'nothing' }, node));
    return;
  }
  if (value.trim() === '' && type.nonEmpty) {
    context.report(diagnose('AIB110', { what: 'The string' }, node));
    return;
  }
  const parameter = usesParameters(value);
  if (parameter !== undefined && !type.parameters) {
    const use = placeOfUse(node, 'params', parameter);
    context.report(diagnose('AIB205', { name: parameter }, use));
    return;
  }
  checkUses(value, node, context);
  const inScript = type.script === true;
  checkBraces(value, node, inScript, context);
  checkReferenceSlips(value, node, inScript, context);
  if (!inScript) checkUnfilled(value, node, context);
  if (type.values) checkWord(node, value, parameter, type, context);
  checkForm(node, value, parameter !== undefined, type, context);
}

/** A number completed to the version that was meant, where the example of a type is a version: `1.0` -> `1.0.0`. */
function versionFrom(raw: string, { examples = [] }: StringType<unknown>): string | undefined {
  const isVersion = examples.some((one) => typeof one === 'string' && /^\d+\.\d+\.\d+$/.test(one));
  if (!isVersion || !/^\d+(?:\.\d+)?$/.test(raw)) return undefined;
  return raw.includes('.') ? `${raw}.0` : `${raw}.0.0`;
}

/** Checks what a text has to be beyond its letters: a reference, a source, a checksum, a pattern. */
function checkForm(
  node: ScalarNode,
  value: string,
  hasParameter: boolean,
  type: StringType<unknown>,
  context: CheckContext,
): void {
  const kind = referenceKind(type.format);
  if (kind) checkReference(node, value, kind, context);
  if (type.format === 'source' || type.format === 'urn') {
    const isId = type.format === 'source' && value.trim().startsWith('/');
    const idKind = isId ? sourceKindOfId(value) : undefined;
    if (idKind) checkReference(node, value, idKind, context);
    else if (isCommunityImage(value)) context.report(diagnose('AIB375', {}, node));
    else if (isId || !isUrn(value)) context.report(diagnose('AIB213', { value }, node));
  }
  if (hasParameter) return;
  if (type.format === 'checksum' && !/^[0-9a-f]{64}$/.test(value)) {
    context.report(diagnose('AIB306', { value }, node));
  }
  if (type.pattern && !type.pattern.regex.test(value)) {
    const { what } = type.pattern;
    context.report(withBraceHint(diagnose('AIB109', { value, what }, node), value, context));
  }
}

/** A diagnostic of a text: where the text has braces that are no placeholder, these are the likely cause. */
function withBraceHint(finding: Finding, text: string, context: CheckContext): Finding {
  const [stray] = findStrayBraces(text);
  const instead = stray && placeholderFor(stray, [...context.parameters.keys()]);
  return instead === undefined ? finding : withHint(finding, `Write ${instead}.`);
}

/** True for four segments separated by colons; a parameter contains no colon. */
function isUrn(value: string): boolean {
  const segments = value.split(':');
  return segments.length === 4 && segments.every((segment) => segment.trim() !== '');
}

function checkWord(
  node: ScalarNode,
  value: string,
  parameter: string | undefined,
  type: StringType<unknown>,
  context: CheckContext,
): void {
  const allowed = type.values ?? [];
  if (parameter === undefined) {
    if (allowed.some((word) => word.toLowerCase() === value.toLowerCase())) return;
    const details = { value, allowed, near: nearest(value, allowed), otherwise: type.otherwise };
    context.report(diagnose('AIB104', details, node));
    return;
  }
  const declared = context.parameters.get(parameter);
  if (!declared) return;
  if (wholeParameter(value) === undefined || declared.type !== 'string') {
    const expected = `a string that is one of ${allowed.join(', ')}`;
    const details = { name: parameter, type: declared.type, expected };
    context.report(diagnose('AIB204', details, node));
    return;
  }
  const wrong = possibleValues(declared).find((one) => !allowed.includes(String(one)));
  if (wrong !== undefined) {
    const expected = `${quoted(allowed)}, in exactly this case`;
    const details = { name: parameter, value: String(wrong), expected };
    context.report(diagnose('AIB211', details, node));
  }
}

/** The values that a parameter may have unless a deployment sets another one. */
function possibleValues(declared: NonNullable<ReturnType<CheckContext['parameters']['get']>>) {
  return [
    ...(declared.allowed ?? []),
    ...(declared.default === undefined ? [] : [declared.default]),
  ];
}

function checkReference(
  node: ScalarNode,
  value: string,
  kind: ReferenceKind,
  context: CheckContext,
): void {
  const found = parseReference(value, kind, context.own, context.parameters);
  if (found.kind === 'lone-parameter') context.report(diagnose('AIB202', { value }, node));
  else if (found.kind === 'bad-shape' && isCommunityImage(value)) {
    context.report(diagnose('AIB375', {}, node));
  } else if (found.kind === 'bad-shape') {
    const details = { value, short: shortForm(kind), id: idForm(kind) };
    context.report(diagnose('AIB201', details, node));
  } else if (found.kind === 'bad-name') {
    const finding = diagnose('AIB212', { name: found.name, what: found.what }, node);
    context.report(withBraceHint(finding, value, context));
  }
}

/** Checks a number. */
export function checkNumber(node: ScalarNode, type: NumberType, context: CheckContext): void {
  const { min, max } = type;
  const fits = (value: unknown): boolean =>
    Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max;
  if (typeof node.value === 'number') {
    if (fits(node.value)) return;
    context.report(diagnose('AIB108', { value: node.raw, min, max }, node));
    return;
  }
  const declared = checkOnlyParameter(node, 'int', type, context);
  const wrong = declared && possibleValues(declared).find((value) => !fits(value));
  if (declared && wrong !== undefined) {
    const expected = `an integer from ${min} to ${max}`;
    const details = { name: declared.name, value: String(wrong), expected };
    context.report(diagnose('AIB211', details, node));
  }
}

/** Checks a boolean. */
export function checkBoolean(node: ScalarNode, type: BooleanType, context: CheckContext): void {
  if (typeof node.value !== 'boolean') {
    checkOnlyParameter(node, 'bool', type, context);
    return;
  }
  if (type.only === undefined || node.value === type.only) return;
  const details = { expected: `${type.only}`, found: `${node.value}`, hint: 'Remove the key.' };
  context.report(diagnose('AIB102', details, node));
}

/** A number or boolean may only be replaced by a single parameter of that type, which is returned. */
function checkOnlyParameter(
  node: ScalarNode,
  kind: 'int' | 'bool',
  type: NumberType | BooleanType,
  context: CheckContext,
) {
  const text = typeof node.value === 'string' ? node.value : undefined;
  const name = text === undefined ? undefined : usesParameters(text);
  if (text === undefined || name === undefined) {
    reportWrongType(node, type, context, bareHint(node.value, kind));
    return undefined;
  }
  if (!type.parameters) {
    context.report(diagnose('AIB205', { name }, node));
    return undefined;
  }
  checkUses(text, node, context);
  const declared = context.parameters.get(name);
  if (!declared) return undefined;
  if (wholeParameter(text) === undefined) {
    const found = 'a string with a parameter in it';
    context.report(diagnose('AIB102', { expected: describeType(type), found }, node));
    return undefined;
  }
  if (declared.type === kind) return declared;
  const details = { name, type: declared.type, expected: describeType(type) };
  context.report(diagnose('AIB204', details, node));
  return undefined;
}

/** What to write for a string that was meant as a number or boolean: YAML reads `yes` and `"5"` as strings. */
export function bareHint(value: unknown, kind: 'int' | 'bool'): string | undefined {
  const word = String(value).trim().toLowerCase();
  if (typeof value !== 'string') {
    if (kind === 'bool' && (value === 1 || value === 0)) return `Write ${value === 1}.`;
    return undefined;
  }
  if (kind === 'int') return /^-?\d+$/.test(word) ? 'Write it without quotes.' : undefined;
  if (word === 'true' || word === 'false') return 'Write it without quotes.';
  if (['yes', 'y', 'on', 'enabled'].includes(word)) return 'Write true.';
  return ['no', 'n', 'off', 'disabled'].includes(word) ? 'Write false.' : undefined;
}
