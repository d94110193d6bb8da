/** Our table of properties and versions against what Microsoft publishes, both ways. */
import { apiVersions, latestApiVersion, triggersSince } from '../../src/service/api-versions';
import { propertySince, valueSince } from '../../src/language/since';
import { bicepPaths, declaredPaths, schemaPaths } from '../support/published-paths';

describe.each(apiVersions)('%s', (version) => {
  test('has exactly the properties of its Bicep types', () => {
    expect(declaredPaths(version).paths).toEqual(bicepPaths(version).paths);
  });
  test('has exactly the properties of its JSON schema', () => {
    expect(declaredPaths(version).paths).toEqual(schemaPaths(version).paths);
  });
  test('has exactly the values of its Bicep types', () => {
    expect(declaredPaths(version).values).toEqual(bicepPaths(version).values);
  });
  test('never writes what is read-only', () => {
    const { readOnly } = bicepPaths(version);
    expect(readOnly).toContain('provisioningState');
    expect(declaredPaths(version).paths.filter((path) => readOnly.includes(path))).toEqual([]);
  });
});

const withTriggers = apiVersions.filter((version) => version >= triggersSince);
test.each(withTriggers)('%s has triggers', (version) => {
  expect(bicepPaths(version, 'TriggerProperties').paths).toEqual(['kind']);
  expect(schemaPaths(version, 'TriggerProperties').paths).toEqual(['kind']);
});
test.each(apiVersions.filter((version) => version < triggersSince))('%s has none', (version) => {
  expect(() => bicepPaths(version, 'TriggerProperties')).toThrow('no TriggerProperties');
  expect(() => schemaPaths(version, 'TriggerProperties')).toThrow('no TriggerProperties');
});

test('the table names no path that no version has', () => {
  const all = declaredPaths(latestApiVersion);
  const keys = Object.keys(propertySince);
  expect(keys.filter((key) => !all.paths.includes(key))).toEqual([]);
  const values = Object.entries(valueSince).flatMap(([path, since]) =>
    Object.keys(since).map((value) => `${path}=${value}`),
  );
  expect(values.filter((value) => !all.values.includes(value))).toEqual([]);
});
