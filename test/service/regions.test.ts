import {
  azureRegions,
  imageBuilderRegions,
  isImageBuilderRegion,
  lacksZones,
  previewFeature,
  regionName,
} from '../../src/service/regions';

test.each([
  { given: 'East US 2', want: 'eastus2' },
  { given: 'EASTUS2', want: 'eastus2' },
  { given: 'eastus2', want: 'eastus2' },
  { given: '  East  US\t2 ', want: 'eastus2' },
  { given: 'South East Asia', want: 'southeastasia' },
  { given: 'Southeast Asia', want: 'southeastasia' },
  { given: 'USGov Virginia', want: 'usgovvirginia' },
  { given: 'US Gov Virginia', want: 'usgovvirginia' },
  { given: 'China North 3', want: 'chinanorth3' },
  { given: 'Mars South 9', want: 'marssouth9' },
  { given: '', want: '' },
])('"$given" is $want', ({ given, want }) => {
  expect(regionName(given)).toBe(want);
});

test.each(imageBuilderRegions)('$displayName is $name', ({ name, displayName }) => {
  expect(regionName(displayName)).toBe(name);
  expect(regionName(name)).toBe(name);
  expect(isImageBuilderRegion(name)).toBe(true);
  expect(isImageBuilderRegion(displayName)).toBe(true);
});

test('the lists hold each region once', () => {
  expect(imageBuilderRegions).toHaveLength(39);
  const names = [...imageBuilderRegions.map((region) => region.name), ...azureRegions];
  expect(new Set(names).size).toBe(names.length);
  expect(names.map(regionName)).toEqual(names);
});

test('a region elsewhere is not an Image Builder region', () => {
  expect(azureRegions.filter((name) => isImageBuilderRegion(name))).toEqual([]);
  expect(isImageBuilderRegion('marssouth9')).toBe(false);
});

test('the government regions are in preview', () => {
  const preview = imageBuilderRegions.filter(
    ({ previewFeature: feature }) => feature !== undefined,
  );
  expect(preview.map(({ name }) => [name, previewFeature(name)])).toEqual([
    ['usgovarizona', 'FairfaxPublicPreview'],
    ['usgovvirginia', 'FairfaxPublicPreview'],
    ['chinanorth3', 'MooncakePublicPreview'],
  ]);
  expect(previewFeature('USGov Virginia')).toBe('FairfaxPublicPreview');
});

test.each([
  ['West US', true],
  ['ukwest', true],
  ['northcentralus', true],
  ['usgovarizona', true],
  ['usgovvirginia', false],
  ['eastus2', false],
  ['Japan West', false],
  // Of a region that nobody knows nothing is known.
  ['marssouth9', false],
])('%s lacks zones: %s', (region, want) => {
  expect(lacksZones(region)).toBe(want);
});
