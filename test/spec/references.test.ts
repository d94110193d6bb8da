/** Short references and resource ids of galleries: which part is the subscription, the group, the version. */
import { parseReference, type ReferenceKind } from '../../src/spec/references';
import { textKey } from '../../src/value/value';

const guid = '11111111-2222-3333-4444-555555555555';

/** A reference as `subscription | group | names`; `-` stands for the deployment's own. */
function read(reference: string, kind: ReferenceKind): string {
  const own = { subscription: undefined, resourceGroup: undefined };
  const found = parseReference(reference, kind, own, new Map());
  if (found.kind !== 'id') return found.kind;
  const { subscription, resourceGroup } = found.scope;
  const scope = [subscription, resourceGroup].map((one) => (one ? textKey(one) : '-'));
  return [...scope, found.names.map(textKey).join('/')].join(' | ');
}

test.each([
  ['g/d', '- | - | g/d'],
  ['rg/g/d', '- | rg | g/d'],
  [`${guid}/rg/g/d`, `${guid} | rg | g/d`],
  ['<subscriptionId>/rg/g/d', '<subscriptionId> | rg | g/d'],
  ['sub/rg/g/d', 'bad-shape'],
  [`x/${guid}/rg/g/d`, 'bad-shape'],
  ['d', 'bad-shape'],
])('gallery definition %s', (reference, want) => {
  expect(read(reference, 'galleryDefinition')).toBe(want);
});

test.each([
  ['g/d', '- | - | g/d/latest'],
  ['g/d/1.2.3', '- | - | g/d/1.2.3'],
  ['g/d/Latest', '- | - | g/d/latest'],
  ['rg/g/d', '- | rg | g/d/latest'],
  ['rg/g/d/1.2.3', '- | rg | g/d/1.2.3'],
  ['rg/g/d/newest', '- | rg | g/d/newest'],
  [`${guid}/rg/g/d`, `${guid} | rg | g/d/latest`],
  [`${guid}/rg/g/d/1.2.3`, `${guid} | rg | g/d/1.2.3`],
  [`${guid}/rg/g/d/1.2.3/x`, 'bad-shape'],
])('gallery version %s', (reference, want) => {
  expect(read(reference, 'galleryVersion')).toBe(want);
});

test.each([
  ['vnet/subnet', '- | - | vnet/subnet'],
  [`${guid}/rg/vnet/subnet`, 'bad-shape'],
])('subnet %s', (reference, want) => {
  expect(read(reference, 'subnet')).toBe(want);
});
