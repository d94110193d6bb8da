/** A File step copies files of less than 20 MB; larger ones are fetched by a script. */
import { compile } from '../../src/compile';

const spec = `location: eastus2
identity: aib
source: Canonical:ubuntu-24_04-lts:server:latest
scripts: { baseUri: "https://acct.blob.core.windows.net/files" }
storageAccounts: { acct: rg }
customize:
  - file: ./big.bin
    to: /tmp/big.bin
distribute: [{ gallery: g/web }]
`;

test.each([
  [20 * 1024 * 1024, []],
  [20 * 1024 * 1024 + 1, ['AIB442:7 customize[0].file']],
])('%i bytes', (size, want) => {
  const files = { 'web.yaml': spec, 'big.bin': new Uint8Array(size) };
  const { diagnostics } = compile({ files, entry: 'web.yaml' });
  expect(diagnostics.map(({ code, line, path }) => `${code}:${line} ${path}`)).toEqual(want);
});
