/** How large a spec may be: what is larger than any would only keep the reader busy. */
import { embedLimit } from '../service/limits';

/** The limits; a value takes some tokens (blanks, colons, line breaks). */
export const limits = {
  characters: 1_000_000,
  tokens: 120_000,
  nodes: 20_000,
  depth: 60,
  /** Steps, targets, regions, exit codes: entries of a list that is not the lines of a script. No image comes near it. */
  entries: 1000,
  errors: 20,
} as const;

/** How much the files of one spec may come to, all together. */
export const wholeLimits = {
  /** Files that a spec inherits from, each as often as it is named. */
  bases: 200,
  /** Files on the way from a spec to a base. */
  chain: 50,
  /** Step files, each as often as it is named, over all variants. */
  stepFiles: 20_000,
  /** Steps, over all variants. */
  steps: 200_000,
  /** Values of a spec with its bases, times its variants. */
  values: 1_000_000,
} as const;

/** Sizes of files in bytes, by what they are read for. */
export const fileLimits = {
  /** Specs, bases and step files: up to four bytes a character. */
  yaml: 4 * limits.characters,
  /** Scripts whose text becomes part of the outputs. */
  embedded: embedLimit,
  /** Scripts and files that are copied from their address: only the checksum is needed. */
  script: 100 * 1024 * 1024,
} as const;
