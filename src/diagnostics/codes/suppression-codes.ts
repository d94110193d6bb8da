/** 43x: comments that suppress diagnostics. */
import { docs } from '../../service/docs';
import { code, shorten } from './define-code';

export const suppressionCodes = {
  AIB430: code<{ code: string }>({
    severity: 'warning',
    title: 'A silenced code that is not there',
    message: (p) => `Nothing on the next line has the code "${shorten(p.code)}".`,
    hint: 'Take the comment out.',
    doc: docs.comments,
  }),
  AIB431: code<{ code: string }>({
    severity: 'warning',
    title: 'A silenced code without a reason',
    message: (p) => `The comment silences ${p.code} and does not say why.`,
    hint: (p) => `Write the reason behind the code: # aibgen-disable-next-line ${p.code} <reason>`,
    doc: docs.comments,
  }),
  AIB432: code<{ code: string; why: string }>({
    severity: 'warning',
    title: 'A code that cannot be silenced',
    message: (p) => `"${shorten(p.code)}" cannot be silenced: ${p.why}.`,
    hint: 'Take the comment out, and mend the error where there is one.',
    doc: docs.comments,
  }),
} as const;
