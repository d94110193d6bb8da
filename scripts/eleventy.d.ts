/** What is used of Eleventy, which has no types. */
declare module '@11ty/eleventy' {
  interface Settings {
    setTemplateFormats(formats: readonly string[]): void;
    addPassthroughCopy(paths: Readonly<Record<string, string>>): void;
    addTemplate(path: string, content: string, data: Readonly<Record<string, unknown>>): void;
  }

  interface Options {
    readonly quietMode?: boolean;
    readonly config?: (settings: Settings) => void;
  }

  export class Eleventy {
    constructor(input: string, output: string, options: Options);
    write(): Promise<unknown>;
  }
}
