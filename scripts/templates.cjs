// Turns a Handlebars template into a module that holds its precompiled form, so that no template is parsed at run time.
// Shared by the bundlers (scripts/build.ts, scripts/playground.ts) and by Jest (scripts/jest-transform.cjs).
const { readFileSync } = require('node:fs');
const Handlebars = require('handlebars');

// The same options that src/emit/render.ts uses for the templates of `--templates`.
const options = { strict: true, noEscape: true, knownHelpersOnly: false };

/**
 * Source text of a template -> source text of a CommonJS module that exports its specification.
 * @param {string} text
 */
function templateModule(text) {
  return `module.exports = ${Handlebars.precompile(text, options)};`;
}

/**
 * The same as a plugin of esbuild.
 * @type {import('esbuild').Plugin}
 */
const precompiledTemplates = {
  name: 'precompiled-templates',
  setup(build) {
    build.onLoad({ filter: /\.hbs$/ }, ({ path }) => ({
      contents: templateModule(readFileSync(path, 'utf8')),
      loader: 'js',
    }));
  },
};

module.exports = { precompiledTemplates, templateModule };
