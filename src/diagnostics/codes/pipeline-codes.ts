/** 94x and 95x: pipelines and `aibgen init`. */
import { error, shorten, warning } from './define-code';

export const pipelineCodes = () => ({
  AIB940: error<{ path: string }>(() => ({
    title: 'A pipeline file that aibgen did not write',
    message: (p) => `The file "${p.path}" already exists, and aibgen did not write it.`,
    hint: 'Rename that file, or overwrite it with --force.',
    why: 'The folder belongs to you: aibgen overwrites its own pipelines only.',
  })),
  AIB941: error<{ path: string }>(() => ({
    title: 'A pipeline folder inside the output folder',
    message: (p) => `The folder "${p.path}" of --pipelines is inside the output folder.`,
    hint: 'Name another folder: .github/workflows, or one that Azure Pipelines reads.',
    exit: 'usage',
    why: 'The output folder has its own copy. One inside it would count as an orphaned file.',
  })),
  AIB948: warning(() => ({
    title: 'Pipelines in a spec',
    message: () => '"pipelines" of a spec has no effect: there is one pipeline for all images.',
    hint: 'Remove it here, and set "pipelines" in aibgen.config.yaml.',
    why: 'A pipeline for each image was the same text many times. The settings of the one pipeline are in the configuration file of the project.',
  })),
  AIB949: error<{ name: string }>(() => ({
    title: 'An image named as the folder of the pipelines',
    message: (p) => `The image "${p.name}" would be written to the folder of the pipelines.`,
    hint: 'Give the image another name.',
    why: 'The folder of the image and the folder of the pipelines would be one.',
  })),
  AIB950: error<{ flag: string; value: string; why: string; hint: string }>(() => ({
    title: 'An invalid flag of init',
    message: (p) => `--${p.flag} cannot be "${shorten(p.value)}": ${p.why}`,
    hint: (p) => p.hint,
    exit: 'usage',
    why: 'The first spec has to build as it is.',
  })),
  AIB951: error<{ path: string }>(() => ({
    title: 'A first spec that exists already',
    message: (p) => `The file "${p.path}" already exists.`,
    hint: 'Give the image another --name, or overwrite the file with --force.',
    why: "Nobody's spec is overwritten by accident.",
  })),
});
