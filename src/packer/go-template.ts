/**
 * The `{{ … }}` of Packer, in texts of the old JSON templates and of HCL.
 * https://developer.hashicorp.com/packer/docs/templates/legacy_json_templates/engine
 */
import {
  armSymbol,
  armText,
  armUnknown,
  isArmList,
  isArmObject,
  isArmText,
} from '../arm/arm-value';
import type { ArmPart, ArmValue } from '../arm/arm-value';
import { mapValues } from '../lib/map-values';

/** Gives the value of a variable, in templates that have `{{user …}}`. */
export type UserVariable = (name: string) => ArmValue | undefined;

const call = /\{\{-?\s*(\w+)(?:\s+(?:`([^`]*)`|"([^"]*)"))?\s*-?\}\}/g;

/** Why a function has no static value; functions that are not here stay text. */
const reasons: Readonly<Record<string, string>> = {
  timestamp: 'it reads the clock',
  isotime: 'it reads the clock',
  uuid: 'it is new with each run',
  env: 'it reads the environment of the machine that runs it',
  build: 'Packer knows it only while it builds',
  build_name: 'Packer knows it only while it builds',
  build_type: 'Packer knows it only while it builds',
  consul_key: 'it asks another service',
  vault: 'it asks another service',
  aws_secretsmanager: 'it asks another service',
};

/** A value whose texts have their `{{ … }}` filled in, as far as they are known. */
export function fillTemplates(value: ArmValue, user: UserVariable): ArmValue {
  if (typeof value === 'string') return armText(partsOf(value, user));
  if (isArmText(value)) return armText(value.parts.flatMap((part) => partsOf(part, user)));
  if (isArmList(value)) return value.map((one) => fillTemplates(one, user));
  if (!isArmObject(value)) return value;
  return mapValues(value, (inner) => fillTemplates(inner, user));
}

function partsOf(text: ArmPart, user: UserVariable): readonly ArmPart[] {
  if (typeof text !== 'string') return [text];
  const parts: ArmPart[] = [];
  let end = 0;
  for (const match of text.matchAll(call)) {
    const [all, name = '', quoted, double] = match;
    const found = valueOf(name, quoted ?? double, all, user);
    if (!found) continue;
    parts.push(text.slice(end, match.index), ...found);
    end = match.index + all.length;
  }
  return [...parts, text.slice(end)];
}

function valueOf(
  name: string,
  argument: string | undefined,
  all: string,
  user: UserVariable,
): readonly ArmPart[] | undefined {
  if (name === 'template_dir' || name === 'pwd') return ['.'];
  if (name === 'user' && argument !== undefined) {
    const value = user(argument) ?? armSymbol({ symbol: 'parameter', name: argument });
    if (isArmText(value)) return value.parts;
    return isArmList(value) || isArmObject(value) ? undefined : [String(value ?? '')];
  }
  const why = Object.hasOwn(reasons, name) ? reasons[name] : undefined;
  if (why === undefined) return undefined;
  const unknown = armUnknown(all, why).parts;
  const word = argument !== undefined && /^[A-Za-z]\w*$/.test(argument) ? argument : name;
  return unknown.map((part) =>
    typeof part === 'object' && part.symbol === 'unknown' ? { ...part, name: word } : part,
  );
}
