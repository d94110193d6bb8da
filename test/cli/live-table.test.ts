/** What a wait shows on a terminal. */
import type { Sight } from '../../src/azure/operations/follow-builds';
import { createLiveTable, type Row } from '../../src/cli/azure/live-table';
import { createBuildDisplay } from '../../src/cli/azure/show-builds';
import type { Io } from '../../src/cli/io';

/** The part of an Io that a table uses, and what it printed. */
function terminal(columns?: number): { readonly io: Io; readonly printed: string[] } {
  const printed: string[] = [];
  const io = { terminal: true, columns, stderr: (text: string) => void printed.push(text) };
  return { io: io as unknown as Io, printed };
}

const sight: Sight = { name: 'web', state: 'Running', subState: 'Customizing', minutes: 12 };
const lines = [
  '(telemetry) Starting provisioner shell',
  '==> azure-arm: Provisioning with shell script: /tmp/packer-shell1',
  '    azure-arm: Setting up nginx',
];

test('a row shows the step that runs and its last line', () => {
  const { io, printed } = terminal(100);
  const display = createBuildDisplay(io, { images: [], models: new Map(), tell: () => {} });
  display.show([{ ...sight, log: { text: `${lines.join('\n')}\n`, gap: false } }]);
  expect(printed).toEqual([
    'web  Running     Customizing   12 min  step 1, shell: Setting up nginx\n',
  ]);
});

test('what is shown of a log has no secret and no escape', () => {
  const { io, printed } = terminal(200);
  const display = createBuildDisplay(io, { images: [], models: new Map(), tell: () => {} });
  const text = `${lines.join('\n')}\n    azure-arm: \u001b[31mPASSWORD=Correct-Horse-7 ##vso[x]\n`;
  display.show([{ ...sight, name: 'web\u001b', state: '##[x]', log: { text, gap: false } }]);
  expect(printed.join('')).toContain('PASSWORD=***************');
  expect(printed.join('')).not.toMatch(/\u001b|##(?:vso)?\[/);
});

test('a missing right is told above the table, once', () => {
  const { io, printed } = terminal();
  const told: string[] = [];
  const tell = (name: string, text: string): void => void told.push(`${name}: ${text}`);
  const display = createBuildDisplay(io, { images: [], models: new Map(), tell });
  const parameters = { action: 'the/right', scope: '', message: 'no.' };
  const denied = { code: 'AIB802', parameters } as const;
  const some = ['a', 'b'].map((name) => ({
    ...sight,
    name,
    log: { text: '', gap: false, denied },
  }));
  display.show(some);
  display.show(some);
  expect(told).toEqual([
    'a: the running step is not shown. The right "the/right" is missing: no. "reader" in roles.json lists what it takes; state, minutes and result are shown without it.',
  ]);
  expect(printed.at(-1)).toContain('b  Running');
});

test('a line fits the terminal, and of many images those that run come first', () => {
  const { io, printed } = terminal(40);
  const table = createLiveTable(io);
  const rows = Array.from({ length: 25 }, (_, n): Row => {
    const state = n === 24 ? 'Running' : 'Succeeded';
    return { ...sight, name: `image-${n}`, state, step: 'x'.repeat(90) };
  });
  table.show(rows);
  const shown = printed.join('').split('\n');
  expect(shown[0]).toMatch(/^image-24 {2}Running/);
  expect(Math.max(...shown.map((line) => line.length))).toBe(38);
  expect(shown.at(-2)).toBe('... and 5 more');
});
