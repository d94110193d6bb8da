/**
 * Each log below `test/logs/` is explained as the text beside it says, and has the cause that its name does. `RECORD=1` writes
 * the texts anew. The logs are made up after public ones; those in a folder are of the spec in it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Explanation } from '../../src/build-logs/explanation';
import { failureRules } from '../../src/build-logs/rules/failure-rules';
import { buildFailureCodes } from '../../src/diagnostics/codes/build-failure-codes';
import { cli } from '../support/cli';
import { logExamples, logsFolder } from '../support/logs';

const examples = logExamples();

test.each(examples)('$name', async ({ folder, file, spec, code }) => {
  const cwd = path.join(logsFolder, folder);
  const text = await cli(cwd, 'logs', spec, file);
  expect(text.stderr).toBe('');
  const want = path.join(cwd, file.replace(/\.\w+$/, '.out'));
  if (process.env.RECORD) writeFileSync(want, text.stdout);
  expect(text.stdout).toBe(readFileSync(want, 'utf8'));

  const json = await cli(cwd, 'logs', spec, file, '--format', 'json');
  const explanation: Explanation = JSON.parse(json.stdout);
  const found = [...explanation.causes, ...(explanation.notes ?? [])].map((one) => one.code);
  const failed = explanation.result === 'failed';
  expect({ first: found[0], failed }).toEqual({ first: code, failed: code !== undefined });
  expect(json.code === 0).toBe(explanation.result === 'succeeded');
});

test('each code of a cause has a rule and an example', () => {
  const shown = new Set(examples.map(({ code }) => code));
  const ruled = new Set<string>(failureRules.map(({ code }) => code));
  const named = Object.keys(buildFailureCodes());
  // Codes about the log itself come from the explanation, not from a rule; the service names AIB785 itself.
  const aboutLogs = ['AIB791', 'AIB792', 'AIB793', 'AIB794'];
  const unruled = ['AIB722', 'AIB785', 'AIB790', 'AIB795', ...aboutLogs];
  expect(named.filter((code) => !ruled.has(code))).toEqual(unruled.toSorted());
  expect(named.filter((code) => !shown.has(code))).toEqual(aboutLogs);
});

test('what a message names, the pattern of its rule finds', () => {
  const texts = examples.flatMap(({ folder, file }) =>
    readFileSync(path.join(logsFolder, folder, file.replace(/\.\w+$/, '.out')), 'utf8'),
  );
  expect(texts.filter((text) => text.includes('undefined'))).toEqual([]);
});

test('nothing else lies among the logs', () => {
  const left = ['linux', 'windows', 'service'].flatMap((folder) => {
    const known = examples
      .filter((one) => one.folder === folder)
      .flatMap(({ file, spec }) => [file, file.replace(/\.\w+$/, '.out'), spec]);
    return readdirSync(path.join(logsFolder, folder)).filter((name) => !known.includes(name));
  });
  expect(left).toEqual(['scripts']);
});
