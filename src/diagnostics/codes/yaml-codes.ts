/** 0xx: YAML that cannot be read. */
import { docs } from '../../service/docs';
import { code, shorten } from './define-code';

export const yamlCodes = {
  AIB001: code<{ detail: string; hint: string }>({
    severity: 'error',
    title: 'The file is no YAML',
    message: (p) => `The YAML cannot be read: ${p.detail}.`,
    hint: (p) => p.hint,
    doc: docs.yaml,
  }),
  AIB002: code({
    severity: 'error',
    title: 'The file is empty',
    message: () => 'The file holds no spec.',
    hint: 'Write a spec, or let "aibgen init" write a first one.',
  }),
  AIB003: code<{ key: string }>({
    severity: 'error',
    title: 'A key is given twice',
    message: (p) => `The key "${shorten(p.key)}" is given twice in one map.`,
    hint: 'Keep one of the two.',
    doc: docs.yaml,
  }),
  AIB004: code<{ detail: string; hint: string }>({
    severity: 'error',
    title: 'YAML that a spec cannot hold',
    message: (p) => `${p.detail}.`,
    hint: (p) => p.hint,
    doc: docs.yaml,
    incomplete: true,
  }),
  AIB005: code<{ what: string; limit: string }>({
    severity: 'error',
    title: 'The file is too large',
    message: (p) => `The file ${p.what}; the limit is ${p.limit}.`,
    hint: 'Split it, or move long scripts into files of their own.',
    doc: docs.yaml,
    incomplete: true,
  }),
  AIB006: code({
    severity: 'error',
    title: 'The file is no text',
    message: () => 'The file is not valid UTF-8.',
    hint: 'Save it as UTF-8.',
    doc: docs.yaml,
  }),
  AIB007: code<{ what: string }>({
    severity: 'error',
    title: 'A character that no output can hold',
    message: (p) => `The text holds ${p.what}, which JSON and Bicep cannot carry.`,
    hint: 'Take the character out.',
    doc: docs.yaml,
  }),
} as const;
