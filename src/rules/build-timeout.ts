import type { Rule } from './rule';

/** 1 to 5 minutes fail during the build. */
export const buildTimeout: Rule = ({ properties }, report) => {
  const value = properties.buildTimeoutInMinutes;
  if (value?.kind !== 'number' || value.value < 1 || value.value > 5) return;
  report('AIB301', { minutes: value.value }, value);
};
