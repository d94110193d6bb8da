/** The build compiles its templates in its own way: they mean what Handlebars makes of them. */
import { specType } from '../../src/language/language';
import { outputFormats } from '../../src/language/own-keys';
import { differentWithHandlebars } from '../support/templates';
import { placeGroups } from './coverage';
import { specs } from './generator';
import { expectLaw, seed } from './runs';

const project = { file: '', levels: {}, policies: {}, formats: outputFormats };

test('Handlebars makes the same bytes of generated specs', async () => {
  let judged = 0;
  for (const [index, group] of placeGroups(specType, 12).entries()) {
    await expectLaw(
      specs(group),
      ({ files, entry, set }) => {
        const different = differentWithHandlebars(files, entry, { set, project });
        if (different !== undefined) judged += 1;
        return different ?? [];
      },
      { runs: 1, seed: seed + index },
    );
  }
  expect(judged).toBeGreaterThan(20);
});
