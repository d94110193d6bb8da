import { emptyEnvironment } from '../../src/arm/evaluation-context';
import type { ArmEnvironment } from '../../src/arm/evaluation-context';
import { evaluateArmString, evaluateJson } from '../../src/arm/evaluate';
import {
  armKey,
  armKeyText,
  armSymbol,
  armText,
  describeArmText,
  isArmText,
  wholeSymbol,
} from '../../src/arm/arm-value';
import type { ArmPart, ArmValue } from '../../src/arm/arm-value';
import type { Json } from '../../src/lib/json';

const name: ArmPart = { symbol: 'parameter', name: 'name' };
const group: ArmPart = { symbol: 'resourceGroup' };
const subscription: ArmPart = { symbol: 'subscriptionId' };
const location: ArmPart = { symbol: 'location' };

const parameters = new Map<string, ArmValue>([
  ['name', armSymbol({ symbol: 'parameter', name: 'name' })],
  ['count', armSymbol({ symbol: 'parameter', name: 'count' })],
  ['flag', armSymbol({ symbol: 'parameter', name: 'flag' })],
  ['list', armSymbol({ symbol: 'parameter', name: 'list' })],
  ['known', 'Known'],
]);
const types = new Map([
  ['count', 'int'],
  ['flag', 'bool'],
  ['list', 'array'],
]);
const variables = new Map<string, ArmValue>([
  ['obj', { Size: 'S', tags: [1, 2] }],
  ['nothing', null],
]);

const environment: ArmEnvironment = {
  ...emptyEnvironment(),
  parameter: (key) => parameters.get(key.toLowerCase()),
  parameterType: (key) => types.get(key.toLowerCase()),
  variable: (key) => variables.get(key.toLowerCase()),
  userFunction: (key) =>
    key === 'my.tag'
      ? { parameters: ['a'], output: "[concat('<', parameters('a'), '>')]" }
      : undefined,
};

function evaluate(expression: string): ArmValue {
  const budget = { steps: 100_000, depth: 0 };
  return evaluateArmString(`[${expression}]`, { ...environment, budget });
}

