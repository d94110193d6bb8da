import { diagnose } from '../diagnostics/diagnostic';
import { field } from '../model/value';
import { placeOfValue } from './place';
import type { Rule } from '.';

/** 1 to 5 minutes fail during the build; less than 60 are short for Windows. */
export const buildTimeout: Rule = (image, report) => {
  const value = field(image.properties, 'buildTimeoutInMinutes');
  if (value?.kind !== 'number') return;
  const minutes = value.value;
  if (minutes >= 1 && minutes <= 5) report(diagnose('AIB301', { minutes }, placeOfValue(value)));
  else if (image.facts.os.value === 'windows' && minutes < 60) {
    report(diagnose('AIB403', { minutes }, placeOfValue(value)));
  }
};
