import { diagnose, type Place } from '../diagnostics/diagnostic';
import { storageUris } from '../rights/identity-rights';
import { inlineOf } from '../image/step-content';
import type { Tags, ImageProperties } from '../image/model-types';
import { type Sourced, type Text, textKey } from '../value/value';
import {
  findSecret,
  secretForms,
  secretParts,
  type SecretPattern,
  secretUses,
} from '../service/secret-patterns';
import { everyStep } from './every-step';
import { isGiven, narrowed, placeOfValue } from './place';
import type { Rule } from './rule';

/** Commands, addresses, tags and defaults are readable in the resource and in its deployments: no place for secrets. */
export const secrets: Rule = (image, report) => {
  const { properties } = image;
  const steps = everyStep(properties);
  const commands = steps.flatMap((step) => [
    ...inlineOf(step),
    ...(step.type === 'WindowsRestart'
      ? [step.fields.restartCommand, step.fields.restartCheckCommand].flatMap((one) => one ?? [])
      : []),
  ]);
  for (const line of commands) {
    const found = secretOf(line, [...secretForms, ...secretUses]);
    if (found) report(diagnose('AIB411', { what: found.what }, found.place));
  }
  for (const { uri } of storageUris(image)) {
    const found = secretOf(uri, [...secretForms, ...secretParts]);
    if (found) report(diagnose('AIB412', { what: found.what }, found.place));
  }
  for (const tag of tagsOf(image.tags, properties)) {
    const found = secretOf(tag, secretForms);
    if (found) report(diagnose('AIB443', { what: found.what, where: 'tag' }, found.place));
  }
  for (const { entry, default: value } of image.parameters) {
    const found = typeof value === 'string' ? findSecret(value, secretForms) : undefined;
    if (!found) continue;
    const place = { span: entry.value.span, path: `${entry.value.path}.default` };
    const at = narrowed(place, found.secret);
    report(diagnose('AIB443', { what: found.what, where: 'default' }, at));
  }
};

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
): { readonly what: string; readonly place: Place } | undefined {
  if (!isGiven(value)) return undefined;
  const found = findSecret(textKey(value), patterns);
  return found && { what: found.what, place: narrowed(placeOfValue(value), found.secret) };
}
