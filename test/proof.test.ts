/** Microsoft's compiler, linter, formatter and evaluator on everything in `out/`. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import {
  type BicepJudge,
  describeWithBicep,
  judgeDeployment,
  startBicep,
  validateAgainstOfficialSchema,
} from './support/bicep';

const out = path.join(__dirname, '..', 'out');
const images = readdirSync(out, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe('official JSON schema', () => {
  test.each(images.map((image) => image.name))('%s', (name) => {
    const template: { apiVersion: string } = JSON.parse(
      readFileSync(path.join(out, name, 'imageTemplate.json'), 'utf8'),
    );
    expect(validateAgainstOfficialSchema(template, template.apiVersion)).toEqual([]);
  });
});

describeWithBicep('Bicep', () => {
  let judge: BicepJudge;
  beforeAll(async () => {
    judge = await startBicep();
  });
  afterAll(() => {
    judge.stop();
  });
  test.each(images.map((image) => image.name))('%s', async (name) => {
    const where = {
      subscriptionId: '11111111-2222-3333-4444-555555555555',
      resourceGroup: 'image-rg',
      location: 'westeurope',
    };
    expect(await judgeDeployment(judge, path.join(out, name), where)).toEqual([]);
  });
});
