import { defaultProxyVmSize, defaultVmSizes, describeVmSize } from '../../src/service/vm-sizes';

function answer(fact: boolean | undefined): string {
  if (fact === undefined) return '?';
  return fact ? 'yes' : 'no';
}

/** `1,2 x64 | disk | Trusted Launch | retirement | blocked`, with `?` for unsure or untold. */
function short(size: string): string {
  const facts = describeVmSize(size);
  return [
    `${facts.generations.join()}${facts.sure ? '' : '?'} ${facts.architecture ?? '-'}`,
    `disk ${answer(facts.localDisk)}`,
    `TL ${answer(facts.trustedLaunch)}`,
    facts.retirement ?? '-',
    facts.blockedForNewSubscriptions ? 'blocked' : 'open',
  ].join(' | ');
}

test.each([
  // Gen1 only
  { given: 'D1_v2 D2_v2 D2_v2_Promo', want: '1 x64 | disk yes | TL no | 2028-05-01 | blocked' },
  { given: 'A1_v2 A2m_v2', want: '1 x64 | disk yes | TL no | 2028-11-15 | blocked' },
  { given: 'D2_v3 E4_v3', want: '1 x64 | disk yes | TL no | 2029-11-15 | blocked' },
  { given: 'A0 A11', want: '1? x64 | disk yes | TL no | 2024-08-31 | open' },
  { given: 'D1 D14', want: '1? x64 | disk yes | TL no | 2028-05-01 | blocked' },
  { given: 'NC6 NV6', want: '1 x64 | disk yes | TL no | 2023-09-06 | open' },
  { given: 'NP10s', want: '1 x64 | disk ? | TL no | 2027-05-31 | open' },

  // both
  {
    given: 'DS1_v2 DS2_v2 DS12-1_v2 DS3_v2_Promo',
    want: '1,2 x64 | disk yes | TL ? | 2028-05-01 | blocked',
  },
  { given: 'D2s_v3 E4-2s_v3', want: '1,2 x64 | disk yes | TL yes | 2029-11-15 | blocked' },
  { given: 'D2_v4 D2s_v4 E2_v4 E2s_v4', want: '1,2 x64 | disk no | TL yes | - | open' },
  { given: 'D2d_v4 D2ds_v4 E2d_v4 E4-2ds_v4', want: '1,2 x64 | disk yes | TL yes | - | open' },
  { given: 'D2a_v4 D2as_v4 E2a_v4 E2as_v4', want: '1,2 x64 | disk yes | TL yes | - | open' },
  {
    given: 'D2_v5 D2s_v5 D2ls_v5 D2as_v5 E2_v5 E2s_v5 E2as_v5 E104i_v5',
    want: '1,2 x64 | disk no | TL yes | - | open',
  },
  {
    given: 'D2d_v5 D2ds_v5 D2ads_v5 E4d_v5 E2ds_v5 E2ads_v5 E96bds_v5',
    want: '1,2 x64 | disk yes | TL yes | - | open',
  },
  { given: 'B1s B2s B2ms', want: '1,2 x64 | disk yes | TL yes | 2028-11-15 | blocked' },
  { given: 'B2s_v2 B2ts_v2', want: '1,2 x64 | disk no | TL yes | - | open' },
  { given: 'B2as_v2', want: '1,2? x64 | disk no | TL yes | - | open' },
  { given: 'F2s_v2', want: '1,2 x64 | disk yes | TL yes | 2028-11-15 | blocked' },
  { given: 'L8s_v2', want: '1,2 x64 | disk yes | TL yes | 2028-11-15 | blocked' },
  { given: 'L8s_v3', want: '1,2 x64 | disk yes | TL yes | - | open' },
  { given: 'NC6s_v3', want: '1,2 x64 | disk yes | TL yes | 2025-09-30 | open' },
  { given: 'NC6s_v2', want: '1,2 x64 | disk yes | TL yes | 2023-09-06 | open' },
  { given: 'NC4as_T4_v3', want: '1,2 x64 | disk yes | TL yes | - | open' },
  { given: 'NV12s_v3 NV4as_v4', want: '1,2 x64 | disk yes | TL yes | 2026-09-30 | open' },
  { given: 'NV36adms_A10_v5', want: '1,2 x64 | disk yes | TL yes | - | open' },

  // Gen2 only
  {
    given: 'D2s_v6 D2as_v6 D2ls_v6 E2s_v6 E2as_v6 D2s_v7',
    want: '2 x64 | disk no | TL yes | - | open',
  },
  {
    given: 'D2ds_v6 D2ads_v6 E2ds_v6 E2ads_v6 D128ds_v6 D2ads_v7',
    want: '2 x64 | disk yes | TL yes | - | open',
  },
  { given: 'F2as_v6', want: '2? x64 | disk no | TL yes | - | open' },
  { given: 'L8s_v4', want: '2? x64 | disk yes | TL yes | - | open' },
  { given: 'NC24ads_A100_v4 NC40ads_H100_v5', want: '2 x64 | disk yes | TL yes | - | open' },
  { given: 'ND96asr_v4 ND96amsr_A100_v4 ND40rs_v2', want: '2 x64 | disk ? | TL yes | - | open' },
  { given: 'M208ms_v2', want: '2 x64 | disk ? | TL no | - | open' },
  { given: 'M416s_8_v2', want: '2 x64 | disk ? | TL no | - | open' },
  { given: 'FX4mds', want: '2 x64 | disk yes | TL yes | - | open' },
  { given: 'GS5', want: '2 x64 | disk ? | TL ? | 2028-11-15 | blocked' },
  { given: 'DC4as_cc_v5 EC4as_cc_v5', want: '2 x64 | disk no | TL no | 2026-09-01 | open' },
  { given: 'DC2s_v2', want: '2 x64 | disk yes | TL no | 2026-06-30 | open' },
  { given: 'DC2s_v3', want: '2 x64 | disk no | TL no | 2029-10-31 | open' },
  { given: 'DC2ds_v3', want: '2 x64 | disk yes | TL no | 2029-10-31 | open' },
  { given: 'DC4as_v5 EC4as_v5', want: '2 x64 | disk no | TL no | - | open' },
  { given: 'DC4ads_v5 EC4ads_v5', want: '2 x64 | disk yes | TL no | - | open' },

  // Arm64
  { given: 'D2ps_v5 D2pls_v5 E4ps_v5', want: '2 arm64 | disk no | TL no | - | open' },
  { given: 'D2pds_v5 D16plds_v5 E4pds_v5', want: '2 arm64 | disk yes | TL no | - | open' },
  { given: 'D2ps_v6 D2pls_v6 E4ps_v6', want: '2 arm64 | disk no | TL yes | - | open' },
  { given: 'D2pds_v6 E4pds_v6', want: '2 arm64 | disk yes | TL yes | - | open' },
  { given: 'B2pts_v2 B2ps_v2', want: '2 arm64 | disk no | TL ? | - | open' },
  { given: 'ND128isr_NDR_GB200_v6', want: '2? arm64 | disk ? | TL ? | - | open' },

  // generations not found: perhaps both
  { given: 'F4 F4s', want: '1,2? x64 | disk yes | TL ? | 2028-11-15 | blocked' },
  { given: 'DS1', want: '1,2? x64 | disk yes | TL ? | 2028-05-01 | blocked' },
  { given: 'L4s', want: '1,2? x64 | disk yes | TL ? | 2028-05-01 | blocked' },
  { given: 'G5', want: '1,2? x64 | disk ? | TL ? | 2028-11-15 | blocked' },
  { given: 'M128s M8-2ms', want: '1,2? x64 | disk ? | TL no | - | open' },
  { given: 'HB120-16rs_v3 HX176rs', want: '1,2? x64 | disk ? | TL yes | - | open' },
  { given: 'NG8ads_V620_v1', want: '1,2? x64 | disk ? | TL ? | - | open' },
])('$given', ({ given, want }) => {
  for (const size of given.split(' ')) {
    expect(`${size}: ${short(`Standard_${size}`)}`).toBe(`${size}: ${want}`);
    expect(describeVmSize(`standard_${size.toUpperCase()}`)).toEqual(
      describeVmSize(`Standard_${size}`),
    );
    expect(describeVmSize(`Standard_${size}`).known).toBe(true);
  }
});

