import { replacementFor } from '../../src/service/vm-size-replacements';
import { describeVmSize } from '../../src/service/vm-sizes';

test.each([
  ['Standard_D1_v2', 'Standard_D2ds_v5'],
  ['Standard_D4_v2', 'Standard_D8ds_v5'],
  ['Standard_DS14_v2', 'Standard_D16ds_v5'],
  ['Standard_D2s_v3', 'Standard_D2ds_v5'],
  ['Standard_E20s_v3', 'Standard_E32ds_v5'],
  ['Standard_A2m_v2', 'Standard_D2ds_v5'],
  ['Standard_B1s', 'Standard_D2ds_v5'],
  ['Standard_F72s_v2', 'Standard_D96ds_v5'],
  ['Standard_G5', 'Standard_E32ds_v5'],
  ['Standard_L8s_v2', 'Standard_L8s_v3'],
  ['Standard_NC6s_v3', 'Standard_NC8as_T4_v3'],
  ['Standard_NV4as_v4', 'Standard_NV6ads_A10_v5'],
  ['Standard_DC4s_v2', 'Standard_DC4as_v5'],
  ['Standard_EC4as_cc_v5', 'Standard_EC4as_v5'],
  ['Standard_HC44rs', 'Standard_HB120rs_v3'],
  ['Standard_M192is_v2', undefined],
  ['Standard_NP10s', undefined],
])('%s: %s', (size, wanted) => {
  expect(replacementFor(size)).toBe(wanted);
  if (wanted === undefined) return;
  const [old, replacement] = [describeVmSize(size), describeVmSize(wanted)];
  expect(replacement).toMatchObject({ known: true, blockedForNewSubscriptions: false });
  expect(replacement.generations).toEqual(expect.arrayContaining([...old.generations]));
  expect(replacement.architecture).toBe(old.architecture);
});
