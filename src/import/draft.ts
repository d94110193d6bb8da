/**
 * A spec that is not settled yet: where a shorter form might say the same, it is a choice of forms, the shortest
 * first. Which of them says the same is found out by building the spec (`settle.ts`).
 */

/** A part of a spec; `undefined` leaves its key out. */
export type Draft =
  undefined | null | boolean | number | string | readonly Draft[] | Choice | DraftMap;

/** Keys and values of a spec, in order. */
export interface DraftMap {
  readonly [key: string]: Draft;
}

const brand: unique symbol = Symbol('choice');

/** Forms of a part, tried one after the other. */
export interface Choice {
  readonly [brand]: true;
  /** What it makes of the image: `properties.customize[0].name`. */
  readonly target: string;
  readonly options: readonly Draft[];
}

/** Plain data of a spec. */
export type Plain = null | boolean | number | string | readonly Plain[] | { [key: string]: Plain };

/** A choice of forms for what becomes of it in the image. */
export function choose(target: string, ...options: readonly Draft[]): Choice {
  return { [brand]: true, target, options };
}

/** Left out if that means the same, else given. */
export function optional(target: string, value: Draft): Draft {
  return value === undefined ? undefined : choose(target, undefined, value);
}

function isChoice(draft: Draft): draft is Choice {
  return typeof draft === 'object' && draft !== null && brand in draft;
}

/** A choice that is part of a spec as it is, and where. */
export interface ActiveChoice {
  readonly choice: Choice;
  /** Where in the spec: `customize[0].name`. */
  readonly path: string;
}

/** How often each choice was advanced. */
export type Minimized = ReadonlyMap<Choice, number>;

/** A spec as it is. */
export interface Rendered {
  readonly plain: Plain | undefined;
  readonly active: readonly ActiveChoice[];
}

/** Takes the forms that are settled so far. */
export function renderDraft(draft: Draft, settled: Minimized): Rendered {
  const active: ActiveChoice[] = [];
  const walk = (part: Draft, path: string): Plain | undefined => {
    if (part === undefined || part === null || typeof part !== 'object') return part;
    if (isChoice(part)) {
      active.push({ choice: part, path });
      return walk(part.options[settled.get(part) ?? 0], path);
    }
    if (isList(part)) {
      return part.flatMap((item, index) => {
        const inner = walk(item, `${path}[${index}]`);
        return inner === undefined ? [] : [inner];
      });
    }
    const entries = Object.entries(part).flatMap(([key, value]): [string, Plain][] => {
      const inner = walk(value, path === '' ? key : `${path}.${key}`);
      return inner === undefined ? [] : [[key, inner]];
    });
    // A map of which nothing is left says nothing; one that never had a key is meant.
    if (entries.length === 0 && Object.keys(part).length > 0) return undefined;
    return Object.fromEntries(entries);
  };
  return { plain: walk(draft, ''), active };
}

function isList(draft: Draft): draft is readonly Draft[] {
  return Array.isArray(draft);
}
