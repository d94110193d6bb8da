import { compile } from '../../src';

const codes = (text: string): readonly string[] =>
  compile({ files: { 'a.yaml': text }, entry: 'a.yaml' }).diagnostics.map(
    (one) => `${one.line}:${one.column} ${one.code} ${one.message}`,
  );

test('missing keys are reported together with what is wrong with the others', () => {
  expect(codes('locaton: eastus2\ntimeout: soon\nidentity: aib\n')).toEqual([
    '1:1 AIB101 The key "locaton" is not known here.',
    '1:1 AIB103 The key "distribute" is missing from the spec.',
    '1:1 AIB103 The key "source" is missing from the spec.',
    '2:10 AIB109 The value "soon" is not a time as 90m, 4h or the number 90.',
  ]);
});

test('a misspelt key is not missing too', () => {
  expect(codes('region: eastus2\n').filter((one) => one.includes('"location"'))).toEqual([]);
});
