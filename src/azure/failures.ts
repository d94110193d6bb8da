/** What went wrong -> what to tell: a problem with a code, never a stack trace, never a token. */
import { provisioningErrors } from '../service/provisioning-errors';
import { serviceLine } from '../lib/service-text';
import { type Json, textAt } from '../lib/json';
import { type ImageResult, type Problem, problem } from './azure-image';
import { isMissingPlace } from './image-templates';
import { LoginError } from './login';
import { TimeIsOver } from './long-running';
import { isForbidden, isLost, isNotFound, missingRight, ServiceError } from './service-error';

/** A refusal of an operation, thrown where it is found and told as the result of the image. */
export class Refusal extends Error {
  readonly problem: Problem;
  readonly state: string;

  constructor(found: Problem, state = 'refused') {
    super(found.code);
    this.problem = found;
    this.state = state;
  }
}

/**
 * The result of an image whose operation threw. Rethrows what is a bug.
 * @param what begins the sentence about a refusal of the service, as "The deployment failed"
 */
export function failureOf(name: string, what: string, error: unknown): ImageResult {
  if (error instanceof Refusal) {
    return { name, state: error.state, problems: [error.problem] };
  }
  if (error instanceof TimeIsOver) {
    const found = problem('AIB821', { what: `${what}, and goes on.`, minutes: 60 });
    return { name, state: 'waiting', problems: [found] };
  }
  return { name, state: 'failed', problems: [problemOf(what, error)] };
}

/** The problem that an error is. Rethrows what is a bug. */
export function problemOf(what: string, error: unknown): Problem {
  if (error instanceof LoginError) return problem('AIB801', { why: error.message });
  if (!(error instanceof ServiceError)) throw error;
  const { code, message, status } = error;
  if (status === 401) {
    return problem('AIB801', { why: [code, message].filter((one) => one !== '').join(': ') });
  }
  if (isForbidden(error) && !/policy|quota|lock/i.test(code)) {
    return problem('AIB802', { ...missingRight(error), message });
  }
  if (/^(?:AuthorizationFailed|LinkedAuthorizationFailed)$/i.test(code)) {
    return problem('AIB802', { ...missingRight(error), message });
  }
  if (isNotFound(error) && isMissingPlace(error)) return problem('AIB805', { message });
  if (/^SubscriptionNotFound$|^InvalidSubscriptionId$/i.test(code)) {
    return problem('AIB805', { message });
  }
  if (/^MissingSubscriptionRegistration$|^SubscriptionNotRegistered/i.test(code)) {
    const [, named] = /'?\b(Microsoft\.[A-Za-z]+)/.exec(message) ?? [];
    return problem('AIB806', { namespace: named ?? 'Microsoft.VirtualMachineImages' });
  }
  if (isLost(error))
    return problem('AIB820', {
      message: [code, message].filter(Boolean).join(': ').replace(/\.$/, ''),
    });
  return problem('AIB819', { what, code, message, hint: hintFor(code, message) });
}

/** Refusals for which there is a remedy, by code or message. */
const hints: readonly (readonly [RegExp, string])[] = [
  [
    /quota|cores? limit|OperationNotAllowed.*exceed/i,
    'Ask for more of it in the portal (Quotas), use a smaller size (vm: {size: ...}), or another region.',
  ],
  [
    /RequestDisallowedByPolicy|disallowed by policy/i,
    'A policy of the subscription forbids it: the message names it. Change the spec accordingly, or ask for an exemption.',
  ],
  [/ScopeLocked|lock/i, 'A lock protects it: an owner removes the lock first.'],
  [
    /RoleAssignmentExists/i,
    'Someone has given the identity this role by hand: delete that assignment, or deploy with --rights none.',
  ],
  [
    /RoleAssignmentUpdateNotPermitted/i,
    'The identity was deleted and made anew under its old name: delete the assignments that name no principal, and deploy again.',
  ],
  [
    /Conflict|AnotherOperationInProgress/i,
    'Another operation is going on: try again when it is done.',
  ],
];

function hintFor(code: string, message: string): string {
  const text = `${code} ${message}`;
  return hints.find(([pattern]) => pattern.test(text))?.[1] ?? '';
}

/** Why the service refused a template, with what its code means. */
export function provisioningFailure(template: Json): string {
  const error = [template, 'properties', 'provisioningError'] as const;
  const [value, ...path] = error;
  const code = textAt(value, ...path, 'provisioningErrorCode') ?? '';
  const message = serviceLine(textAt(value, ...path, 'message') ?? '');
  const meaning = Object.hasOwn(provisioningErrors, code) ? provisioningErrors[code] : undefined;
  const parts = [code === '' ? '' : `${code}.`, meaning ?? '', message];
  return parts.filter((one) => one !== '').join(' ') || 'it gives no reason.';
}
