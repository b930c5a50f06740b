import { hash } from 'node:crypto';
import { type HostingPrice, hostingPrices } from './hostingPrices.ts';

export type ProductAttributes = Readonly<Record<string, string>>;

/** One SKU of the Price List with its on-demand price, dollars an hour. */
export type Product = { sku: string; attributes: ProductAttributes; usd: string };

type Region = { code: string; location: string; usagePrefix: string };

const regions: readonly Region[] = [
  { code: 'us-east-1', location: 'US East (N. Virginia)', usagePrefix: 'USE1' },
  { code: 'eu-west-1', location: 'EU (Ireland)', usagePrefix: 'EU' },
];

/** A use of an instance that has rows of its own: what its rows put after the instance name and in the usage type. */
type Component = { name: string; suffix: string; usage: string };

const hosting: Component = { name: 'Hosting', suffix: '-Hosting', usage: 'Host' };

// A filter that forgets component=Hosting gets these too, at prices of their own.
const otherComponents: readonly (Component & { factor: number })[] = [
  { name: 'Training', suffix: '-Training', usage: 'Train', factor: 1 },
  { name: 'Studio-JupyterLab', suffix: '', usage: 'Studio:JupyterLab', factor: 0.95 },
  { name: 'AsyncInf', suffix: '-AsyncInf', usage: 'AsyncInf', factor: 1.1 },
];

// Newer families write the suffix in lower case.
const lowerCaseFamilies = /^ml\.(g7|g7e|p6-b200|p6-b300|p6e-gb200)\./;

const skuOf = (...parts: string[]): string => hash('sha256', parts.join('/')).slice(0, 16).toUpperCase();

const toProduct = (
  region: Region,
  component: Component,
  price: HostingPrice,
  usd: string,
  marketOption = 'OnDemand',
): Product => {
  const { instanceName, gpu } = price;
  const suffix = lowerCaseFamilies.test(instanceName) ? component.suffix.toLowerCase() : component.suffix;
  return {
    sku: skuOf(region.code, component.name, instanceName, marketOption),
    usd,
    attributes: {
      servicecode: 'AmazonSageMaker',
      servicename: 'Amazon SageMaker',
      location: region.location,
      locationType: 'AWS Region',
      regionCode: region.code,
      component: component.name,
      instanceName,
      instanceType: `${instanceName}${suffix}`,
      platoinstancetype: instanceName.replace('ml.', ''),
      platoinstancename: instanceName,
      computeType: gpu === undefined ? 'Standard' : 'Accelerated Computing',
      vCpu: String(price.vCpu),
      memory: price.memory,
      gpu: gpu === undefined ? 'N/A' : String(gpu),
      physicalCpu: 'N/A',
      physicalGpu: 'N/A',
      marketoption: marketOption,
      usagetype: `${region.usagePrefix}-${component.usage}:${instanceName}`,
      operation: 'RunInstance',
    },
  };
};

const productsOf = (region: Region): Product[] =>
  (hostingPrices.get(region.code) ?? []).flatMap((price) => [
    toProduct(region, hosting, price, price.usd),
    ...otherComponents.map((component) =>
      toProduct(region, component, price, (Number(price.usd) * component.factor).toFixed(4)),
    ),
    // Capacity blocks are paid up front: their on-demand term is a dummy of $0.
    ...(price.instanceName === 'ml.p5.48xlarge'
      ? [toProduct(region, hosting, price, '0', 'CapacityBlock')]
      : []),
  ]);

/** The AmazonSageMaker SKUs of every region, real-time inference and what else shares its instance names. */
export const products: readonly Product[] = regions.flatMap(productsOf);
