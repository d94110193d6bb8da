import { compile } from '../../src';
import { expectDiagnostics } from '../support/diagnostics';

const said = (text: string) => compile({ files: { 'a.yaml': text }, entry: 'a.yaml' }).diagnostics;

test('missing keys are reported together with what is wrong with the others', () => {
  expectDiagnostics(said('locaton: eastus2\ntimeout: soon\nidentity: aib\n'), [
    'AIB101:1:1: Unknown key "locaton".',
    'AIB103:1:1: The key "distribute" is missing from the spec.',
    'AIB103:1:1: The key "source" is missing from the spec.',
    'AIB109:2:10: Invalid value "soon": expected a duration such as 90m or 4h, or the number 90.',
  ]);
});

test('a misspelt key is not missing too', () => {
  const missing = said('region: eastus2\n').filter(({ code }) => code === 'AIB103');
  expect(missing.filter(({ message }) => message.includes('"location"'))).toEqual([]);
});
