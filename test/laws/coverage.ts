/** Which places of the language a spec uses, and which there are: both by walking the declaration. */
import type { Branch, Type } from '../../src/language/type';

/** How a branch of a union is called in the name of a place. */
export function branchName({ when }: Branch): string {
  if ('type' in when) return when.type;
  return 'key' in when ? `${when.key}:` : when.kind;
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
    case 'map':
      return [`${place}{}`, ...declaredPlaces(type.of, `${place}{}`)];
    case 'list':
      return [`${place}[]`, ...declaredPlaces(type.of, `${place}[]`)];
    case 'union':
      return type.branches.flatMap((branch) => {
        const inner = `${place}<${branchName(branch)}>`;
        return [inner, ...declaredPlaces(branch.type, inner)];
      });
    case 'text':
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

const use = /(?<!\\)\{\{\s*params\.\w+\s*\}\}/;

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
    case 'map':
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
    case 'text': {
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
function isOf(value: unknown, { when, type }: Branch): boolean {
  const keys = Object.fromEntries(entriesOf(value));
  if ('type' in when) return String(keys['type']).toLowerCase() === when.type.toLowerCase();
  if ('key' in when) return when.key in keys;
  switch (when.kind) {
    case 'list':
      return Array.isArray(value);
    case 'map':
      return typeof value === 'object' && !Array.isArray(value);
    case 'text':
      return typeof value === 'string';
    default:
      return typeof value === when.kind || (type.kind === when.kind && use.test(String(value)));
  }
}
