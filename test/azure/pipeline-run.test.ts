/** The build job of the workflow, its steps run in order by a script that plays GitHub Actions, against the stand-in for Azure. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { contentOf } from '../support/azure/direct';
import { type AzureServer, startAzure } from '../support/azure/server';
import { cli, folderWith, minimal } from '../support/cli';
import { root } from '../support/images';

jest.setTimeout(120_000);

let server: AzureServer;
beforeAll(async () => {
  server = await startAzure();
});
afterAll(() => server.stop());

interface Step {
  readonly id?: string;
  readonly run?: string;
}

const names = ['app', 'db', 'web'];
const spec = (name: string, more = ''): string => minimal.replaceAll('web-base', name) + more;

async function project() {
  const azure = server.azure();
  const folder = folderWith(
    Object.fromEntries(names.map((name) => [`specs/${name}.yaml`, spec(name)])),
  );
  const stub = path.join(folder, '.bin/npx');
  mkdirSync(path.dirname(stub));
  writeFileSync(
    stub,
    `#!/bin/sh\nshift 2\nexec '${process.execPath}' '${root}/dist/bin.js' "$@"\n`,
  );
  chmodSync(stub, 0o755);
  const rebuild = async (): Promise<void> => {
    expect((await cli(folder, 'build', 'specs')).code).toBe(0);
    for (const name of names) {
      const content = await contentOf(azure, folder, `specs/${name}.yaml`);
      azure.contents.set(String(content.name), content);
    }
  };
  await rebuild();
  /** Runs the steps of a job; gives back the code of the last step that failed, the outputs and the summary. */
  const play = async (job: string, env: Readonly<Record<string, string>>) => {
    const temp = path.join(folder, `.temp-${job}`);
    mkdirSync(temp, { recursive: true });
    for (const name of ['outputs', 'summary', 'runs']) writeFileSync(path.join(temp, name), '');
    const workflow = parse(readFileSync(path.join(folder, 'out/pipelines/github.yml'), 'utf8'));
    const steps: readonly Step[] = workflow.jobs[job].steps;
    let code = 0;
    let stdout = '';
    for (const { run } of steps.filter((step) => step.run !== undefined)) {
      const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run ?? ''], {
        cwd: folder,
        env: {
          ...server.env(azure),
          ...env,
          PATH: `${path.dirname(stub)}:${process.env.PATH ?? ''}`,
          RUNNER_TEMP: temp,
          GITHUB_OUTPUT: path.join(temp, 'outputs'),
          GITHUB_STEP_SUMMARY: path.join(temp, 'summary'),
        },
      });
      child.stdout.on('data', (data) => (stdout += String(data)));
      const ended = await new Promise<number>((resolve) => {
        child.on('close', (one) => resolve(one ?? -1));
      });
      if (ended !== 0) code = ended;
    }
    const read = (name: string): string =>
      existsSync(path.join(temp, name)) ? readFileSync(path.join(temp, name), 'utf8') : '';
    return { code, stdout, outputs: read('outputs'), summary: read('summary') };
  };
  const starts = (): readonly string[] =>
    azure.seen
      .filter(({ method, path: at }) => method === 'POST' && at.endsWith('/run'))
      .map(({ path: at }) => at.split('/').at(-2) ?? '')
      .toSorted();
  return { azure, folder, play, rebuild, starts };
}

test('everything at first, then what has changed or failed, all on a schedule, and stop stops its own', async () => {
  const { azure, folder, play, rebuild, starts } = await project();
  const push = { IMAGES: '', ALL: 'false' };
  const first = await play('build', push);
  expect(first.code).toBe(0);
  expect(starts()).toEqual(names);
  expect(first.outputs).toMatch(/^runs=app=\S+Z db=\S+Z web=\S+Z \n$/);
  expect(first.summary).toContain('Succeeded');

  writeFileSync(path.join(folder, 'specs/db.yaml'), spec('db', 'timeout: 100\n'));
  await rebuild();
  azure.builds.push({ looks: 1, end: 'Failed', message: 'It went wrong' });
  azure.seen.length = 0;
  const failed = await play('build', push);
  expect([failed.code, starts()]).toEqual([1, ['db']]);
  expect(failed.stdout).toMatch(/^::error .*db/m);

  azure.seen.length = 0;
  expect((await play('build', push)).code).toBe(0);
  expect(starts()).toEqual(['db']);

  azure.seen.length = 0;
  expect((await play('build', push)).outputs).toBe('');
  expect(starts()).toEqual([]);

  expect((await play('build', { IMAGES: 'web', ALL: 'true' })).code).toBe(0);
  expect(starts()).toEqual(['web']);

  const stopped = await play('stop', { RUNS: first.outputs.replace('runs=', '').trim() });
  expect(stopped.code).toBe(1);
  expect(azure.seen.filter(({ path: at }) => at.endsWith('/cancel'))).toEqual([]);
});
