import { type Place, placeWithin } from '../diagnostics/diagnostic';
import { storageUris } from '../rights/identity-rights';
import { inlineOf } from '../image/step-content';
import type { ImageProperties, Step, Tags, Validator } from '../image/model-types';
import { type Sourced, type Text, textKey } from '../value/value';
import { findSecret, likelyPatterns, patternsOf } from '../service/secrets/find-secrets';
import type { SecretPattern } from '../service/secrets/secret-pattern';
import { everyStep } from './every-step';
import { isGiven, placeOfValue } from './place';
import type { Rule } from './rule';

/** Commands, addresses, tags and defaults are readable in the resource and in its deployments: no place for secrets. */
export const secrets: Rule = (image, report) => {
  const { properties } = image;
  const steps = everyStep(properties);
  const all = joined(steps.flatMap(commandsOf));
  const likely = {
    command: likelyPatterns(all, patternsOf.command),
    lines: likelyPatterns(all, patternsOf.lines),
  };
  for (const step of steps) {
    for (const { what, place } of secretsOfStep(step, likely)) report('AIB411', { what }, place);
  }
  const uris = storageUris(image).map(({ uri }) => uri);
  for (const { what, place } of secretsIn(uris, patternsOf.address)) {
    report('AIB412', { what }, place);
  }
  for (const { what, place } of secretsIn(tagsOf(image.tags, properties), patternsOf.text)) {
    report('AIB443', { what, where: 'tag' }, place);
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

function commandsOf(step: Step | Validator): readonly Sourced<Text>[] {
  if (step.type !== 'WindowsRestart') return inlineOf(step);
  const { restartCommand, restartCheckCommand } = step.fields;
  return [restartCommand, restartCheckCommand].filter((one) => one !== undefined);
}

/** The secrets in the commands of a step: one of each line, and those that several lines show together. */
function secretsOfStep(
  step: Step | Validator,
  { command, lines: together }: Readonly<Record<'command' | 'lines', readonly SecretPattern[]>>,
): readonly LocatedSecret[] {
  const lines = inlineOf(step);
  const found = secretsIn(commandsOf(step), command);
  const block = together.length > 0 ? findSecret(joined(lines), together) : undefined;
  if (!block) return found;
  // Most entries are one line; one of several lines stands for each of them.
  const line = lines.flatMap((one) =>
    textKey(one)
      .split('\n')
      .map(() => one),
  )[block.line];
  if (!line || !isGiven(line)) return found;
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

function joined(values: readonly Text[]): string {
  return values.map(textKey).join('\n');
}

/** The first secret of each value, and exactly where it is. */
function secretsIn(
  values: readonly Sourced<Text>[],
  patterns: readonly SecretPattern[],
): readonly LocatedSecret[] {
  if (values.length === 0 || patterns.length === 0) return [];
  // Mostly there is no word of a secret in all of them together.
  const likely = likelyPatterns(joined(values), patterns);
  if (likely.length === 0) return [];
  return values.filter(isGiven).flatMap((value) => {
    const found = findSecret(textKey(value), likely);
    if (!found) return [];
    return [{ what: found.what, place: placeWithin(placeOfValue(value), found.secret) }];
  });
}
