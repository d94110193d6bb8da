/** Which places of the language a spec uses, and which there are: both by walking the declaration. */
import type { Branch, Type } from '../../src/language/type';

/** How a branch of a union is called in the name of a place. */
export function branchName({ discriminator }: Branch): string {
  if ('type' in discriminator) return discriminator.type;
  return 'key' in discriminator ? `${discriminator.key}:` : discriminator.kind;
}

/**
 * All places of a declaration: `vm.size` is a key, `source<urn:>` a shape, `roles=none` a word, and `vm.size{{}}` a
 * parameter in that place.
 */
export function declaredPlaces(type: Type, place = ''): readonly string[] {
  const parameter = 'parameters' in type && type.parameters ? [`${place}{{}}`] : [];
  switch (type.kind) {
    case 'object':
      return Object.entries(type.fields).flatMap(([key, field]) => {
        const inner = place === '' ? key : `${place}.${key}`;
        return [inner, ...declaredPlaces(field, inner)];
      });
    case 'mapping':
      return [`${place}{}`, ...declaredPlaces(type.of, `${place}{}`)];
    case 'list':
      return [`${place}[]`, ...declaredPlaces(type.of, `${place}[]`)];
    case 'union':
      return type.branches.flatMap((branch) => {
        const inner = `${place}<${branchName(branch)}>`;
        return [inner, ...declaredPlaces(branch.type, inner)];
      });
    case 'string':
      return [...(type.values ?? []).map((word) => `${place}=${word}`), ...parameter];
    case 'boolean':
      return [
        ...(type.only === undefined ? [`${place}=true`, `${place}=false`] : []),
        ...parameter,
      ];
    default:
      return parameter;
  }
}

const use = /(?<!\{\{\{?)\{\{\s*params\.\w+\s*\}\}/;

/** Calls `visit` for each place of the declaration that a value uses. */
export function usedPlaces(
  value: unknown,
  type: Type,
  visit: (place: string) => void,
  place = '',
): void {
  if (typeof value === 'string' && use.test(value)) visit(`${place}{{}}`);
  switch (type.kind) {
    case 'object':
      for (const [key, inner] of entriesOf(value)) {
        const field = type.fields[key];
        if (!field) continue;
        const at = place === '' ? key : `${place}.${key}`;
        visit(at);
        usedPlaces(inner, field, visit, at);
      }
      return;
    case 'mapping':
      for (const [, inner] of entriesOf(value)) {
        visit(`${place}{}`);
        usedPlaces(inner, type.of, visit, `${place}{}`);
      }
      return;
    case 'list':
      for (const inner of Array.isArray(value) ? value : []) {
        visit(`${place}[]`);
        usedPlaces(inner, type.of, visit, `${place}[]`);
      }
      return;
    case 'union': {
      const branch = type.branches.find((one) => isOf(value, one));
      if (!branch) return;
      const at = `${place}<${branchName(branch)}>`;
      visit(at);
      usedPlaces(value, branch.type, visit, at);
      return;
    }
    case 'string': {
      const word = type.values?.find((one) => one.toLowerCase() === String(value).toLowerCase());
      if (word !== undefined) visit(`${place}=${word}`);
      return;
    }
    case 'boolean':
      visit(`${place}=${value}`);
      return;
    default:
  }
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : [];
}

/** True where a value has the shape of a branch; written apart from the product's own recognition. */
function isOf(value: unknown, { discriminator, type }: Branch): boolean {
  const keys = Object.fromEntries(entriesOf(value));
  if ('type' in discriminator)
    return String(keys['type']).toLowerCase() === discriminator.type.toLowerCase();
  if ('key' in discriminator) return discriminator.key in keys;
  switch (discriminator.kind) {
    case 'list':
      return Array.isArray(value);
    case 'mapping':
      return typeof value === 'object' && !Array.isArray(value);
    case 'string':
      return typeof value === 'string';
    default:
      return (
        typeof value === discriminator.kind ||
        (type.kind === discriminator.kind && use.test(String(value)))
      );
  }
}

/** Groups of a few places each: specs that have a group's places, for each group, have all places of the language. */
export function placeGroups(type: Type, size: number): readonly (readonly string[])[] {
  const places = [...new Set(declaredPlaces(type))];
  const count = Math.ceil(places.length / size);
  // Neighbours often exclude each other: a group takes its places from all over the language.
  return Array.from({ length: count }, (_, index) =>
    places.filter((_place, at) => at % count === index),
  );
}
