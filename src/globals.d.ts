/** The version of aibgen, put in by the build. */
declare const AIBGEN_VERSION: string;

/** SHA-256 of the JSON Schema that the build puts next to the command. */
declare const AIBGEN_SCHEMA_CHECKSUM: string;

/** A Handlebars template, compiled by the build: a `Template` of src/emit/template-runtime.ts. */
declare module '*.hbs' {
  const template: (view: object, root: object, partials: object) => string;
  export default template;
}

/** A file of ready-made steps, as text. */
declare module '*.yaml' {
  const text: string;
  export default text;
}

/** Handlebars with its compiler, by the path that needs no file system. */
declare module 'handlebars/dist/cjs/handlebars.js' {
  import Handlebars from 'handlebars';
  export default Handlebars;
}
