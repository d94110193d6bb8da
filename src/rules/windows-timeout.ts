import type { Rule } from './rule';

/** Less than an hour is short for Windows. */
export const windowsTimeout: Rule = ({ properties, facts }, report) => {
  const value = properties.buildTimeoutInMinutes;
  if (value?.kind !== 'number' || facts.os.value !== 'windows') return;
  if (value.value <= 5 || value.value >= 60) return;
  report('AIB403', { minutes: value.value }, value);
};
