/** What `import { importTemplate } from 'aibgen'` gives. */
import { compile, importTemplate } from '../../src';
import { corpus } from './support';

test('a spec that compiles, and an account of the template', () => {
  const text = corpus('windows-managed-image.json');
  const { specs, report, diagnostics } = importTemplate({ text, name: 'win', path: 'a.json' });
  expect(specs).toEqual([{ name: 'win', text: expect.stringContaining('name: win\n') }]);
  expect(report.images).toMatchObject([{ name: 'win', obstacles: [] }]);
  expect(report.images[0]?.notes).toContainEqual({
    what: 'default',
    path: 'properties.customize[1].restartTimeout',
    line: 45,
    from: '5m',
    reason: expect.any(String),
  });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const files = { 'win.yaml': specs[0]?.text ?? '' };
  expect(Object.keys(compile({ files, entry: 'win.yaml' }).outputs)).toContain('win/main.bicep');
});

test('values of parameters, as a file or by name', () => {
  const resource = { ...JSON.parse(corpus('linux-vhd.json')), name: "[parameters('x')]" };
  const text = JSON.stringify({ parameters: { x: { type: 'string' } }, resources: [resource] });
  const file = JSON.stringify({ parameters: { x: { value: 'web' } } });
  for (const parameters of [file, { x: 'web' }]) {
    expect(importTemplate({ text, parameters }).specs).toMatchObject([{ name: 'web' }]);
  }
});

test('no template: diagnostics, no spec, no exception', () => {
  expect(importTemplate({ text: '{', path: 'b.json' })).toEqual({
    specs: [],
    report: { images: [] },
    diagnostics: [expect.objectContaining({ code: 'AIB601', file: 'b.json', line: 1, column: 2 })],
  });
});
