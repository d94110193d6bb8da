/** Settles a draft: builds it, and where the image is not the one that the template says, takes the next form. */
import { resolve } from '../resolve';
import { azureLimitCodes } from '../diagnostics/codes/azure-limit-codes';
import { type Finding, fixKeyOf } from '../diagnostics/diagnostic';
import type { Image } from '../image/image';
import { isJsonList } from '../lib/json';
import { differences } from './compare-images';
import type { ActiveChoice, Choice, Draft, Plain } from './draft';
import { renderDraft } from './draft';
import { imageJson } from './image-json';
import type { ImageJson } from './image-json';

/** A spec that is settled. */
export interface MinimizedSpec {
  readonly text: string;
  readonly image: Image | undefined;
  readonly diagnostics: readonly Finding[];
  /** Where the image is still another one. */
  readonly different: readonly string[];
}

/** What the draft has to become. */
export interface MinimizeInput {
  readonly draft: Draft;
  readonly wanted: ImageJson;
  /** The file that the spec will be, as far as that is known. */
  readonly file: string;
  readonly print: (plain: Plain) => string;
}

const maxRounds = 40;

/** Builds until the forms are right, or until there are no others. */
export function minimize({ draft, wanted, file, print }: MinimizeInput): MinimizedSpec {
  const settled = new Map<Choice, number>();
  for (let round = 1; ; round += 1) {
    const { plain, active } = renderDraft(draft, settled);
    const text = print(plain ?? {});
    const { images, diagnostics } = resolve((path) => (path === file ? text : undefined), file, {});
    const image = images[0]?.image;
    // What Azure refuses, it refuses in every form.
    const errors = diagnostics.filter(
      ({ severity, code }) => severity === 'error' && !Object.hasOwn(azureLimitCodes, code),
    );
    const different = image ? differencesOf(wanted, imageJson(image)) : [];
    const paths = errors.map((one) => fixKeyOf(one) ?? one.path);
    const byDifference = different.flatMap((path) =>
      advanceable(active, settled, path, ({ choice }) => choice.target),
    );
    // What is wrong with a part may be right once what differs inside it is given.
    const byError = paths
      .flatMap((path) => advanceable(active, settled, path, (one) => one.path))
      .filter((outer) => !byDifference.some(({ path }) => isAround(outer.path, path)));
    const next = new Set([...byDifference, ...byError].map(({ choice }) => choice));
    if (next.size === 0 || round === maxRounds) {
      return { text, image, diagnostics, different };
    }
    for (const choice of next) settled.set(choice, (settled.get(choice) ?? 0) + 1);
  }
}

/** The innermost choice around a path that has a further form. */
function advanceable(
  active: readonly ActiveChoice[],
  settled: ReadonlyMap<Choice, number>,
  path: string,
  placeOf: (one: ActiveChoice) => string,
): readonly ActiveChoice[] {
  let best: ActiveChoice | undefined;
  for (const one of active) {
    const rest = one.choice.options.length - 1 - (settled.get(one.choice) ?? 0);
    if (rest <= 0 || !isAround(placeOf(one), path)) continue;
    if (!best || placeOf(one).length >= placeOf(best).length) best = one;
  }
  return best ? [best] : [];
}

function isAround(outer: string, inner: string): boolean {
  if (!inner.startsWith(outer)) return false;
  const next = inner[outer.length];
  return outer === '' || next === undefined || next === '.' || next === '[';
}

function differencesOf(wanted: ImageJson, actual: ImageJson): readonly string[] {
  const found = differences({ ...wanted }, { ...actual }, '');
  const steps = actual.properties.customize;
  const added = wanted.properties.customize === undefined && isJsonList(steps) && steps.length > 0;
  return added ? [...found, 'properties.customize'] : found;
}