test('the basic tier is Gen1', () => {
  expect(short('Basic_A0')).toBe('1? x64 | disk ? | TL no | 2024-08-31 | open');
});

test.each([
  { given: '' },
  { given: 'large' },
  { given: 'D2s_v3' },
  { given: 'Standard_' },
  { given: 'Standard_D' },
  { given: 'Standard_D2s v3' },
  { given: 'Standard_D2s_v3 ' },
  { given: 'Standard_D2s_A10_v3' },
  { given: 'Standard_Q2s_v3' },
  { given: 'Standard_Q2ps_v3' },
  { given: 'Basic_D2' },
])('"$given" is not known', ({ given }) => {
  expect(describeVmSize(given)).toEqual({
    known: false,
    generations: [],
    architecture: undefined,
    sure: false,
    trustedLaunch: undefined,
    localDisk: undefined,
    retiresInPublicCloudOnly: false,
    needsNvme: false,
    blockedForNewSubscriptions: false,
  });
});

test('the default sizes boot what they are for', () => {
  const boots = Object.entries(defaultVmSizes).map(([use, size]) => {
    const { generations, architecture, sure } = describeVmSize(size);
    return { use, generations, architecture, sure };
  });
  expect(boots).toEqual([
    { use: 'gen1Linux', generations: [1], architecture: 'x64', sure: true },
    { use: 'gen1Windows', generations: [1], architecture: 'x64', sure: true },
    { use: 'gen2', generations: [1, 2], architecture: 'x64', sure: true },
    { use: 'arm64', generations: [2], architecture: 'arm64', sure: true },
  ]);
  expect(describeVmSize(defaultProxyVmSize).known).toBe(true);
});
