/** What the README says of the resources that are made before the template. */
import type { Definition, Image, Network } from '../../image/image';
import { literalText } from '../../value/value';
import { type Environment, fillText } from '../../value/printers/json-printer';
import type { Cell } from '../../value/printers/markdown-printer';
import { mermaidLabel } from '../../value/printers/mermaid-printer';
import { shortId } from './short-id';

type Row = readonly Cell[];

/** A table of them; `false` where there are none. */
export function prerequisiteRows(
  { network, definitions }: Image,
  environment: Environment,
): readonly Row[] | false {
  const rows = [
    ...(network ? [networkRow(network, environment)] : []),
    ...definitions.flatMap((one) => definitionRows(one, environment)),
  ];
  return rows.length > 0 && [['Type', 'Name', 'Details'], ...rows];
}

function networkRow(network: Network, environment: Environment): Row {
  const { id, address, subnet, containerSubnet } = network;
  const names = [subnet, ...(containerSubnet ? [containerSubnet] : [])].flatMap((one) => {
    const name = one.names.at(-1);
    return name ? [fillText(name, environment)] : [];
  });
  const codes = [fillText(address, environment), ...names];
  return ['network', { code: shortId(id, environment) }, { codes }];
}

function definitionRows(definition: Definition, environment: Environment): readonly Row[] {
  const { id, createGallery, location, properties } = definition;
  const gallery = shortId({ ...id, names: id.names.slice(0, 1) }, environment);
  const { osType, hyperVGeneration, architecture } = properties.fields;
  const words = [osType, hyperVGeneration, architecture].flatMap((one) => literalText(one) ?? []);
  const { value } = definition.security;
  const codes = [...words, ...(value === 'none' ? [] : [value])];
  return [
    ...(createGallery
      ? [['gallery', { code: gallery }, { code: fillText(location, environment) }]]
      : []),
    ['image definition', { code: shortId(id, environment) }, { codes }],
  ];
}

/** The same in the picture, next to what needs it. */
export function madeNodes(
  { network, definitions }: Image,
  environment: Environment,
): readonly string[] {
  const node = (name: string, kind: string, id: string): string =>
    `${name}[[${mermaidLabel(`${kind} ${id}`)}]]`;
  return [
    ...(network ? [`${node('network', 'network', shortId(network.id, environment))} -.- vm`] : []),
    ...definitions.map(({ id, target }) => {
      const name = `definition${target + 1}`;
      return `${node(name, 'definition', shortId(id, environment))} -.- target${target + 1}`;
    }),
  ];
}
