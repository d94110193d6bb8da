/** The commands of the README in a POSIX shell, run in order with the real Azure CLI against a stand-in. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type ArmServer, startArm } from '../support/arm-server';
import { describeIf } from '../support/programs';
import { hasAz, subscription } from '../support/az';
import { root } from '../support/images';

jest.setTimeout(300_000);

let arm: ArmServer;
beforeAll(async () => {
  if (hasAz) arm = await startArm();
});
afterAll(() => arm?.stop());

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function bash(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Run> {
  return new Promise((resolve) => {
    execFile('bash', ['-e', '-c', script], { cwd, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

describeIf(hasAz, 'Azure CLI', 'the commands of the README', () => {
  test.each(['web-base', 'three-targets', 'with-trigger'])('of %s', async (image) => {
    const folder = path.join(root, 'out', image);
    const stage = arm.stage({ looks: 0 });
    const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
    const [, block = ''] = /### Azure CLI\n\n```sh\n([^]*?)```/.exec(readme) ?? [];
    stage.made = { name: /^template=(.*)$/m.exec(block)?.[1] ?? '' };
    const runOutputs = /^for output in (.*); do$/m.exec(block)?.[1]?.split(' ') ?? [];
    stage.outputs = Object.fromEntries(
      runOutputs.map((one) => [one, { artifactId: `id of ${one}` }]),
    );
    const script = block
      .replace(/^az account set .*$/m, `az account set --subscription ${subscription}`)
      .replace(/^group=.*$/m, `group=${stage.group}`);
    const { code, stdout, stderr } = await bash(
      `set -u\nsleep() { :; }\n${script}`,
      folder,
      arm.ownEnv(),
    );
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('ERROR')]);
    expect(runOutputs.length).toBeGreaterThan(0);
    for (const one of runOutputs) expect(stdout).toContain(`id of ${one}`);
    expect(stage.templates).toEqual({});
  });
});
