// Lets Jest run the TypeScript sources as they are: esbuild strips the types, and templates become what the build makes of them.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

const templates = esbuild.buildSync({
  entryPoints: [path.join(__dirname, 'templates.ts')],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  packages: 'external',
  write: false,
}).outputFiles[0]?.text;
const { templateModule } = run(templates ?? '');
const own = readFileSync(__filename, 'utf8') + templates;

/**
 * What a CommonJS module of this folder exports.
 * @param {string} code
 * @returns {typeof import('./templates')}
 */
function run(code) {
  const module = { exports: Object() };
  new Function('require', 'module', code)(require, module);
  return module.exports;
}

module.exports = {
  /**
   * @param {string} text
   * @param {string} file
   */
  getCacheKey(text, file) {
    return createHash('sha256').update(own).update(file).update('\0').update(text).digest('hex');
  },
  /**
   * @param {string} text
   * @param {string} file
   */
  process(text, file) {
    if (file.endsWith('.yaml')) return { code: `module.exports = ${JSON.stringify(text)};` };
    const isTemplate = file.endsWith('.hbs');
    const { code, map } = esbuild.transformSync(isTemplate ? templateModule(text, file) : text, {
      loader: isTemplate ? 'js' : 'ts',
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