/** Values below were computed with the template engine of the Bicep CLI. */
describe('static expressions', () => {
  test.each<[string, Json]>([
    ["'it''s'", "it's"],
    ['true()', true],
    ['null()', null],
    ["parameters('KNOWN')", 'Known'],
    ["variables('obj').size", 'S'],
    ["variables('obj')['tags'][1]", 2],
    ["my.tag('x')", '<x>'],
    ["concat('a', 1, true())", 'a1True'],
    ["concat(createArray(1), createArray('b'))", [1, 'b']],
    ["format('{0}-{1} {{x}}', 'a', 7)", 'a-7 {x}'],
    ["format('{0:D3}|{1,4}|{2,-3}|{3}', 5, 'a', 'b', null())", '005|   a|b  |'],
    ["toLower('ÄB')", 'äb'],
    ['toUpper(string(true()))', 'TRUE'],
    ["trim('  a ')", 'a'],
    ["replace('aXbX', 'X', '$&')", 'a$&b$&'],
    ["split('a-b_c', createArray('-', '_'))", ['a', 'b', 'c']],
    ["join(createArray('a', 1, true()), ',')", 'a,1,True'],
    ["substring('abc', 1)", 'bc'],
    ["substring('abc', 1, 1)", 'b'],
    ["take('abc', 5)", 'abc'],
    ['take(createArray(1, 2), -1)', []],
    ["skip('abc', 1)", 'bc'],
    ["first('')", ''],
    ['first(createArray())', null],
    ['last(createArray(1, 2))', 2],
    ["length(createObject('a', 1))", 1],
    ["contains('ABC', 'b')", false],
    ["contains(createObject('Ab', 1), 'aB')", true],
    ["startsWith('ABC', 'ab')", true],
    ["endsWith('ABC', 'bc')", true],
    ["indexOf('ABC', 'b')", 1],
    ["indexOf(createArray('a', 'b'), 'b')", 1],
    ['empty(null())', true],
    ["empty('')", true],
    ["string(createObject('a', 1, 'b', createArray('x')))", '{"a":1,"b":["x"]}'],
    ["int('05')", 5],
    ["bool('True')", true],
    ['bool(2)', true],
    [`json('{"a": 1.5}')`, { a: 1.5 }],
    ["json('null')", null],
    ["if(true(), 'a', parameters('nope'))", 'a'],
    ['and(true(), equals(1, 1))', true],
    ['or(false(), true())', true],
    ['not(false())', true],
    ["equals('A', 'a')", false],
    ["equals(1, '1')", false],
    ["equals(createObject('a', 1, 'b', 2), createObject('b', 2, 'a', 1))", true],
    ["less('A', 'a')", false],
    ["less('a', 'B')", true],
    ['lessOrEquals(1, 1)', true],
    ['greater(2, 1)', true],
    ["greaterOrEquals('A', 'a')", true],
    ["coalesce(null(), 'a')", 'a'],
    ["array('a')", ['a']],
    ['range(2, 3)', [2, 3, 4]],
    ['union(createArray(1, 1), createArray(2))', [1, 2]],
    [
      "union(createObject('a', createObject('x', 1)), createObject('a', createObject('y', 2)))",
      { a: { x: 1, y: 2 } },
    ],
    ["union(createObject('a', 1), createObject('A', 2))", { A: 2 }],
    ['min(3, 1)', 1],
    ['max(createArray(1, 5, 2))', 5],
    ['add(-1, 2)', 1],
    ['sub(1, 2)', -1],
    ['mul(3, 4)', 12],
    ['div(-7, 2)', -3],
    ['mod(-7, 2)', -1],
    [
      "items(createObject('b', 1, '_', 2, 'C', 3))",
      [
        { key: 'b', value: 1 },
        { key: 'C', value: 3 },
        { key: '_', value: 2 },
      ],
    ],
    ["objectKeys(createObject('b', 1, 'a', 2))", ['a', 'b']],
    ['flatten(createArray(createArray(1), createArray(createArray(2))))', [1, [2]]],
    ["shallowMerge(createArray(createObject('a', 1), createObject('b', 2)))", { a: 1, b: 2 }],
    ["tryGet(variables('obj'), 'tags', 0)", 1],
    ["tryGet(variables('obj'), 'b', 'c')", null],
    ["indexFromEnd(split('a:b:c', ':'), 1)", 'c'],
    ["base64('hä')", 'aMOk'],
    ["base64ToString('aMOk')", 'hä'],
    ["uri('https://a.b/c/', 'd e.sh')", 'https://a.b/c/d%20e.sh'],
    ["uriComponent('a b/c!(''*~')", 'a%20b%2Fc%21%28%27%2A~'],
    ["padLeft(5, 3, '0')", '005'],
    ["guid('a', 'b')", '2d796349-8c7e-55ec-9624-54ece82ed031'],
    ["guid('ä')", '3a01b3c9-5689-5e7d-962e-dec922f60332'],
    ["uniqueString('a')", 'eveiun73364hy'],
    ["uniqueString('tyeth', 'b')", 'cex45upun2th6'],
    ["uniqueString('1234567890abcde')", '476jgknh33rgc'],
    [
      "map(createArray('a', 'b'), lambda('x', 'i', concat(lambdaVariables('x'), lambdaVariables('i'))))",
      ['a0', 'b1'],
    ],
    ["filter(createArray(1, 2, 3), lambda('x', greater(lambdaVariables('x'), 1)))", [2, 3]],
    [
      "reduce(createArray(1, 2, 3), 0, lambda('a', 'b', add(lambdaVariables('a'), lambdaVariables('b'))))",
      6,
    ],
    [
      "sort(createArray(3, 1, 2), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))",
      [1, 2, 3],
    ],
    ["toObject(createArray('a'), lambda('x', lambdaVariables('x')), lambda('x', 1))", { a: 1 }],
    [
      "tenantResourceId('Microsoft.Authorization/roleDefinitions', 'x')",
      '/providers/Microsoft.Authorization/roleDefinitions/x',
    ],
    ['environment().suffixes.storage', 'core.windows.net'],
  ])('%s', (expression, want) => {
    expect(evaluate(expression)).toEqual(want);
  });
});

