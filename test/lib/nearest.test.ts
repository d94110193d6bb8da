/** The word that was probably meant. */
import { nearest } from '../../src/lib/nearest';

const regions = ['eastus', 'eastus2', 'westus', 'westeurope', 'northeurope'];

test.each([
  ['eastsu2', 'eastus2'],
  ['eastus3', 'eastus2'],
  ['estus', 'eastus'],
  ['westeuorpe', 'westeurope'],
  ['nrotheurope', 'northeurope'],
  ['northeur', 'northeurope'],
  ['narnia', undefined],
  ['', undefined],
])('%s -> %s', (word, want) => {
  expect(nearest(word, regions)).toBe(want);
});
