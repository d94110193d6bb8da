/** What a rule is: it looks at one image and reports what is wrong with it. */
import type { Finding } from '../diagnostics/diagnostic';
import type { Image } from '../image/image';

export type Rule = (image: Image, report: (diagnostic: Finding) => void) => void;
