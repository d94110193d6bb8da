/** 96x: the configuration file. */
import { error, shorten } from './define-code';

export const configCodes = () => ({
  AIB960: error<{ path: string }>(() => ({
    title: 'A path that leaves the project',
    message: (p) => `The path "${p.path}" leads out of the folder of the configuration file.`,
    hint: 'Use a path below that folder.',
    why: 'The configuration comes with the repository. It must not make aibgen read or write elsewhere.',
  })),
  AIB961: error<{ code: string; known: boolean; near: string | undefined }>(() => ({
    title: 'A level for something that is no rule',
    message: (p) =>
      p.known
        ? `"${shorten(p.code)}" is not about specs: its level cannot be set.`
        : `Unknown rule "${shorten(p.code)}".`,
    hint: (p) =>
      p.near === undefined
        ? 'Use the code of a finding, as in "AIB415: error".'
        : `Did you mean "${p.near}"?`,
    why: 'A level for a code that does not exist would silently do nothing.',
  })),
  AIB962: error<{ code: string; title: string; level: string }>(() => ({
    title: 'An error that cannot be lowered',
    message: (p) => `"${p.code}" cannot be lowered to "${p.level}": it is an error (${p.title}).`,
    hint: 'Remove the line. Only the levels of warnings and infos can be set.',
    why: 'An error means that the spec cannot work: Azure would refuse the deployment, or the build would fail. A level cannot change that.',
  })),
  AIB963: error<{ policy: string; file: string; what: string; hint: string }>(() => ({
    title: 'A policy that is not met',
    message: (p) => `The policy "${p.policy}" is not met: ${p.what}.`,
    hint: (p) => `${p.hint} ${p.file} sets the policy.`,
    why: 'The policies under "require:" in aibgen.config.yaml are what a team demands of all its images. The owners of that file decide about exceptions; a comment in a spec cannot silence a policy.',
  })),
});
