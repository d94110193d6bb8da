/** The generator of specs makes every key, shape, word and parameter that the language has. */
import { sample } from 'fast-check';
import { compile } from '../../src/compile';
import { specType } from '../../src/language/language';
import { declaredPlaces, usedPlaces } from './coverage';
import { type Generated, specs } from './generator';
import { places } from './places';
import { seed } from './runs';

/** Places that no accepted spec can have, and why. */
const impossible: readonly RegExp[] = [
  // A parameter in place of a time is a number of minutes: `timeout<number>{{}}`.
  /^timeout<string>\{\{\}\}$/,
  // With both keys it is told apart by its mode.
  /^deprovision<limit:>\.mode/,
];

function accepted({ files, entry, set }: Generated): boolean {
  return !compile({ files, entry, options: { set } }).diagnostics.some(
    (one) => one.severity === 'error',
  );
}

test('every place of the language is generated in specs that are accepted', () => {
  const all = [...new Set(declaredPlaces(specType))].filter(
    (place) => !impossible.some((pattern) => pattern.test(place)),
  );
  const seen = new Set<string>();
  let tried = 0;
  let refused = 0;
  const use = (generated: Generated): void => {
    tried += 1;
    if (!accepted(generated)) {
      refused += 1;
      return;
    }
    usedPlaces(generated.spec, specType, (place) => seen.add(place));
  };
  for (let round = 0; round < 10; round += 1) {
    const open = all.filter((place) => !seen.has(place));
    for (const [index, place] of open.entries()) {
      if (seen.has(place)) continue;
      for (const generated of sample(specs([place]), {
        numRuns: 2,
        seed: seed + index + round * 1000,
      })) {
        use(generated);
      }
    }
  }
  const never = all.filter((place) => !seen.has(place));
  process.stderr.write(
    `${all.length} places of the language, ${tried} specs, ${refused} refused with a message, seed ${seed}
`,
  );
  // A place that is new in the language and has to fit others? Tell how in places.ts, or in constrain() of generator.ts.
  expect(never).toEqual([]);
});

test('what fits a place is said of places that there are', () => {
  const all = declaredPlaces(specType);
  const stale = places.filter(([pattern]) => !all.some((place) => pattern.test(place)));
  expect(stale.map(([pattern]) => String(pattern))).toEqual([]);
});
