/** 45x: sizes and images at the end of their life, and what an image needs of the VMs that are made of it. */
import { docs } from '../../service/docs';
import { code } from './define-code';

export const lifecycleCodes = {
  AIB450: code<{
    size: string;
    retirement: string | undefined;
    blocked: boolean;
    near: string | undefined;
  }>({
    severity: 'warning',
    title: 'A VM size that is going to be retired',
    message: (p) => {
      const what = [
        ...(p.retirement === undefined ? [] : [`retires on ${p.retirement}`]),
        ...(p.blocked ? ['cannot be used by subscriptions made since July 2026'] : []),
      ];
      return `The size "${p.size}" ${what.join(' and ')}.`;
    },
    hint: (p) => (p.near === undefined ? 'Choose another size.' : `Use "${p.near}".`),
    why: 'New subscriptions are refused sizes of these series (SkuNotAvailable), existing ones get no more quota, and from the retirement date on every build fails.',
    doc: docs.retirements,
  }),
} as const;
