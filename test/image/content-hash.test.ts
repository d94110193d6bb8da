/** `naming: contentHash`: the name changes with what cannot change in place, and with nothing else. */
import { compileText } from '../support/compile';

interface Parts {
  readonly location?: string;
  readonly step?: string;
  readonly size?: string;
  readonly gallery?: string;
  readonly identity?: string;
  readonly more?: string;
}

function spec({ location, step, size, gallery, identity, more }: Parts): string {
  return `location: ${location ?? 'eastus2'}
identity: ${identity ?? 'aib'}
naming: contentHash
source: Canonical:ubuntu-24_04-lts:server:latest
vm: { size: ${size ?? 'Standard_D2ds_v5'} }
customize: [{ shell: ${step ?? 'echo'} }]
distribute: [{ gallery: ${gallery ?? 'g/d'} }]
${more ?? ''}`;
}

function nameOf(parts: Parts): string | undefined {
  const { errors, template } = compileText(spec(parts));
  expect(errors).toEqual([]);
  return template?.name;
}

test('the name ends in a short hash, the folder does not', () => {
  const { outputs } = compileText(spec({}));
  expect(nameOf({})).toMatch(/^image-[0-9a-f]{8}$/);
  expect(Object.keys(outputs)).toContain('image/imageTemplate.json');
});

test.each<[string, Parts, boolean]>([
  ['nothing', {}, false],
  ['a step', { step: 'date' }, true],
  ['the region', { location: 'westeurope' }, true],
  ['the size of the VM', { size: 'Standard_D4ds_v5' }, true],
  ['the tags', { more: 'tags: { a: b }\n' }, false],
  ['the identity', { identity: 'other' }, false],
  ['the targets', { gallery: 'g/other' }, false],
  ['the subscription of the bare JSON', { more: 'subscription: abc\nresourceGroup: rg\n' }, false],
])('%s', (_, change, changes) => {
  expect(nameOf(change) !== nameOf({})).toBe(changes);
});

test('from 2024-02-01 the VM is changed in place', () => {
  const more = "apiVersion: '2024-02-01'\n";
  expect(nameOf({ more, size: 'Standard_D4ds_v5' })).toBe(nameOf({ more }));
});

test('a long name stays a name', () => {
  const name = nameOf({ more: `name: ${'n'.repeat(64)}\n` });
  expect(name).toMatch(/^n{55}-[0-9a-f]{8}$/);
});

test.each([
  ['in a step', { step: "'echo {{ params.p }}'" }, ['AIB355 6']],
  ['in the region', { location: "'{{ params.p }}'" }, ['AIB355 1']],
  ['in a target', { gallery: "'g/{{ params.p }}'" }, []],
])('a parameter %s', (_, parts, want) => {
  const more = 'parameters: { p: { type: string, default: eastus } }\n';
  const { errors } = compileText(spec({ ...parts, more }));
  expect(errors.map((error) => error.split(':')[0])).toEqual(want);
});
