/** Secrets are found in commands and addresses, on their place, and none of them is in what is said of them. */

import { formatText, plain } from '../../src/diagnostics/formats/text';
import { formatGithub } from '../../src/diagnostics/formats/github';
import { formatSarif } from '../../src/diagnostics/formats/sarif';
import { compileText } from '../support/compile';

// Put together here, so that scanners of this repository find nothing.
const glue = (...parts: readonly string[]): string => parts.join('');
const token = glue('gh', 'p_', 'A1b2C3d4'.repeat(5));

const commands: readonly (readonly [line: string, secret: string])[] = [
  ['export DB_PASSWORD=Correct-Horse-7', 'Correct-Horse-7'],
  ["$password = 'Correct-Horse-7'", 'Correct-Horse-7'],
  ['{"password": "Correct-Horse-7"}', 'Correct-Horse-7'],
  ['mysql --user admin --password Correct-Horse-7', 'Correct-Horse-7'],
  ['curl -H "Authorization: Bearer abcdefghijklmnop123456"', 'abcdefghijklmnop123456'],
  ['net user builder Correct-Horse-7 /add', 'Correct-Horse-7'],
  ["ConvertTo-SecureString 'Correct-Horse-7' -AsPlainText -Force", 'Correct-Horse-7'],
  ['echo "root:Correct-Horse-7" | sudo chpasswd', 'Correct-Horse-7'],
  ['git clone https://builder:Correct-Horse-7@example.com/x.git', 'Correct-Horse-7'],
  [`git clone https://${token}@github.com/o/r.git`, token],
  [glue('echo "-----BEGIN RSA ', 'PRIVATE KEY-----"'), glue('-----BEGIN RSA ', 'PRIVATE KEY-----')],
  [`export CS="AccountName=x;${glue('Account', 'Key=')}${'Ab1/'.repeat(20)}=="`, 'Ab1/'.repeat(20)],
  [
    'wget "https://x.blob.core.windows.net/c/f?sv=1&sig=bm90YXJlYWxzaWduYXR1cmU%3D"',
    'bm90YXJlYWxzaWduYXR1cmU%3D',
  ],
  [`aws configure set x ${glue('AK', 'IA')}ABCDEFGHIJKLMNOP`, glue('AK', 'IA', 'ABCDEFGHIJKLMNOP')],
];

function said(spec: string) {
  const { diagnostics } = compileText(spec);
  return diagnostics.filter((one) => one.code === 'AIB411' || one.code === 'AIB412');
}

const head =
  'location: eastus2\nidentity: aib\nsource: Canonical:ubuntu-24_04-lts:server:latest\nstorageAccounts: { acct: rg }\n';
const target = 'distribute:\n  - gallery: g/web\n';

test.each(commands)('%s', (line, secret) => {
  const spec = `${head}customize:\n  - shell: |\n      true\n      ${line}\n${target}`;
  const found = said(spec);
  expect(found.map((one) => `${one.code}:${one.line}`)).toEqual(['AIB411:8']);
  for (const text of [
    formatText(found, plain),
    formatGithub(found),
    formatSarif(found),
    JSON.stringify(found),
  ]) {
    expect(text).not.toContain(secret);
  }
});

const addresses: readonly (readonly [address: string, secret: string])[] = [
  ['https://acct.blob.core.windows.net/c/x.sh?sv=1&sig=bm90YXJlYWw%3D&se=2', 'bm90YXJlYWw%3D'],
  ['https://builder:Correct-Horse-7@example.com/x.sh', 'Correct-Horse-7'],
  ['https://example.com/x.sh?access_token=Correct-Horse-7', 'Correct-Horse-7'],
  [`https://raw.githubusercontent.com/o/r/abc/x.sh?token=${token}`, token],
];

test.each(addresses)('%s', (address, secret) => {
  const found = said(
    `${head}customize:\n  - shell: ${address}\n    sha256: ${'a'.repeat(64)}\n${target}`,
  );
  expect(found.map((one) => `${one.code}:${one.line}`)).toEqual(['AIB412:6']);
  expect(formatText(found, plain)).not.toContain(secret);
});
