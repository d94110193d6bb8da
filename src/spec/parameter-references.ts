/** Parameters of a spec: their declarations, and their uses inside texts. */
import {
  diagnose,
  type Finding,
  type Place,
  type Report,
  withHint,
} from '../diagnostics/diagnostic';
import type { ParameterType, Part } from '../value/value';
import { bicepKeywords, reservedParameterNames } from '../service/bicep-names';
import { findPlaceholders, type PlaceholderKind, splitAtPlaceholders } from './placeholders';
import {
  child,
  itemsOf,
  type MapEntry,
  type Node,
  placeOfKey,
  type ScalarNode,
  textOf,
} from './node';

/** The value that a parameter can have. */
export type ParameterValue = string | number | boolean;

/** A declared parameter. */
export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly default: ParameterValue | undefined;
  readonly allowed: readonly ParameterValue[] | undefined;
  readonly description: string | undefined;
  /** The place of its name. */
  readonly entry: MapEntry;
}

/** Declared parameters by name. */
export type ParameterMap = ReadonlyMap<string, Parameter>;

/** A text cut at the uses of parameters in it. */
export type Piece = string | { readonly parameter: string };

/** Cuts a text at `{{ params.name }}`. */
export function splitUses(text: string): readonly Piece[] {
  if (!text.includes('{{')) return [text];
  return splitAtPlaceholders(text, 'params').map((piece) =>
    typeof piece === 'string' ? piece : { parameter: piece.name },
  );
}

/** The first place of each placeholder in a string, by its name. */
export function placesOfUses(place: Place, of: PlaceholderKind): ReadonlyMap<string, Place> {
  const { span } = place;
  const places = new Map<string, Place>();
  if (!span) return places;
  const written = span.source.text.slice(span.start, span.end);
  for (const { kind, name, literal, start, end } of findPlaceholders(written)) {
    if (kind !== of || literal !== undefined || places.has(name)) continue;
    const within = { ...span, start: span.start + start, end: span.start + end };
    places.set(name, { ...place, span: within });
  }
  return places;
}

/** The place of one placeholder in a string, instead of the whole string. */
export function placeOfUse(place: Place, of: PlaceholderKind, name: string): Place {
  return placesOfUses(place, of).get(name) ?? place;
}

/** The name of the parameter if a string consists of one placeholder. */
export function wholeParameter(text: string): string | undefined {
  const pieces = splitUses(text);
  const [only] = pieces;
  return pieces.length === 1 && typeof only === 'object' ? only.parameter : undefined;
}

/** A text as parts; uses of undeclared parameters are left out (the shape check has reported them). */
export function toParts(text: string, parameters: ParameterMap): readonly Part[] {
  if (!text.includes('{{')) return [text];
  const parts: Part[] = [];
  for (const piece of splitUses(text)) {
    if (typeof piece === 'string') parts.push(piece);
    else {
      const parameter = parameters.get(piece.parameter);
      if (parameter) parts.push({ parameter: parameter.name, type: parameter.type });
    }
  }
  return parts;
}

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;

function scalarValue(node: Node | undefined): ParameterValue | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.value : undefined;
}

/** True if a parameter of the type can have the value. */
export function hasType(value: ParameterValue, type: ParameterType): boolean {
  if (type === 'int') return Number.isSafeInteger(value);
  return typeof value === (type === 'bool' ? 'boolean' : 'string');
}

/** Reads the declarations below `parameters`; their shape is checked already. */
export function declareParameters(root: Node | undefined, report: Report): ParameterMap {
  const declared = new Map<string, Parameter>();
  const map = child(root, 'parameters');
  if (map?.kind !== 'map') return declared;
  const location = textOf(child(root, 'location'));
  for (const entry of map.entries) {
    const parameter = declareParameter(entry, report);
    if (!parameter) continue;
    const place = placeOfKey(entry);
    const { name } = parameter;
    const twin = [...declared.keys()].find((one) => one.toLowerCase() === name.toLowerCase());
    if (!identifier.test(name)) {
      report(diagnose('AIB206', { name, why: 'is not a Bicep identifier' }, place));
    } else if (bicepKeywords.includes(name)) {
      report(diagnose('AIB206', { name, why: 'is a keyword of Bicep' }, place));
    } else if (reservedParameterNames.some((one) => one.toLowerCase() === name.toLowerCase())) {
      report(diagnose('AIB206', { name, why: 'is reserved by aibgen' }, place));
    } else if (twin !== undefined) {
      report(diagnose('AIB206', { name, why: `differs from "${twin}" only by case` }, place));
    } else if (
      name.toLowerCase() === 'location' &&
      !(name === 'location' && location !== undefined && wholeParameter(location) === 'location')
    ) {
      report(
        diagnose(
          'AIB206',
          {
            name,
            why: 'is reserved for the region of the deployment, unless the spec has location: "{{ params.location }}"',
          },
          place,
        ),
      );
    }
    // The error is in the declaration, so uses of the parameter are not reported.
    declared.set(name, parameter);
  }
  return declared;
}

/** Reads one declaration. */
export function declareParameter(entry: MapEntry, report: Report): Parameter | undefined {
  const type = textOf(child(entry.value, 'type'))?.toLowerCase();
  if (type !== 'string' && type !== 'int' && type !== 'bool') return undefined;
  const name = entry.key;
  const allowedNode = child(entry.value, 'allowed');
  const defaultNode = child(entry.value, 'default');
  const allowed: ParameterValue[] = [];
  for (const node of [...itemsOf(allowedNode), ...(defaultNode ? [defaultNode] : [])]) {
    const value = scalarValue(node);
    if (value === undefined || !hasType(value, type)) {
      const found = node.kind === 'scalar' ? node.raw : node.kind;
      report(diagnose('AIB207', { name, type, found }, node));
    } else if (node !== defaultNode) {
      allowed.push(value);
      if (looksLikeExpression(value)) report(notComparable(value, node));
    }
  }
  const written = scalarValue(defaultNode);
  const value = written !== undefined && hasType(written, type) ? written : undefined;
  if (defaultNode && value !== undefined && allowedNode && !allowed.includes(value)) {
    report(
      diagnose('AIB208', { name, found: String(value), allowed: allowed.map(String) }, defaultNode),
    );
  }
  return {
    name,
    type,
    default: value,
    allowed: allowedNode ? allowed : undefined,
    description: textOf(child(entry.value, 'description')),
    entry,
  };
}

function looksLikeExpression(value: ParameterValue): value is string {
  return typeof value === 'string' && value.startsWith('[') && value.endsWith(']');
}

/** Resource Manager reads the default as text, and does not find it among the allowed values, where it stays escaped. */
function notComparable(value: string, node: Node): Finding {
  const what =
    'a string that Azure does not take for an expression, as it does with square brackets';
  const details = diagnose('AIB109', { value, what }, node);
  return withHint(details, 'Take the brackets off, or leave "allowed" out.');
}

/** A scalar that consists of one declared parameter. */
export function wholeParameterName(
  node: ScalarNode,
  parameters: ParameterMap,
): Parameter | undefined {
  const name = typeof node.value === 'string' ? wholeParameter(node.value) : undefined;
  return name === undefined ? undefined : parameters.get(name);
}
