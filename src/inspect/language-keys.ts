/** The keys of the language with what each means: for those who ask by a name. */
import { describeType, exampleOf } from '../language/describe-type';
import type { ObjectType, Type } from '../language/type';
import { nearest } from '../lib/nearest';

/** A key of a spec or of the configuration file. */
export interface LanguageKey {
  /** As in `vm.size` and `distribute.regions`: lists have no brackets. */
  readonly path: string;
  readonly doc: string;
  /** What its value may be, in words. */
  readonly value: string;
  /** The only words that it takes, where there are such. */
  readonly words?: readonly string[];
  readonly default?: unknown;
  readonly example?: string;
  /** The path of the property that a short name stands for, as in `vmProfile.vmSize`. */
  readonly azure?: string;
  /** The paths of the keys of which only one may stand in its place, as `targetRegions` for `regions`. */
  readonly alternatives?: readonly string[];
  readonly since?: string;
  readonly docs?: string;
}

/** All keys below a type, each path once for each meaning. */
export function languageKeys(root: Type): readonly LanguageKey[] {
  const found = new Map<string, LanguageKey>();
  const walk = (type: Type, path: string, azure: string): void => {
    switch (type.kind) {
      case 'object':
        for (const [key, field] of Object.entries(type.fields)) {
          const inner = join(path, key);
          const target = join(azure, azureName(type, key));
          const rivals = type.exclusive.find((group) => group.includes(key)) ?? [];
          const alternatives = rivals.filter((one) => one !== key).map((one) => join(path, one));
          const one = {
            ...keyOf(inner, field, target),
            ...(alternatives.length > 0 && { alternatives }),
          };
          const id = `${inner}\n${one.doc}`;
          if (found.has(id)) continue;
          found.set(id, one);
          walk(field, inner, target);
        }
        return;
      case 'list':
      case 'mapping':
        walk(type.of, path, azure);
        return;
      case 'union':
        for (const branch of type.branches) walk(branch.type, path, azure);
        return;
      default:
    }
  };
  walk(root, '', '');
  return [...found.values()];
}

/** The keys that a name means: the key at this path, else all that end in it, else all that take it as a word. */
export function keysNamed(name: string, keys: readonly LanguageKey[]): readonly LanguageKey[] {
  const plain = plainName(name);
  const is = (path: string): boolean => path.toLowerCase() === plain;
  const exact = keys.filter(({ path }) => is(path));
  if (exact.length > 0) return exact;
  const inside = keys.filter(({ path }) => path.toLowerCase().endsWith(`.${plain}`));
  if (inside.length > 0) return inside;
  return keys.filter(({ words }) => words?.some((word) => word.toLowerCase() === plain));
}

/** The key that was probably meant by a name that there is not. */
export function nearestKey(name: string, keys: readonly LanguageKey[]): string | undefined {
  const plain = plainName(name);
  const paths = [...new Set(keys.map(({ path }) => path))];
  const whole = plain.includes('.') ? nearest(plain, paths) : undefined;
  if (whole !== undefined) return whole;
  const last = plain.slice(plain.lastIndexOf('.') + 1);
  return nearest(last, [...new Set(paths.map((path) => path.slice(path.lastIndexOf('.') + 1)))]);
}

/** A name as it is compared: in lower case, without brackets. */
function plainName(name: string): string {
  return name.replace(/\[[^\]]*\]/g, '').toLowerCase();
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function azureName({ expansion }: ObjectType<unknown>, key: string): string {
  const paths = expansion?.kind === 'mapping' ? expansion.paths : {};
  return Object.hasOwn(paths, key) ? (paths[key] ?? key) : key;
}

function keyOf(path: string, type: Type, azure: string): LanguageKey {
  const example = exampleOf(type);
  const words = type.kind === 'string' ? type.values : undefined;
  return {
    path,
    doc: type.doc,
    value: describeType(type),
    ...(words === undefined ? {} : { words }),
    ...(type.default === undefined ? {} : { default: type.default }),
    ...(example === undefined ? {} : { example }),
    ...(azure === path ? {} : { azure }),
    ...(type.since === undefined ? {} : { since: type.since }),
    ...(type.docs === undefined ? {} : { docs: type.docs }),
  };
}
