import { compile } from '../../src';
import { expectDiagnostics } from '../support/diagnostics';

const said = (text: string) => compile({ files: { 'a.yaml': text }, entry: 'a.yaml' }).diagnostics;

test('missing keys are reported together with what is wrong with the others', () => {
  expectDiagnostics(said('locaton: eastus2\ntimeout: soon\nidentity: aib\n'), [
    'AIB101:1:1: The key "locaton" is not known here.',
    'AIB103:1:1: The key "distribute" is missing from the spec.',
    'AIB103:1:1: The key "source" is missing from the spec.',
    'AIB109:2:10: The value "soon" is not a time as 90m, 4h or the number 90.',
  ]);
});

test('a misspelt key is not missing too', () => {
  const missing = said('region: eastus2\n').filter(({ code }) => code === 'AIB103');
  expect(missing.filter(({ message }) => message.includes('"location"'))).toEqual([]);
});
