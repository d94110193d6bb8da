/** 43x: comments that suppress diagnostics. */
import { docs } from '../../service/docs';
import { shorten, warning } from './define-code';

export const suppressionCodes = () => ({
  AIB430: warning<{ code: string }>(() => ({
    title: 'An unused suppression',
    message: (p) => `The next line has no diagnostic "${shorten(p.code)}".`,
    hint: 'Remove the comment.',
    why: 'A suppression that stays behind would hide the same problem when it comes back.',
    right: ['location: eastus2'],
    doc: docs.comments,
  })),
  AIB431: warning<{ code: string }>(() => ({
    title: 'A suppression without a reason',
    message: (p) => `The comment suppresses ${p.code} without giving a reason.`,
    hint: (p) => `Write the reason after the code: # aibgen-disable-next-line ${p.code} <reason>`,
    why: 'Who reads the spec later has to know why the warning does not count.',
    doc: docs.comments,
  })),
  AIB432: warning<{ code: string; why: string }>(() => ({
    title: 'A code that cannot be suppressed',
    message: (p) => `"${shorten(p.code)}" cannot be suppressed: ${p.why}.`,
    hint: 'Remove the comment, and fix the error if there is one.',
    why: 'An error means that the spec cannot work: hiding it would not help.',
    right: ['location: eastus2'],
    doc: docs.comments,
  })),
});
