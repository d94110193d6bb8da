/** What the editor of the playground offers, for a spec with `|` where the cursor is. */
import { keyAt } from '../../playground/key-at';
import { offersAt } from '../../src/editor/offers-at';

function labels(marked: string): readonly string[] {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return offersAt(text, offset).offers.map((offer) => offer.label);
}

test.each([
  { at: 'an empty spec', spec: '|', has: ['location', 'source', 'distribute'], not: ['gallery'] },
  { at: 'a begun key', spec: 'identity: x\nloc|\nsource: y\n', has: ['location'], not: ['source'] },
  {
    at: 'a key of a map',
    spec: 'vm:\n  |\nlocation: eastus2\n',
    has: ['size', 'subnet'],
    not: ['vm'],
  },
  {
    at: 'a begun key of a map',
    spec: 'vm:\n  size: x\n  os|\n',
    has: ['osDiskSizeGB'],
    not: ['size', 'vmSize'],
  },
  {
    at: 'an entry of a list',
    spec: 'distribute:\n  - |\n',
    has: ['gallery', 'image', 'vhd', 'type'],
    not: ['regions'],
  },
  {
    at: 'an entry of a known kind',
    spec: 'distribute:\n  - gallery: g/d\n    |\n',
    has: ['version', 'regions'],
    not: ['uri', 'gallery'],
  },
  {
    at: "Azure's own kind",
    spec: 'customize:\n  - type: windowsUpdate\n    |\n',
    has: ['searchCriteria'],
    not: ['criteria', 'restartCommand'],
  },
  { at: 'inside of braces', spec: 'vm: { size: x, | }\n', has: ['osDiskSizeGB'], not: ['size'] },
  { at: 'a word', spec: 'roles: |\n', has: ['custom', 'builtin', 'none'], not: ['location'] },
  {
    at: 'a begun word',
    spec: 'roles: bu|\nlocation: eastus2\n',
    has: ['builtin'],
    not: ['roles'],
  },
  {
    at: 'a type',
    spec: 'customize:\n  - type: |\n',
    has: ['Shell', 'PowerShell', 'File'],
    not: ['VHD'],
  },
  {
    at: 'ready-made steps',
    spec: 'customize:\n  - steps: aib|\n',
    has: ['aibgen/docker', 'aibgen/avd-fslogix'],
    not: ['shell'],
  },
  {
    at: 'a step of a step file with parameters',
    spec: 'parameters: { a: { type: int } }\nsteps:\n  - |\n',
    has: ['shell', 'powershell'],
    not: ['gallery'],
  },
  { at: 'a region', spec: 'location: |', has: ['eastus2', 'westeurope'], not: [] },
  {
    at: 'a region in brackets',
    spec: 'distribute:\n  - gallery: g/d\n    regions: [eastus2, |]\n',
    has: ['westeurope'],
    not: ['replicaCount'],
  },
  { at: 'a boolean', spec: 'optimize: |', has: ['true'], not: ['false'] },
  { at: 'a number', spec: 'generation: |', has: ['1', '2'], not: ['3'] },
  {
    at: 'a field of a parameter',
    spec: 'parameters:\n  env:\n    |\n',
    has: ['type', 'default'],
    not: ['env'],
  },
  { at: 'a step file', spec: '- |\n', has: ['shell', 'file'], not: ['location'] },
  { at: 'behind an error', spec: 'location: [\nroles: |\n', has: [], not: ['location'] },
])('$at', ({ spec, has, not }) => {
  const found = labels(spec);
  expect(found).toEqual(expect.arrayContaining([...has]));
  expect(found.filter((label) => (not as readonly string[]).includes(label))).toEqual([]);
});

test.each([
  'customize:\n  - shell: |2-\n      sudo ap|\n'.replace('|2-', '>'),
  '# lo|',
  'name: web # lo|',
])('nothing in the text of %j', (spec) => {
  expect(labels(spec)).toEqual([]);
});

test('what follows a key is written with it', () => {
  const insert = (text: string, label: string) =>
    offersAt(text, text.length).offers.find((offer) => offer.label === label)?.insert;
  expect(insert('loc', 'location')).toBe('location: ');
  expect(insert('cus', 'customize')).toBe('customize:\n  - ');
  expect(insert('vm', 'vm')).toBe('vm:\n  ');
  expect(insert('distribute:\n  - gallery: g/d\n    ', 'regions')).toBe('regions:\n      - ');
  expect(insert('distribute: [{ gallery: g/d, ', 'regions')).toBe('regions: ');
});

test('a key says what it is for', () => {
  const text = 'vm:\n  osDiskSizeGB: 64\nlocaton: x\n';
  expect(keyAt(text, text.indexOf('Disk'))).toEqual({
    from: 6,
    to: 18,
    doc: 'Size of the OS disk in GB; 0 keeps the size of the source. Default: 0.',
    see: expect.stringContaining('#osdisksizegb'),
  });
  expect(keyAt(text, text.indexOf('64'))).toBeUndefined();
  expect(keyAt(text, text.indexOf('locaton'))).toBeUndefined();
});
