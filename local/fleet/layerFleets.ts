import type { EndpointFleet } from './endpointFleet.ts';

/**
 * Endpoints in layers, none with a component twice: one layer, but when a component of the same name lived on
 * several endpoints. Within a layer a component's name says which endpoint its series are on.
 */
export const layerFleets = (fleets: Iterable<EndpointFleet>): EndpointFleet[][] => {
  const layers: { fleets: EndpointFleet[]; components: Set<string> }[] = [];
  for (const fleet of fleets) {
    const free = layers.find(({ components }) => !fleet.components.some((name) => components.has(name)));
    const layer = free ?? { fleets: [], components: new Set() };
    if (free === undefined) layers.push(layer);
    layer.fleets.push(fleet);
    for (const name of fleet.components) layer.components.add(name);
  }
  return layers.map((layer) => layer.fleets);
};
