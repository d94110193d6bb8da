/** Microsoft's compiler, linter, formatter and evaluator on everything in `out/`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describeWithBicep, judgeDeployment, validateAgainstOfficialSchema } from './support/bicep';
import { imageNames, outFolder, placeOf } from './support/images';

describe('official JSON schema', () => {
  test.each(imageNames)('%s', (name) => {
    const template: { apiVersion: string } = JSON.parse(
      readFileSync(path.join(outFolder, name, 'imageTemplate.json'), 'utf8'),
    );
    expect(validateAgainstOfficialSchema(template, template.apiVersion)).toEqual([]);
  });
});

describeWithBicep('Bicep', (judge) => {
  test.each(imageNames)('%s', async (name) => {
    expect(await judgeDeployment(judge, path.join(outFolder, name), placeOf(name))).toEqual([]);
  });
});
