/** What a rule is: it looks at one image and reports what is wrong with it. */
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Image } from '../image/image';

export type Rule = (image: Image, report: (diagnostic: Diagnostic) => void) => void;
