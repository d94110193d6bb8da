import { compile } from '../../src';
import { minimal } from '../support/cli';

test('two spellings of one gallery stay as they are written, in every form', () => {
  const spec = `${minimal}  - gallery: CORPGALLERY/other\n`;
  const { outputs } = compile({ files: { 'a.yaml': spec }, entry: 'a.yaml' });
  const bicep = outputs['a/main.bicep'] ?? '';
  expect(bicep.match(/name: '(?:corpGallery|CORPGALLERY)'/g)).toEqual([
    "name: 'corpGallery'",
    "name: 'CORPGALLERY'",
  ]);
  expect(outputs['a/imageTemplate.json']).toContain('galleries/CORPGALLERY/images/other');
  const roles: { rights: readonly unknown[] } = JSON.parse(outputs['a/roles.json'] ?? '');
  expect(roles.rights).toHaveLength(2);
});
