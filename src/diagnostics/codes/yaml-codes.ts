/** 0xx: YAML that cannot be read. */
import { docs } from '../../service/docs';
import { error, shorten } from './define-code';

export const yamlCodes = () => ({
  AIB001: error<{ detail: string; hint: string }>(() => ({
    title: 'Invalid YAML',
    message: (p) => `Invalid YAML: ${p.detail}.`,
    hint: (p) => p.hint,
    why: 'Nothing of a file that is not YAML can be trusted: what follows an error may belong anywhere.',
    doc: docs.yaml,
  })),
  AIB002: error(() => ({
    title: 'An empty file',
    message: () => 'The file is empty.',
    hint: 'Write a spec, or run "aibgen init" to create one.',
    why: 'An empty spec makes no image; often the file was not saved.',
    right: ['location: eastus2'],
  })),
  AIB003: error<{ key: string }>(() => ({
    title: 'A duplicate key',
    message: (p) => `The key "${shorten(p.key)}" appears twice in the same mapping.`,
    hint: 'Remove one of them.',
    why: 'YAML parsers disagree about which of the two values counts.',
    doc: docs.yaml,
  })),
  AIB004: error<{ detail: string; hint: string }>(() => ({
    title: 'YAML that a spec cannot use',
    message: (p) => `${p.detail}.`,
    hint: (p) => p.hint,
    why: 'YAML can express more than a spec: such values have no counterpart in a template.',
    right: ['x-steps: &steps', '  - shell: sudo apt-get update', 'customize: *steps'],
    doc: docs.yaml,
    incomplete: true,
  })),
  AIB005: error<{ what: string; limit: string }>(() => ({
    title: 'A file that is too large',
    message: (p) => `The file ${p.what}; the limit is ${p.limit}.`,
    hint: 'Split it, or move long scripts into separate files.',
    why: 'The limits keep a build fast and its memory bounded, whatever the file contains.',
    right: ['customize:', '  - shell: ./scripts/long.sh'],
    doc: docs.yaml,
    incomplete: true,
  })),
  AIB006: error(() => ({
    title: 'A file that is not text',
    message: () => 'The file is not valid UTF-8.',
    hint: 'Save it as UTF-8.',
    why: 'Another encoding would turn letters into others without a word.',
    doc: docs.yaml,
  })),
  AIB007: error<{ what: string }>(() => ({
    title: 'A character that no output can contain',
    message: (p) => `The string contains ${p.what}, which JSON and Bicep cannot represent.`,
    hint: 'Remove the character.',
    why: 'JSON and Bicep have no way to write it, and shells end a text there.',
    doc: docs.yaml,
  })),
});
