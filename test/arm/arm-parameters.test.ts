import { armText } from '../../src/arm/arm-value';
import { image, messages, tagsOf, template, read as readDocument } from './arm-helpers';

describe('parameters', () => {
  const parameters = {
    plain: { type: 'string', metadata: { description: 'Plain.' } },
    dev: { type: 'string', defaultValue: 'dev', allowedValues: ['dev', 'prod'] },
    place: { type: 'String', defaultValue: '[resourceGroup().location]' },
    full: { type: 'string', defaultValue: "[concat(parameters('dev'), '-', parameters('plain'))]" },
    n: { type: 'int', defaultValue: 1 },
    secret: { type: 'secureString', defaultValue: 'hush' },
    typed: { $ref: '#/definitions/size' },
    optional: { type: 'string', nullable: true },
  };
  const definitions = { size: { type: 'string', allowedValues: ['S', 'M'] } };
  const tags = Object.fromEntries(
    Object.keys(parameters).map((key) => [key, `[parameters('${key}')]`]),
  );

  test('take their defaults; without one they stay symbolic', () => {
    expect(tagsOf(tags, { parameters, definitions })).toEqual({
      plain: "<parameters('plain')>",
      dev: 'dev',
      place: '<location>',
      full: "dev-<parameters('plain')>",
      n: 1,
      secret: "<parameters('secret')>",
      typed: "<parameters('typed')>",
      optional: null,
    });
  });

  test('may stay symbolic in spite of their defaults', () => {
    const all = tagsOf(
      tags,
      { parameters, definitions },
      { keepParameters: true, parameterValues: { n: 3 } },
    );
    expect(all).toMatchObject({ dev: "<parameters('dev')>", full: "<parameters('full')>", n: 3 });
  });

  test('are listed', () => {
    const read = readDocument(template({ parameters, definitions, resources: [image()] }));
    const place = armText([{ symbol: 'location' }]);
    const full = armText(['dev-', { symbol: 'parameter', name: 'plain' }]);
    expect(read.parameters).toEqual([
      { name: 'plain', type: 'string', description: 'Plain.', secure: false },
      {
        name: 'dev',
        type: 'string',
        defaultValue: 'dev',
        allowedValues: ['dev', 'prod'],
        secure: false,
      },
      { name: 'place', type: 'string', defaultValue: place, secure: false },
      { name: 'full', type: 'string', defaultValue: full, secure: false },
      { name: 'n', type: 'int', defaultValue: 1, secure: false },
      { name: 'secret', type: 'securestring', secure: true },
      { name: 'typed', type: 'string', allowedValues: ['S', 'M'], secure: false },
      { name: 'optional', type: 'string', secure: false },
    ]);
  });

  test('take the values of a parameters file, and single ones before these', () => {
    const parametersText = `{ // values
      "parameters": {
        "PLAIN": { "value": "[not an expression]" },
        "dev": { "value": "prod" },
        "typed": { "reference": { "keyVault": { "id": "x" }, "secretName": "y" } },
        "secret": { "value": "known" },
      }
    }`;
    const parameterValues = { dev: 'dev', n: '7' };
    expect(
      tagsOf(tags, { parameters, definitions }, { parametersText, parameterValues }),
    ).toMatchObject({
      plain: '[not an expression]',
      dev: 'dev',
      n: 7,
      typed: "<unknown: parameters('typed')>",
      secret: "<parameters('secret')>",
    });
  });

  test.each([
    [
      { parameterValues: { nope: 1 } },
      'warning: A value is given for nope, but the template has no such parameter.',
    ],
    [
      { parameterValues: { dev: 'x' } },
      'warning: The value given for dev is not one of its allowedValues.',
    ],
    [
      { parametersText: '{' },
      'error: Parameters file: The document ends too early; is the file complete?',
    ],
    [
      { parametersText: '[]' },
      'error: Parameters file: expected an object with "parameters", each with a "value".',
    ],
  ])('%j', (options, want) => {
    const read = readDocument(template({ parameters, definitions, resources: [image()] }), options);
    expect(messages(read).map((one) => one.replace(/^\d+ /, ''))).toEqual([want]);
  });
});
