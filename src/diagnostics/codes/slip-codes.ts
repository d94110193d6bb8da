/** Slips in references and in the matrix that would otherwise pass without a word. */
import { docs } from '../../service/docs';
import { someOf } from '../../lib/words';
import { error, shorten, warning } from './define-code';

export const slipCodes = () => ({
  AIB112: error<{ written: string; instead: string }>(() => ({
    title: 'A reference in single braces',
    message: (p) => `YAML reads "${shorten(p.written)}" as a mapping, not as a reference.`,
    hint: (p) => `Write "${p.instead}", with double braces and quoted.`,
    why: 'Braces that are not quoted begin a mapping in YAML. A reference has double braces, and is quoted where it begins the value.',
    replacement: (p) => `"${p.instead}"`,
    right: ["vm: { size: '{{ params.size }}' }"],
    doc: docs.bicepParameters,
  })),
  AIB230: error<{ name: string; near: string }>(() => ({
    title: 'A misspelled key of the matrix',
    message: (p) =>
      `"${shorten(p.name)}" is not a key of the matrix, and no value uses it as {{ matrix.${shorten(p.name)} }}.`,
    hint: (p) => `Write "${p.near}".`,
    why: 'Every other key of the matrix is a list of values, so that a misspelled "include" or "exclude" adds a dimension, and with it images that nobody wants.',
    replacement: (p) => p.near,
    right: ['matrix:', '  env: [dev, prod]', '  include: [{ env: test }]'],
  })),
  AIB231: warning<{ name: string; count: number }>(() => ({
    title: 'A list of the matrix that nothing uses',
    message: (p) =>
      `Nothing uses the list "${shorten(p.name)}" of the matrix: its ${p.count} values make images that differ in their names only.`,
    hint: (p) => `Use it as {{ matrix.${shorten(p.name)} }}, or remove it.`,
    why: 'Each value of a list multiplies the images. If no value of the spec depends on it, the same image is built several times.',
    causedBy: 'any',
    right: ['matrix:', '  env: [dev, prod]', "tags: { env: '{{ matrix.env }}' }"],
  })),
  AIB246: warning<{ name: string; images: readonly string[] }>(() => ({
    title: 'Variants that share an image definition',
    message: (p) =>
      `${p.images.length} variants write to the definition "${shorten(p.name)}": ${someOf(p.images)}. Its latest version is the one that happens to be built last.`,
    hint: 'Use a value of the matrix in the name of the definition, "exclude: true", or "versioning" with a major version for each.',
    why: 'The service counts the versions of a definition, whichever image they come from. Machines that are created from the latest version would get one variant today and another tomorrow.',
    right: ['distribute:', "  - gallery: 'corpGallery/web-{{ matrix.env }}'"],
    doc: docs.sharedImage,
  })),
  AIB254: warning<{ written: string; instead: string }>(() => ({
    title: 'A reference with the wrong braces',
    message: (p) => `"${shorten(p.written)}" is not a placeholder and stays as it is.`,
    hint: (p) => `Write ${p.instead}.`,
    why: 'Only {{ params.name }} and {{ matrix.name }} are replaced. Everything else is text and reaches Azure as it stands.',
    replacement: (p) => p.instead,
    right: ["vm: { size: '{{ params.size }}' }"],
    doc: docs.bicepParameters,
  })),
});
