/** What a rule is: it looks at one image and reports what is wrong with it. */
import type { CodeName, CodeParameters } from '../diagnostics/codes';
import type { Image } from '../image/image';
import type { About } from './place';

/** Reports a code with what its message names; the place is that of the first of some things that has one. */
export type Report = <C extends CodeName>(
  code: C,
  parameters: CodeParameters<C>,
  ...about: readonly About[]
) => void;

export type Rule = (image: Image, report: Report) => void;
