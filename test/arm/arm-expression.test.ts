import {
  expressionSource,
  literalText,
  parseArmExpression,
  printArmExpression,
} from '../../src/arm/expression';

describe('what a string of a template means', () => {
  test.each([
    { text: 'plain', want: { kind: 'literal', value: 'plain' } },
    { text: '', want: { kind: 'literal', value: '' } },
    { text: '[', want: { kind: 'literal', value: '[' } },
    { text: '[a', want: { kind: 'literal', value: '[a' } },
    { text: '[[ -f /x ]', want: { kind: 'literal', value: '[ -f /x ]' } },
    { text: '[[[ -f /x ]]', want: { kind: 'literal', value: '[[ -f /x ]]' } },
    { text: '[[ -f /x', want: { kind: 'literal', value: '[[ -f /x' } },
    { text: '[a] ', want: { kind: 'literal', value: '[a] ' } },
    { text: "[concat('a')]", want: { kind: 'expression', source: "concat('a')" } },
    { text: '[]', want: { kind: 'expression', source: '' } },
  ])('$text', ({ text, want }) => {
    const source = expressionSource(text);
    const value = literalText(text);
    expect(
      source === undefined ? { kind: 'literal', value } : { kind: 'expression', source },
    ).toEqual(want);
  });
});

describe('an expression is parsed and printed', () => {
  test.each([
    { source: "'it''s'", want: "'it''s'" },
    { source: "''''", want: "''''" },
    { source: "  concat( 'a' ,parameters('x') ) ", want: "concat('a', parameters('x'))" },
    { source: "concat('a',\n  'b')", want: "concat('a', 'b')" },
    { source: 'add(-1, 2)', want: 'add(-1, 2)' },
    { source: 'f(1.5)', want: 'f(1.5)' },
    { source: 'subscription().id', want: 'subscription().id' },
    { source: "a('x').b.c[0]['d']", want: "a('x').b.c[0]['d']" },
    { source: "variables('v')[copyIndex()].x", want: "variables('v')[copyIndex()].x" },
    { source: 'true()', want: 'true()' },
    { source: "contoso.unique('x')", want: "contoso.unique('x')" },
    { source: "variables('$fxv#0')", want: "variables('$fxv#0')" },
    { source: "lambda('x', lambdaVariables('x'))", want: "lambda('x', lambdaVariables('x'))" },
    { source: "'[ ] { } , .'", want: "'[ ] { } , .'" },
  ])('$source', ({ source, want }) => {
    const parsed = parseArmExpression(source);
    expect(parsed.kind === 'invalid' ? parsed : printArmExpression(parsed)).toBe(want);
    const again = parseArmExpression(want);
    expect(again.kind !== 'invalid' && printArmExpression(again)).toBe(want);
  });
});

describe('a mistake is told with its offset', () => {
  test.each([
    { source: '', message: 'expected a function, a text or a number but found the end', offset: 0 },
    { source: "concat('a'", message: 'expected , but found the end', offset: 10 },
    { source: "concat('a", message: 'the text that begins here has no end quote', offset: 7 },
    { source: "concat('a' 'b')", message: 'expected , but found a text', offset: 11 },
    { source: 'concat', message: 'expected ( but found the end', offset: 6 },
    { source: 'f(,)', message: 'expected a function, a text or a number but found ,', offset: 2 },
    { source: 'f().', message: 'expected a property name but found the end', offset: 4 },
    { source: 'f()[1', message: 'expected ] but found the end', offset: 5 },
    { source: 'f() g()', message: 'unexpected g', offset: 4 },
    { source: ' -f /x ', message: 'unexpected character -', offset: 1 },
    { source: 'f(#)', message: 'unexpected character #', offset: 2 },
  ])('$source', ({ source, message, offset }) => {
    expect(parseArmExpression(source)).toEqual({ kind: 'invalid', message, offset });
  });

  test.each([
    { name: 'calls', source: 'f('.repeat(100_000) },
    { name: 'indexes', source: `f()${'[f()'.repeat(100_000)}` },
    { name: 'members', source: `f()${'.a'.repeat(100_000)}` },
  ])('endless $name', ({ source }) => {
    const parsed = parseArmExpression(source);
    expect(parsed).toMatchObject({ kind: 'invalid', message: 'nested deeper than 100 levels' });
  });
});
