/** The composite action for workflows of one's own: the same steps and pins as the workflow that aibgen writes. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { actionPins } from '../src/service/action-pins';
import { root } from './support/images';
import { describeIf, hasProgram } from './support/programs';

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
}

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const action = read('action.yml');
const steps: readonly Step[] = parse(action).runs.steps;
const plan: readonly Step[] = parse(read('out/pipelines/github.yml')).jobs.plan.steps;
const { version } = JSON.parse(read('package.json'));
const scripts = steps.flatMap(({ run }) => run ?? []);

test('its actions are pinned as those of the workflow', () => {
  const pins = Object.values(actionPins).map(
    (pin) => `${pin.action}@${pin.commit} # ${pin.version}`,
  );
  const uses = [...action.matchAll(/uses: (\S+@.*)/g)].map(([, use = '']) => use);
  expect(uses).toHaveLength(2);
  for (const use of uses) expect(pins).toContain(use);
});

test('it comments as the workflow does: one comment that is kept up to date', () => {
  const script = (all: readonly Step[]) => all.find(({ name }) => name === 'Comment on the pull request')?.run; // prettier-ignore
  expect(script(steps)).toBe(script(plan));
});

test('no expression is inside of a script, no name of a spec is an option', () => {
  expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  const commands = scripts.join('').match(/-- aibgen [a-z].*/g) ?? [];
  expect(commands).toHaveLength(4);
  for (const command of commands) expect(command).toMatch(/ -- "\$\{specs\[@\]\}"/);
});

test('the action, the Dockerfile and the documentation name this release', () => {
  for (const file of ['action.yml', 'Dockerfile', 'docs/pipelines.md']) {
    const named = read(file).match(/aibgen@\d+\.\d+\.\d+/g) ?? [];
    expect([file, [...new Set(named)]]).toEqual([file, [`aibgen@${version}`]]);
  }
});

describeIf(hasProgram('shellcheck'), 'shellcheck', 'scripts of the action', () => {
  test.each(scripts.map((script, index) => [index, script] as const))('%#', (_index, input) => {
    expect(spawnSync('shellcheck', ['--shell=bash', '--exclude=SC2153', '-'], { input, encoding: 'utf8' }).stdout).toBe(''); // prettier-ignore
  });
});