describe('expressions with symbols', () => {
  const own = ['/subscriptions/', subscription, '/resourceGroups/', group];
  test.each<[string, ArmValue]>([
    ["parameters('name')", armSymbol({ symbol: 'parameter', name: 'name' })],
    ["concat('a-', parameters('name'), '-', 'b')", armText(['a-', name, '-b'])],
    ["format('{0}/{1}', parameters('name'), resourceGroup().name)", armText([name, '/', group])],
    ["string(parameters('name'))", armText([name])],
    ["toLower(string(parameters('flag')))", armText([{ symbol: 'parameter', name: 'flag' }])],
    ["if(parameters('flag'), 'true', 'false')", armText([{ symbol: 'parameter', name: 'flag' }])],
    ["int(parameters('count'))", armText([{ symbol: 'parameter', name: 'count' }])],
    ['subscription().id', armText(['/subscriptions/', subscription])],
    ['resourceGroup().id', armText(own)],
    ['toLower(resourceGroup().location)', armText([location])],
    ["replace(concat(resourceGroup().location, ' x'), ' ', '')", armText([location, 'x'])],
    ["split(resourceGroup().id, '/')[4]", armText([group])],
    ["last(split(resourceGroup().id, '/'))", armText([group])],
    ["join(createArray('a', parameters('name')), '-')", armText(['a-', name])],
    ["startsWith(resourceGroup().id, '/SUBSCRIPTIONS/')", true],
    ["endsWith(concat(parameters('name'), '.sh'), '.ps1')", false],
    ["contains(concat(parameters('name'), '/x'), '/')", true],
    ['empty(resourceGroup().name)', false],
    ["empty(concat('a', parameters('name')))", false],
    ["equals(parameters('name'), parameters('name'))", true],
    ["equals(concat('a', parameters('name')), concat('b', parameters('name')))", false],
    ["and(false(), parameters('flag'))", false],
    ["if(parameters('flag'), 'x', 'x')", 'x'],
    ["createArray(parameters('name'))", [armText([name])]],
    [
      "resourceId('Microsoft.Compute/images', 'i')",
      armText([...own, '/providers/Microsoft.Compute/images/i']),
    ],
    [
      "resourceId('g', 'Microsoft.Compute/galleries/images', parameters('name'), 'web')",
      armText([
        '/subscriptions/',
        subscription,
        '/resourceGroups/g/providers/Microsoft.Compute/galleries/',
        name,
        '/images/web',
      ]),
    ],
    [
      "resourceId(parameters('name'), 'g', 'Microsoft.Compute/images', 'i')",
      armText(['/subscriptions/', name, '/resourceGroups/g/providers/Microsoft.Compute/images/i']),
    ],
    [
      "subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'r')",
      armText([
        '/subscriptions/',
        subscription,
        '/providers/Microsoft.Authorization/roleDefinitions/r',
      ]),
    ],
    [
      "subscriptionResourceId('Microsoft.Resources/resourceGroups', 'stg')",
      armText(['/subscriptions/', subscription, '/resourceGroups/stg']),
    ],
    [
      "extensionResourceId(subscription().id, 'Microsoft.Authorization/roleAssignments', 'r')",
      armText([
        '/subscriptions/',
        subscription,
        '/providers/Microsoft.Authorization/roleAssignments/r',
      ]),
    ],
  ])('%s', (expression, want) => {
    expect(evaluate(expression)).toEqual(want);
  });

  test('a key may be symbolic', () => {
    const key = armText(['a-', name]);
    const value = evaluateJson({ "[concat('a-', parameters('name'))]": {}, plain: 1 }, environment);
    expect(value).toEqual({ [armKey(key)]: {}, plain: 1 });
    expect(Object.keys(value ?? {}).map((one) => describeArmText(armKeyText(one)))).toEqual([
      "a-<parameters('name')>",
      'plain',
    ]);
  });
});

