/** 94x, 95x: images in the output folder that no spec makes any more, and builds that share the folder. */
import { someOf } from '../../lib/words';
import { error, warning } from './define-code';

const whyLeftOver =
  'Whoever deploys the folder would deploy an image that nobody maintains. A build never removes a whole image without being asked.';

export const outputFolderCodes = () => ({
  AIB943: error<{ path: string; command: string }>(() => ({
    title: 'An image that no spec makes',
    message: (p) => `No spec makes the image in "${p.path}" any more.`,
    hint: (p) => `Run: ${p.command}`,
    why: whyLeftOver,
  })),
  AIB944: warning<{ path: string; command: string }>(() => ({
    title: 'An image that no spec makes, left in place',
    message: (p) => `No spec makes the image in "${p.path}" any more; its files are still there.`,
    hint: (p) => `Remove them with: ${p.command}`,
    why: whyLeftOver,
  })),
  AIB945: warning<{ path: string; file: string }>(() => ({
    title: 'An image that --prune keeps',
    message: (p) =>
      `The folder "${p.path}" is not removed: its file "${p.file}" was edited by hand, or is not from aibgen.`,
    hint: 'Move what you need, and delete the folder.',
    why: '--prune removes only what a build can write again.',
  })),
  AIB946: error(() => ({
    title: 'A --prune without all specs',
    message: () => '--prune has to know all images, and only some of the specs are named.',
    hint: 'Name the folder of all specs, without --shard and --changed-since.',
    why: 'Images of specs that are not named would look as if no spec made them.',
    exit: 'usage',
  })),
  AIB947: error<{ path: string; owner: string }>(() => ({
    title: 'An output folder in use',
    message: (p) => `The output folder "${p.path}" is locked by ${p.owner}.`,
    hint: 'If another build is running, wait for it; else delete ".aibgen.lock" in that folder.',
    why: 'Two builds that write the same image at the same time would leave files of both.',
    exit: 'usage',
  })),
  AIB952: error<{
    images: readonly string[];
    files: number;
    reason: string;
    command: string;
  }>(() => ({
    title: 'Stale images with one cause',
    message: (p) =>
      `${p.images.length} images (${someOf(p.images)}) are stale, ${p.files} files in all: ${p.reason}.`,
    hint: (p) => `Run: ${p.command}`,
    why: 'A file that many images use makes all of them stale. With --format json each file is listed.',
  })),
  AIB953: error<{ name: string; near: string | undefined; known: readonly string[] }>(() => ({
    title: 'An unknown example',
    message: (p) => `There is no example "${p.name}".`,
    hint: (p) =>
      p.near === undefined ? `Use one of: ${p.known.join(', ')}.` : `Did you mean "${p.near}"?`,
    exit: 'usage',
    why: 'The examples come with aibgen; "aibgen init --from" lists them.',
  })),
  AIB954: error<{ images: readonly string[]; files: number; command: string }>(() => ({
    title: 'Images without outputs',
    message: (p) =>
      p.images.length === 1
        ? `The image ${p.images[0]} has no outputs yet: ${p.files} files are missing.`
        : `${p.images.length} images (${someOf(p.images)}) have no outputs yet: ${p.files} files are missing.`,
    hint: (p) => `Run: ${p.command}`,
    why: 'A spec is new, or its outputs were not committed. With --format json each file is listed.',
  })),
  AIB955: error<{ name: string; near: string | undefined }>(() => ({
    title: 'A name that explain does not know',
    message: (p) => `"${p.name}" is no spec, no code and no key of the language.`,
    hint: (p) =>
      p.near === undefined
        ? 'Name a spec, a code such as AIB301, or a key such as vm.size or regions.'
        : `Did you mean "${p.near}"?`,
    why: 'What is explained is a spec (a file), a code, or a key of a spec or of the configuration file.',
    exit: 'usage',
  })),
});
