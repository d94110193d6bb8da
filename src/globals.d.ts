/** The version of aibgen, put in by the build. */
declare const AIBGEN_VERSION: string;

/** A Handlebars template, precompiled by the build. */
declare module '*.hbs' {
  const specification: TemplateSpecification;
  export default specification;
}
