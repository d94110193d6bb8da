/** The shortest spec: builds a draft, and where the image is not the one that the template says, takes the next form. */
import { resolve } from '../resolve';
import { azureLimitCodes } from '../diagnostics/codes/azure-limit-codes';
import { type Finding, fixKeyOf } from '../diagnostics/diagnostic';
import type { Image } from '../image/image';
import { isJsonList } from '../lib/json';
import { differences } from './compare-images';
import { type ActiveChoice, type Choice, type Draft, type Plain, renderDraft } from './draft';
import { imageJson, type ImageJson } from './image-json';

/** The spec that a draft became. */
export interface MinimizedSpec {
  readonly text: string;
  readonly image: Image | undefined;
  readonly diagnostics: readonly Finding[];
  /** Where the image is still another one. */
  readonly different: readonly string[];
}

/** A draft, and the image that it has to give. */
export interface MinimizeInput {
  readonly draft: Draft;
  readonly expected: ImageJson;
  /** What two images are compared as; absent: as they are. */
  readonly compareAs?: (image: ImageJson) => ImageJson;
  /** The content of the files that the spec names. */
  readonly readFile: (path: string) => string | undefined;
  /** The file that the spec will be, as far as that is known. */
  readonly file: string;
  readonly print: (plain: Plain) => string;
}

const maxRounds = 40;

/** Builds until the image is the expected one, or until there are no other forms. */
export function minimize({
  draft,
  expected,
  file,
  readFile,
  print,
  compareAs = (image) => image,
}: MinimizeInput): MinimizedSpec {
  const chosen = new Map<Choice, number>();
  for (let round = 1; ; round += 1) {
    const { plain, active } = renderDraft(draft, chosen);
    const text = print(plain ?? {});
    const { images, diagnostics } = resolve(
      (path) => (path === file ? text : readFile(path)),
      file,
      {},
    );
    const image = images[0]?.image;
    // What Azure refuses, it refuses in every form.
    const limits = azureLimitCodes();
    const errors = diagnostics.filter(
      ({ severity, code }) => severity === 'error' && !Object.hasOwn(limits, code),
    );
    const different = image ? differencesOf(compareAs(expected), compareAs(imageJson(image))) : [];
    const paths = errors.map((one) => fixKeyOf(one) ?? one.path);
    const byDifference = different.flatMap((path) =>
      advanceable(active, chosen, path, ({ choice }) => choice.target),
    );
    // What is wrong with a part may be right once what differs inside it is given.
    const byError = paths
      .flatMap((path) => advanceable(active, chosen, path, (one) => one.path))
      .filter((outer) => !byDifference.some(({ path }) => isAround(outer.path, path)));
    const next = new Set([...byDifference, ...byError].map(({ choice }) => choice));
    if (next.size === 0 || round === maxRounds) {
      return { text, image, diagnostics, different };
    }
    for (const choice of next) chosen.set(choice, (chosen.get(choice) ?? 0) + 1);
  }
}

/** The innermost choice around a path that has a further form. */
function advanceable(
  active: readonly ActiveChoice[],
  chosen: ReadonlyMap<Choice, number>,
  path: string,
  placeOf: (one: ActiveChoice) => string,
): readonly ActiveChoice[] {
  let best: ActiveChoice | undefined;
  for (const one of active) {
    const rest = one.choice.options.length - 1 - (chosen.get(one.choice) ?? 0);
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

function differencesOf(expected: ImageJson, actual: ImageJson): readonly string[] {
  const found = differences({ ...expected }, { ...actual }, '');
  const steps = actual.properties.customize;
  const added =
    expected.properties.customize === undefined && isJsonList(steps) && steps.length > 0;
  return added ? [...found, 'properties.customize'] : found;
}
