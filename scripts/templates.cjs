// Turns a Handlebars template into a module that holds its precompiled form, so that no template is parsed at run time.
// Shared by the bundler (scripts/build.mjs) and by Jest (scripts/jest-transform.cjs).
const Handlebars = require('handlebars');

// The same options that src/emit/render.ts uses for the templates of `--templates`.
const options = { strict: true, noEscape: true, knownHelpersOnly: false };

/** Source text of a template -> source text of a CommonJS module that exports its specification. */
function templateModule(text) {
  return `module.exports = ${Handlebars.precompile(text, options)};`;
}

module.exports = { templateModule };
