import { type Place, placeWithin } from '../diagnostics/diagnostic';
import { storageUris } from '../rights/identity-rights';
import { inlineOf } from '../image/step-content';
import type { ImageProperties, Step, Tags, Validator } from '../image/model-types';
import { type Sourced, type Text, textKey } from '../value/value';
import { findSecret, patternsOf } from '../service/secrets/find-secrets';
import type { SecretPattern } from '../service/secrets/secret-pattern';
import { everyStep } from './every-step';
import { isGiven, placeOfValue } from './place';
import type { Rule } from './rule';

/** Commands, addresses, tags and defaults are readable in the resource and in its deployments: no place for secrets. */
export const secrets: Rule = (image, report) => {
  const { properties } = image;
  const steps = everyStep(properties);
  for (const step of steps) {
    for (const { what, place } of secretsOfStep(step)) report('AIB411', { what }, place);
  }
  for (const { uri } of storageUris(image)) {
    const found = secretOf(uri, patternsOf.address);
    if (found) report('AIB412', { what: found.what }, found.place);
  }
  for (const tag of tagsOf(image.tags, properties)) {
    const found = secretOf(tag, patternsOf.text);
    if (found) report('AIB443', { what: found.what, where: 'tag' }, found.place);
  }
  for (const { entry, default: value, description, allowed = [] } of image.parameters) {
    const texts = [
      ['default', value],
      ['description', description],
      ...allowed.map((one) => ['allowed', one] as const),
    ] as const;
    for (const [where, text] of texts) {
      // A default is one of the allowed values: it is reported once.
      if (typeof text !== 'string' || (where === 'allowed' && text === value)) continue;
      const patterns = where === 'description' ? patternsOf.command : patternsOf.text;
      const found = findSecret(text, patterns);
      if (!found) continue;
      const place = { span: entry.value.span, path: `${entry.value.path}.${where}` };
      report('AIB443', { what: found.what, where }, placeWithin(place, found.secret));
    }
  }
};

interface LocatedSecret {
  readonly what: string;
  readonly place: Place;
}

/** The secrets in the commands of a step: one of each line, and those that several lines show together. */
function secretsOfStep(step: Step | Validator): readonly LocatedSecret[] {
  const lines = inlineOf(step);
  const restart =
    step.type === 'WindowsRestart'
      ? [step.fields.restartCommand, step.fields.restartCheckCommand]
      : [];
  const found = [...lines, ...restart].flatMap(
    (line) => (line && secretOf(line, patternsOf.command)) ?? [],
  );
  // Most entries are one line; one of several lines stands for each of them.
  const entries = lines.flatMap((line) =>
    textKey(line)
      .split('\n')
      .map((text) => ({ line, text })),
  );
  const block = findSecret(entries.map(({ text }) => text).join('\n'), patternsOf.lines);
  const line = block && entries[block.line]?.line;
  if (!block || !line || !isGiven(line)) return found;
  const place = placeWithin(placeOfValue(line), block.secret);
  const isKnown = found.some((one) => one.place.span?.start === place.span?.start);
  return isKnown ? found : [...found, { what: block.what, place }];
}

function tagsOf(
  own: Tags | undefined,
  { managedResourceTags, distribute }: ImageProperties,
): readonly Sourced<Text>[] {
  const maps = [
    own,
    managedResourceTags,
    ...distribute.items.map(({ fields }) => fields.artifactTags),
  ];
  return maps.flatMap((map) => map?.entries.map((one) => one.value) ?? []);
}

/** The first secret of a value, and exactly where it is. */
function secretOf(
  value: Sourced<Text>,
  patterns: readonly SecretPattern[],
): LocatedSecret | undefined {
  if (!isGiven(value)) return undefined;
  const found = findSecret(textKey(value), patterns);
  return found && { what: found.what, place: placeWithin(placeOfValue(value), found.secret) };
}
