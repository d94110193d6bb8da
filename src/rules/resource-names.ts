import type { Place } from '../diagnostics/diagnostic';
import { storageAddress } from '../image/blob-uri';
import type { Image } from '../image/image';
import { storageUris } from '../rights/identity-rights';
import { type NameRule, nameRules, resourceGroupName } from '../service/name-rules';
import { eachValue, literalText, object, type ResourceId } from '../value/value';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** Names that no resource can have, wherever a spec names one. */
export const resourceNames: Rule = (image, report) => {
  const reported = new Set<string>();
  const check = (name: string, { noun, rule }: NameRule, whole: Place): void => {
    const place = placeOfName(whole, name);
    const key = [noun, name, place.span?.source.path, place.span?.start].join('\n');
    if (!reported.has(key)) report('AIB371', { noun, name, rule }, place);
    reported.add(key);
  };
  for (const id of idsOf(image)) {
    for (const { name, rule } of namesOf(id)) {
      // `<name>` is a place to fill in.
      if (!rule.pattern.test(name) && !/<.*>/.test(name)) check(name, rule, placeOfValue(id));
    }
  }
  for (const { uri } of storageUris(image)) {
    const address = storageAddress(uri);
    if (address.kind === 'invalid' && !/<.*>/.test(address.name)) {
      check(address.name, address.rule, placeOfValue(uri));
    }
  }
};

/** The place of a name inside of an id, a short reference or an address: between two characters that end a name. */
function placeOfName(whole: Place, name: string): Place {
  if (!whole.span) return whole;
  const { source, start, end } = whole.span;
  const text = source.text.slice(start, end);
  let at = text.indexOf(name);
  const isPart = (character = ''): boolean => /[\w-]/.test(character);
  while (at >= 0 && (isPart(text[at - 1]) || isPart(text[at + name.length]))) {
    at = text.indexOf(name, at + 1);
  }
  if (at < 0) return whole;
  return { ...whole, span: { source, start: start + at, end: start + at + name.length } };
}

/** The ids of all resources that an image refers to. */
function idsOf({ identity, network, properties, storageAccounts }: Image): readonly ResourceId[] {
  const found: ResourceId[] = [{ ...identity.id, origin: identity.origin }];
  eachValue(object(properties), (value) => {
    if (value.kind === 'id') found.push(value);
  });
  if (network) found.push(network.id);
  for (const { scope, origin } of storageAccounts.values()) {
    found.push({ kind: 'id', scope, type: '', names: [], origin });
  }
  return found;
}

/** The names in an id that are known, with the rule of each: of the resource group, and of each resource down to the last. */
function namesOf({ scope, type, names }: ResourceId): readonly { name: string; rule: NameRule }[] {
  const [namespace, ...types] = type.split('/');
  const rules = types.map(
    (_, index) => nameRules[[namespace, ...types.slice(0, index + 1)].join('/')],
  );
  return [
    { name: literalText(scope.resourceGroup), rule: resourceGroupName },
    ...names.map((name, index) => ({ name: literalText(name), rule: rules[index] })),
  ].flatMap(({ name, rule }) => (name === undefined || !rule ? [] : [{ name, rule }]));
}
