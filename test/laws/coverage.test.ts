/**
 * The generator of specs makes every key, shape, word and parameter that the language has, and the JSON Schema marks
 * nothing in the specs that the tool accepts.
 */
import { compile } from '../../src/compile';
import { specType } from '../../src/language/language';
import { declaredPlaces, placeGroups, usedPlaces } from './coverage';
import { type Generated, specs } from './generator';
import { places } from './places';
import { expectLaw, seed } from './runs';
import { schemaMarks } from './schema-marks';

/** Places that no accepted spec can have, and why. */
const impossible: readonly RegExp[] = [
  // A parameter in place of a time is a number of minutes: `timeout<number>{{}}`.
  /^timeout<string>\{\{\}\}$/,
  // With both keys it is told apart by its mode.
  /^deprovision<limit:>\.mode/,
];

const seen = new Set<string>();
let tried = 0;
let refused = 0;

/** What the schema has against a spec that is accepted, whose places count as seen. */
function marks({ files, entry, set, spec }: Generated): readonly string[] {
  tried += 1;
  const { diagnostics } = compile({ files, entry, options: { set } });
  if (diagnostics.some((one) => one.severity === 'error')) {
    refused += 1;
    return [];
  }
  usedPlaces(spec, specType, (place) => seen.add(place));
  return Object.entries(files)
    .filter(([file]) => /\.ya?ml$/.test(file))
    .flatMap(([file, text]) => schemaMarks(text).map((mark) => `${file}: ${mark}`));
}

test('what the tool accepts, the editor does not mark', async () => {
  for (const [index, group] of placeGroups(specType, 5).entries()) {
    await expectLaw(specs(group), marks, { runs: 1, seed: seed + index });
  }
});

test('every place of the language is generated in specs that are accepted', async () => {
  const all = [...new Set(declaredPlaces(specType))].filter(
    (place) => !impossible.some((pattern) => pattern.test(place)),
  );
  // The specs above have most of them.
  for (let round = 0; round < 10; round += 1) {
    const open = all.filter((place) => !seen.has(place));
    for (const [index, place] of open.entries()) {
      if (seen.has(place)) continue;
      await expectLaw(specs([place]), marks, { runs: 2, seed: seed + index + round * 1000 });
    }
  }
  const never = all.filter((place) => !seen.has(place));
  process.stderr.write(
    `${all.length} places of the language, ${tried} specs, ${refused} refused with a message, seed ${seed}\n`,
  );
  // A place that is new in the language and has to fit others? Tell how in places.ts, or in constrain() of generator.ts.
  expect(never).toEqual([]);
});

test('what fits a place is said of places that there are', () => {
  const all = declaredPlaces(specType);
  const stale = places.filter(([pattern]) => !all.some((place) => pattern.test(place)));
  expect(stale.map(([pattern]) => String(pattern))).toEqual([]);
});
