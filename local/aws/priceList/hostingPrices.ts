/** An instance type's on-demand price for real-time inference, dollars an hour, and its size; `gpu` is undefined where it has none. */
export type HostingPrice = {
  instanceName: string;
  usd: string;
  vCpu: number;
  memory: string;
  gpu: number | undefined;
};

// Collected in November 2026; us-east-1 figures from public Price List pulls, AWS samples and AWS's pages
// (ml.g6.12xlarge also in AWS's post on enhanced metrics). g6 (but xlarge), g6e and g5.4xlarge/8xlarge/16xlarge
// come from a us-west-2 pull, whose prices equal us-east-1's wherever both are known; g7e, p4d and p5 from the
// Studio rows of us-west-2. Types for which no figure was found have no entry, as some have no SKU at AWS:
// g6e.16xlarge, g7, p4de, p5e (only a rough one), p5en, p5.4xlarge, p6, trn1.2xlarge. Sizes, and GPUs, of which Inferentia
// and Trainium devices are none: EC2's accelerated computing page.
type Row = readonly [name: string, usd: string, vCpu: number, memory: number, gpu?: number];

const usEast1: readonly Row[] = [
  ['g4dn.xlarge', '0.7364', 4, 16, 1],
  ['g4dn.2xlarge', '0.94', 8, 32, 1],
  ['g4dn.4xlarge', '1.505', 16, 64, 1],
  ['g4dn.8xlarge', '2.72', 32, 128, 1],
  ['g4dn.12xlarge', '4.89', 48, 192, 4],
  ['g4dn.16xlarge', '5.44', 64, 256, 1],
  ['g5.xlarge', '1.408', 4, 16, 1],
  ['g5.2xlarge', '1.515', 8, 32, 1],
  ['g5.4xlarge', '2.03', 16, 64, 1],
  ['g5.8xlarge', '3.06', 32, 128, 1],
  ['g5.12xlarge', '7.09', 48, 192, 4],
  ['g5.16xlarge', '5.12', 64, 256, 1],
  ['g5.24xlarge', '10.18', 96, 384, 4],
  ['g5.48xlarge', '20.36', 192, 768, 8],
  ['g6.xlarge', '1.1267', 4, 16, 1],
  ['g6.2xlarge', '1.222', 8, 32, 1],
  ['g6.4xlarge', '1.654', 16, 64, 1],
  ['g6.8xlarge', '2.518', 32, 128, 1],
  ['g6.12xlarge', '5.752', 48, 192, 4],
  ['g6.16xlarge', '4.246', 64, 256, 1],
  ['g6.24xlarge', '8.344', 96, 384, 4],
  ['g6.48xlarge', '16.688', 192, 768, 8],
  ['g6e.xlarge', '2.6054', 4, 32, 1],
  ['g6e.2xlarge', '2.8026', 8, 64, 1],
  ['g6e.4xlarge', '3.7553', 16, 128, 1],
  ['g6e.8xlarge', '5.6607', 32, 256, 1],
  ['g6e.12xlarge', '13.1158', 48, 384, 4],
  ['g6e.24xlarge', '18.832', 96, 768, 4],
  ['g6e.48xlarge', '37.664', 192, 1536, 8],
  ['g7e.2xlarge', '4.2039', 8, 64, 1],
  ['g7e.4xlarge', '4.9977', 16, 128, 1],
  ['g7e.8xlarge', '6.5853', 32, 256, 1],
  ['g7e.12xlarge', '10.3576', 48, 512, 2],
  ['g7e.24xlarge', '20.7152', 96, 1024, 4],
  ['g7e.48xlarge', '41.4304', 192, 2048, 8],
  ['p4d.24xlarge', '25.2513', 96, 1152, 8],
  ['p5.48xlarge', '63.296', 192, 2048, 8],
  ['inf2.xlarge', '0.99', 4, 16],
  ['inf2.8xlarge', '2.36', 32, 128],
  ['inf2.24xlarge', '7.79', 96, 384],
  ['inf2.48xlarge', '15.58', 192, 768],
  ['trn1.32xlarge', '28.497', 128, 512],
  // As AWS's pricing page has had them for years; m5's is Ireland's figure below less the region's 11.5 %.
  ['m5.xlarge', '0.23', 4, 16],
  ['c5.xlarge', '0.204', 4, 8],
];

// From an account's bill of December 2023 in AWS's sagemaker-ssh-helper samples.
const euWest1: readonly Row[] = [
  ['m5.xlarge', '0.257', 4, 16],
  ['g4dn.xlarge', '0.821', 4, 16, 1],
  ['g4dn.4xlarge', '1.678', 16, 64, 1],
  ['g4dn.12xlarge', '5.453', 48, 192, 4],
  ['g5.12xlarge', '7.91', 48, 192, 4],
];

const toPrice = ([name, usd, vCpu, memory, gpu]: Row): HostingPrice => ({
  instanceName: `ml.${name}`,
  usd,
  vCpu,
  memory: `${memory} GiB`,
  gpu,
});

/** Hosting prices by region code. */
export const hostingPrices: ReadonlyMap<string, readonly HostingPrice[]> = new Map([
  ['us-east-1', usEast1.map(toPrice)],
  ['eu-west-1', euWest1.map(toPrice)],
]);
