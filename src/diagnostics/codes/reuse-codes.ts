/** 22x: bases, step files and the matrix. */
import { error, shorten } from './define-code';

export const reuseCodes = () => ({
  AIB220: error<{ path: string; what: 'base' | 'step file' }>(() => ({
    title: 'A missing base or step file',
    message: (p) => `The ${p.what} "${shorten(p.path)}" does not exist.`,
    hint: 'Correct the path; it is relative to the file that contains it.',
    why: 'A part of the spec is missing, so that nobody knows what the image would be.',
    right: ['extends: _base.yaml'],
  })),
  AIB221: error<{ chain: readonly string[] }>(() => ({
    title: 'A file that includes itself',
    message: (p) => `The file includes itself: ${p.chain.join(' -> ')}.`,
    hint: 'Remove one of these references.',
    why: 'The file would never end.',
    right: ['extends: _other.yaml'],
  })),
  AIB223: error<{ name: string }>(() => ({
    title: 'An invalid name of a matrix dimension',
    message: (p) =>
      `Invalid name "${shorten(p.name)}": it cannot be used as {{ matrix.${shorten(p.name)} }}.`,
    hint: 'Start with a letter, and use letters, digits, "_" and "-".',
    why: 'The name is used in {{ matrix.name }}.',
    right: ['matrix:', '  sku: [server, minimal]'],
  })),
  AIB224: error<{ name: string }>(() => ({
    title: 'A list or mapping inside a string',
    message: (p) =>
      `The value of "matrix.${shorten(p.name)}" is a list or a mapping and cannot be part of a string.`,
    hint: 'Use it as the whole value, or make it a string.',
    why: 'Inside of other text only a string, a number or a boolean can be inserted.',
    right: ["name: 'web-{{ matrix.env }}'"],
  })),
  AIB225: error<{ count: number; limit: number }>(() => ({
    title: 'A matrix with too many variants',
    message: (p) => `The matrix has ${p.count} variants; the limit is ${p.limit}.`,
    hint: 'Split the spec.',
    why: 'Each combination is an image of its own. A list too many multiplies them without notice.',
    right: ['matrix:', '  env: [dev, prod]'],
  })),
  AIB226: error(() => ({
    title: 'A matrix without variants',
    message: () => 'The matrix has no variants left.',
    hint: 'Exclude fewer, or remove the matrix.',
    why: 'A spec that makes no image is a mistake, and its image would disappear without a word.',
    right: ['matrix:', '  env: [dev, prod]', '  exclude: [{ env: dev }]'],
  })),
  AIB227: error<{ name: string; near: string | undefined }>(() => ({
    title: 'An unknown matrix value',
    message: (p) => `The matrix has no value "${shorten(p.name)}" for this image.`,
    hint: (p) =>
      p.near === undefined
        ? `Add it under "matrix:", or write {{{{ matrix.${shorten(p.name)} }}}} for the literal text.`
        : `Did you mean "${p.near}"?`,
    why: 'Each value comes from a list of the matrix, or from an entry of include.',
    right: ['matrix:', '  env: [dev, prod]', "tags: { env: '{{ matrix.env }}' }"],
  })),
  AIB232: error<{ what: string; limit: number }>(() => ({
    title: 'A spec put together from too much',
    message: (p) => `The spec is put together from more than ${p.limit} ${p.what}.`,
    hint: 'Split the spec, or remove what is repeated.',
    why: 'Files that include each other twice double at each level: a few lines would fill the memory of the machine.',
    right: ['extends: _base.yaml'],
  })),
  AIB233: error<{ name: string; file: string }>(() => ({
    title: 'A step file without a value that it needs',
    message: (p) => `The steps of "${shorten(p.file)}" need a value for "${shorten(p.name)}".`,
    hint: (p) => `Add it beside "steps:", as in "with: { ${shorten(p.name)}: … }".`,
    why: 'The step file declares the parameter without a default.',
    right: ['customize:', '  - steps: aibgen/winget-apps', '    with: { apps: Git.Git 7zip.7zip }'],
  })),
  AIB234: error<{ name: string; file: string; near: string | undefined; known: readonly string[] }>(
    () => ({
      title: 'A value that no parameter of the step file takes',
      message: (p) => `The steps of "${shorten(p.file)}" have no parameter "${shorten(p.name)}".`,
      hint: (p) => {
        if (p.near !== undefined) return `Did you mean "${p.near}"?`;
        if (p.known.length === 0)
          return 'Remove it, or declare it in the step file: "parameters:" beside "steps:".';
        return `Its parameters are ${p.known.map((one) => `"${one}"`).join(', ')}.`;
      },
      why: 'A value that nothing takes would have no effect, and nobody would notice.',
      right: [
        'customize:',
        '  - steps: aibgen/winget-apps',
        '    with: { apps: Git.Git 7zip.7zip }',
      ],
      replacement: (p) => p.near,
      replaces: (p) => p.name,
    }),
  ),
  AIB235: error<{ name: string; near: string | undefined; known: readonly string[] }>(() => ({
    title: 'Unknown ready-made steps',
    message: (p) => `There are no ready-made steps "aibgen/${shorten(p.name)}".`,
    hint: (p) =>
      p.near === undefined
        ? `Write one of ${p.known.map((one) => `aibgen/${one}`).join(', ')}; or ./aibgen/… for a file of your own.`
        : `Did you mean "aibgen/${p.near}"?`,
    why: 'A path that begins with "aibgen/" names steps that come with the tool; "aibgen docs steps" lists them.',
    right: ['customize:', '  - steps: aibgen/updates-linux'],
    replacement: (p) => (p.near === undefined ? undefined : `aibgen/${p.near}`),
    replaces: (p) => `aibgen/${p.name}`,
  })),
});
