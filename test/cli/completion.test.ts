/** `aibgen completion`: bash runs its script; of the others the parts are looked at. */
import { spawnSync } from 'node:child_process';
import { cli, folderWith } from '../support/cli';
import { describeIf, hasProgram } from '../support/programs';

const script = async (shell: string): Promise<string> =>
  (await cli(folderWith({}), 'completion', shell)).stdout;

test('an unknown shell is wrong usage', async () => {
  const { code, stderr } = await cli(folderWith({}), 'completion', 'tcsh');
  expect([code, stderr]).toEqual([2, expect.stringContaining('bash, zsh, fish, powershell')]);
});

test.each(['bash', 'zsh', 'fish', 'powershell'])('%s knows every command', async (shell) => {
  const { stdout } = await cli(folderWith({}), '--help');
  const names = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].flatMap(([, name]) => name ?? []);
  const text = await script(shell);
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
});

describeIf(hasProgram('bash'), 'bash', 'bash', () => {
  test.each([
    [['va'], 'validate'],
    [['validate', '--form'], '--format'],
    [['validate', '--format', ''], 'text json sarif github'],
    [['validate', '--format', 'j'], 'json'],
    [['roles', '--cloud', 'us'], 'usgov'],
    [['completion', ''], 'bash zsh fish powershell'],
    [['build', '--out', ''], ''],
    [['build', 'spe'], ''],
    [['build', 'specs', '--pru'], '--prune'],
  ])('%j is completed by "%s"', async (words, found) => {
    const quoted = ['aibgen', ...words].map((word) => `'${word}'`).join(' ');
    const run = `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length}; _aibgen; echo "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', `${await script('bash')}\n${run}`], {
      encoding: 'utf8',
    });
    expect([stdout, stderr]).toEqual([`${found}\n`, '']);
  });
});