describe('what is not static is unknown, with the expression and the reason', () => {
  test.each([
    ["reference('x').properties.id", 'reference() asks the deployed resource'],
    ["listKeys('x', '2022-01-01').key", 'listKeys() asks the deployed resource'],
    ["utcNow('u')", 'utcNow() is the time of the deployment'],
    ['newGuid()', 'newGuid() differs in each deployment'],
    ['deployment().name', 'the name of the deployment is given when it is deployed'],
    ['resourceGroup().tags.x', 'the tags of the resource group are known only to Azure'],
    ["toLower(parameters('name'))", 'the parameter name has no value here'],
    ["split(parameters('name'), '/')", 'the parameter name has no value here'],
    ["length(parameters('list'))", 'the parameter list has no value here'],
    ["concat(parameters('list'), createArray(1))", 'the parameter list has no value here'],
    ["concat(parameters('list'), parameters('list'))", 'the parameter list has no value here'],
    ['guid(resourceGroup().id)', 'the subscription is known only when it is deployed'],
    ["if(parameters('flag'), 1, 2)", 'the parameter flag has no value here'],
    ["equals(parameters('name'), 'x')", 'the parameter name has no value here'],
    ["parameters('nope')", 'no parameter nope is declared'],
    ["variables('nope')", 'no variable nope is declared'],
    ["variables('obj').nope", 'the object has no property nope'],
    ["variables('obj').tags[9]", 'the array has 2 items, and none at 9'],
    ["format('{0:N2}', 5)", 'the number format in {0:N2} is not evaluated here'],
    ["format('{0', 5)", 'the braces of the format text do not match'],
    [
      "resourceId('Microsoft.Compute/images')",
      'Microsoft.Compute/images takes 1 names, and 0 are given',
    ],
    ["resourceId(parameters('name'), 'x')", 'the type of the resource is not static'],
    ["frobnicate('x')", 'the function frobnicate() is not evaluated here'],
    ['toLower(5)', 'argument 1 is not a text'],
    ['toLower()', 'argument 1 is missing'],
    ['div(1, 0)', 'the result is not a whole number'],
    ["json('{')", 'the string is not valid JSON'],
    ["base64ToString('%')", 'the string is not base64 of a string'],
    ["uri('a', 'b')", 'a is not an absolute URI'],
    ['copyIndex()', 'there is no such copy loop around it'],
    ["concat('a'", 'it is not a valid expression (expected , but found the end at character 12)'],
  ])('%s', (expression, why) => {
    const symbol = wholeSymbol(evaluate(expression));
    expect(symbol?.symbol === 'unknown' && symbol.why).toContain(why);
  });

  test('the inner expression is named where only a part of a text is unknown', () => {
    const value = evaluate("concat('a-', utcNow('u'))");
    expect(isArmText(value) && value.parts).toEqual([
      'a-',
      {
        symbol: 'unknown',
        expression: "utcNow('u')",
        key: "utcNow('u')",
        why: 'utcNow() is the time of the deployment',
      },
    ]);
  });

  test.each(['toString()', 'constructor()', "variables('__proto__')", "variables('constructor')"])(
    'names of the language mean nothing: %s',
    (expression) => {
      expect(wholeSymbol(evaluate(expression))?.symbol).toBe('unknown');
    },
  );
});

describe('loops over properties', () => {
  test('expand where the count is static', () => {
    const json: Json = {
      copy: [
        { name: 'disks', count: 2, input: { lun: "[copyIndex('disks', 1)]" } },
        {
          name: 'names',
          count: "[length(createArray('a', 'b'))]",
          input: "[concat('n', copyIndex('names'))]",
        },
      ],
      rest: 1,
    };
    expect(evaluateJson(json, environment)).toEqual({
      disks: [{ lun: 1 }, { lun: 2 }],
      names: ['n0', 'n1'],
      rest: 1,
    });
  });

  test('nest', () => {
    const inner = {
      copy: [{ name: 'b', count: 2, input: "[add(copyIndex('a'), copyIndex('b'))]" }],
    };
    const json: Json = { copy: [{ name: 'a', count: 2, input: inner }] };
    expect(evaluateJson(json, environment)).toEqual({ a: [{ b: [0, 1] }, { b: [1, 2] }] });
  });

  test.each([
    ["[length(parameters('list'))]", 'the parameter list has no value here'],
    [801, 'a copy loop runs at most 800 times'],
    [-1, 'the count of a copy loop has to be a number, 0 or more'],
    ['x', 'the count of a copy loop has to be a number, 0 or more'],
  ])('are unknown with the count %s', (count, why) => {
    const value = evaluateJson({ copy: [{ name: 'a', count, input: 'x' }] }, environment);
    expect(value).toEqual({
      a: expect.objectContaining({ parts: [expect.objectContaining({ why })] }),
    });
  });

  test('a copy that is no loop is a property like any other', () => {
    expect(evaluateJson({ copy: ['x'] }, environment)).toEqual({ copy: ['x'] });
  });
});

describe('what would take for ever ends', () => {
  test.each([
    "map(range(0, 10000), lambda('a', map(range(0, 10000), lambda('b', 'x'))))",
    "replace(padLeft('', 9999, 'a'), 'a', padLeft('', 9999, 'a'))",
    "join(range(0, 10000), padLeft('', 9999, 'a'))",
    "format('{0}{0}{0}', concat(padLeft('', 9999, 'a')))",
    `json('${'['.repeat(10_000)}')`,
  ])('%#', (expression) => {
    expect(() => evaluate(expression)).not.toThrow();
  });
});
