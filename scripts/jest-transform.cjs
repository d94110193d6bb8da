// Lets Jest run the TypeScript sources as they are: esbuild strips the types, Handlebars precompiles the templates.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const esbuild = require('esbuild');
const { templateModule } = require('./templates.cjs');

const self = readFileSync(__filename);

module.exports = {
  /**
   * @param {string} text
   * @param {string} file
   */
  getCacheKey(text, file) {
    return createHash('sha256').update(self).update(file).update('\0').update(text).digest('hex');
  },
  /**
   * @param {string} text
   * @param {string} file
   */
  process(text, file) {
    if (file.endsWith('.yaml')) return { code: `module.exports = ${JSON.stringify(text)};` };
    if (file.endsWith('.hbs')) return { code: templateModule(text) };
    const { code, map } = esbuild.transformSync(text, {
      loader: 'ts',
      format: 'cjs',
      target: 'node20',
      // Jest loads what import() names through require().
      supported: { 'dynamic-import': false },
      sourcefile: file,
      // Not inline: V8 reads each file to its end when it compiles it.
      sourcemap: 'external',
    });
    return { code, map };
  },
};
