// @ts-nocheck
/**
 * Tenner
 * 1.0.0
 * DO NOT MODIFY - This file has been generated using oazapfts.
 * See https://www.npmjs.com/package/oazapfts
 */
import * as Oazapfts from "@oazapfts/runtime";
import * as QS from "@oazapfts/runtime/query";
export const defaults: Oazapfts.Defaults<Oazapfts.CustomHeaders> = {
    headers: {},
    baseUrl: "/v1"
};
const oazapfts = Oazapfts.runtime(defaults);
export const servers = {
    withATokenOfTheOpenIdConnectIssuer: "/v1",
    withARequestSignedByAwsSignatureVersion4: "/iam/v1"
};
export type Instant = string;
export type Window = {
    "from": Instant;
    to: Instant;
    zone: string;
};
export type Idle = {
    policy: "payers" | "separate" | "share" | "even" | "weights";
    over?: "endpoint" | "all";
    /** The label that weights are given for */
    "of"?: string;
    weights?: {
        [key: string]: number;
    };
    /** Whether idle capacity in the figures hangs on what other teams held; nothing else ever does */
    dependsOnOthers: boolean;
};
export type Meta = {
    window: Window;
    currency: "USD";
    costBasis: "allocation" | "usage";
    /** cost: what is paid; charge: what teams are charged */
    rate: "cost" | "charge";
    idle: Idle;
    /** Share of expected samples seen; for a team of its own rows */
    completeness: number;
    /** How the weakest of the figures is known; null where there is none */
    evidence: ("sampled" | "copies" | "declared") | null;
    state: "estimated" | "settled" | "reconciled" | "final";
    /** Up to when all is settled; null where nothing of it runs any more */
    settledThrough: Instant | null;
    /** Some was built from history before the first run */
    backfilled: boolean;
    /** The only teams whose rows may be seen; null for all */
    teams: string[] | null;
    /** The same as long as no figure changes */
    revision: string;
};
export type Usd = string;
export type CostRow = {
    "from": Instant;
    to: Instant;
    kind: "allocated" | "idle" | "unknown" | "variance" | "rest";
    reason?: "empty" | "unplaced" | "stranded" | "starting" | "deploying" | "hole" | "unread" | "silent" | "unsampled" | "unverified";
    /** What stranded capacity is too little for */
    blocker?: number;
    endpoint?: string | null;
    component?: string | null;
    model?: string | null;
    team?: string | null;
    costCentre?: string | null;
    product?: string | null;
    variant?: string | null;
    instanceType?: string | null;
    instance?: string | null;
    copy?: string | null;
    tags?: {
        [key: string]: string | null;
    };
    gpuSeconds: number;
    vcpuSeconds?: number;
    /** null where no price is known: then it is in no total */
    costUsd: Usd | null;
    /** What is held itself, without the idle capacity that it bears */
    heldUsd?: Usd;
    /** Idle capacity that it bears */
    idleUsd?: Usd;
    idleGpuSeconds?: number;
    usedUsd?: Usd;
    wasteUsd?: Usd;
    unmeasuredUsd?: Usd;
    usedGpuSeconds?: number;
    unmeasuredGpuSeconds?: number;
    invocations?: number;
};
export type Costs = {
    meta: Meta;
    rows: CostRow[];
    /** Of all rows, also of those on other pages */
    total: {
        gpuSeconds: number;
        vcpuSeconds?: number;
        /** null where no price is known: then it is in no total */
        costUsd: Usd | null;
        unpricedGpuSeconds: number;
    };
    /** The cursor of the next page; null on the last */
    next: string | null;
};
export type Problem = {
    /** A stable name of the kind of problem, as a URN */
    "type": string;
    title: string;
    status: number;
    detail?: string;
    /** The request's id, for whoever looks into the log */
    instance?: string;
    /** Everything that is wrong with the request */
    errors?: {
        /** Name of the query or path parameter */
        parameter?: string;
        /** JSON pointer into the body */
        pointer?: string;
        detail: string;
        /** What would be right, where that can be listed */
        allowed?: string[];
    }[];
};
export type CumulativeCostRow = {
    /** The time of the total: the end of a step */
    at: Instant;
    /** Where it begins; null for the beginning of the ledger */
    since: Instant | null;
    kind: "allocated" | "idle" | "unknown" | "variance" | "rest";
    reason?: "empty" | "unplaced" | "stranded" | "starting" | "deploying" | "hole" | "unread" | "silent" | "unsampled" | "unverified";
    /** What stranded capacity is too little for */
    blocker?: number;
    endpoint?: string | null;
    component?: string | null;
    model?: string | null;
    team?: string | null;
    costCentre?: string | null;
    product?: string | null;
    variant?: string | null;
    instanceType?: string | null;
    instance?: string | null;
    copy?: string | null;
    tags?: {
        [key: string]: string | null;
    };
    gpuSeconds: number;
    vcpuSeconds?: number;
    /** null where no price is known: then it is in no total */
    costUsd: Usd | null;
    /** What is held itself, without the idle capacity that it bears */
    heldUsd?: Usd;
    /** Idle capacity that it bears */
    idleUsd?: Usd;
    idleGpuSeconds?: number;
    usedUsd?: Usd;
    wasteUsd?: Usd;
    unmeasuredUsd?: Usd;
    usedGpuSeconds?: number;
    unmeasuredGpuSeconds?: number;
    invocations?: number;
};
export type CumulativeCosts = {
    meta: Meta;
    rows: CumulativeCostRow[];
    /** At the end of the window */
    total: {
        gpuSeconds: number;
        vcpuSeconds?: number;
        /** null where no price is known: then it is in no total */
        costUsd: Usd | null;
        unpricedGpuSeconds: number;
    };
    /** The cursor of the next page; null on the last */
    next: string | null;
};
export type PeriodAmount = {
    gpuSeconds: number;
    vcpuSeconds?: number;
    /** null where no price is known: then it is in no total */
    costUsd: Usd | null;
};
export type CostChange = {
    kind: "allocated" | "idle" | "unknown" | "variance" | "rest";
    reason?: "empty" | "unplaced" | "stranded" | "starting" | "deploying" | "hole" | "unread" | "silent" | "unsampled" | "unverified";
    /** What stranded capacity is too little for */
    blocker?: number;
    endpoint?: string | null;
    component?: string | null;
    model?: string | null;
    team?: string | null;
    costCentre?: string | null;
    product?: string | null;
    variant?: string | null;
    instanceType?: string | null;
    instance?: string | null;
    copy?: string | null;
    tags?: {
        [key: string]: string | null;
    };
    before: PeriodAmount;
    after: PeriodAmount;
    /** After less before; the four parts add up to it */
    changeUsd: Usd;
    /** More or less was held */
    quantityUsd: Usd;
    /** What is held costs more or less */
    priceUsd: Usd;
    /** It passed from or to another owner */
    ownershipUsd: Usd;
    /** More or less was idle, or is borne of what is idle */
    idleUsd: Usd;
};
export type UnpricedChange = {
    kind: "allocated" | "idle" | "unknown" | "variance" | "rest";
    reason?: "empty" | "unplaced" | "stranded" | "starting" | "deploying" | "hole" | "unread" | "silent" | "unsampled" | "unverified";
    /** What stranded capacity is too little for */
    blocker?: number;
    endpoint?: string | null;
    component?: string | null;
    model?: string | null;
    team?: string | null;
    costCentre?: string | null;
    product?: string | null;
    variant?: string | null;
    instanceType?: string | null;
    instance?: string | null;
    copy?: string | null;
    tags?: {
        [key: string]: string | null;
    };
    before: PeriodAmount;
    after: PeriodAmount;
};
export type CostChanges = {
    meta: Meta;
    against: Window;
    rows: CostChange[];
    unpriced: UnpricedChange[];
    total: {
        before: PeriodAmount;
        after: PeriodAmount;
        /** After less before; the four parts add up to it */
        changeUsd: Usd;
        /** More or less was held */
        quantityUsd: Usd;
        /** What is held costs more or less */
        priceUsd: Usd;
        /** It passed from or to another owner */
        ownershipUsd: Usd;
        /** More or less was idle, or is borne of what is idle */
        idleUsd: Usd;
        unpricedGpuSeconds: number;
    };
};
export type UnitCost = {
    kind: "cost";
    /** With the idle capacity that is borne */
    usd: Usd;
    withoutIdleUsd: Usd;
    /** Of fewer than 100 invocations, or 10000 tokens: one more would change it by a percent or more */
    smallSample: boolean;
} | {
    kind: "noTraffic";
    spentUsd: Usd;
    spentWithoutIdleUsd: Usd;
} | {
    kind: "unknown";
    reason: "unpriced" | "uncounted" | "unknown copies" | "no GPUs" | "no tokens" | "nothing held";
};
export type UnitCostRow = {
    endpoint?: string | null;
    component?: string | null;
    model?: string | null;
    team?: string | null;
    costCentre?: string | null;
    product?: string | null;
    variant?: string | null;
    instanceType?: string | null;
    instance?: string | null;
    copy?: string | null;
    tags?: {
        [key: string]: string | null;
    };
    /** With the idle capacity that is borne; null where no price is known */
    costUsd: Usd | null;
    invocations: number;
    /** Accelerator-seconds of time of which nobody knows the invocations: in no cost per 1,000 */
    uncountedSeconds?: number;
    per1000Invocations: UnitCost;
    perCopyHour: UnitCost;
    perGpuHour: UnitCost;
    tokensIn?: number;
    tokensOut?: number;
    /** In and out, as many as there were of each */
    perMillionTokens?: UnitCost;
    perMillionTokensIn?: UnitCost;
    perMillionTokensOut?: UnitCost;
};
export type UnitCosts = {
    meta: Meta;
    /** In order of the labels; what has no price in rows of its own */
    rows: UnitCostRow[];
    /** Which of the tokens that were given are in no figure */
    leftOut?: {
        /** Rows of tokens outside of the window */
        rowsOutside: number;
        /** Components with tokens in the window of which no cost is known to you */
        componentCount: number;
        /** Their names, at most 100 */
        components: string[];
    };
    /** The cursor of the next page; null on the last */
    next: string | null;
};
export type ExplainedFormula = {
    /** The calculation with its numbers. → is what the exact amount is printed as, where that is rounded */
    text: string;
    /** GPU-seconds, vCPU-seconds or instance-seconds, by the unit */
    unitSeconds: number;
    /** GPUs, or vCPUs, of an instance; 1 where it is not divided; null where not known */
    unitsPerInstance: number | null;
    /** null where no price is known */
    perInstanceHourUsd: Usd | null;
    costUsd: Usd | null;
};
export type ExplainedBorne = {
    policy: "share" | "even" | "weights";
    over: "endpoint" | "all";
    idleUsd: Usd;
    text: string;
    /** Payer rules by which it is shared; for finance */
    rules?: string[];
};
export type ExplainedReason = {
    text: string;
    /** Names of the rules of the owners document, for finance; empty where none is in force that says so */
    rules?: string[];
};
export type ExplainedPart = {
    kind: "allocated" | "idle" | "unknown" | "variance" | "rest";
    reason?: "empty" | "unplaced" | "stranded" | "starting" | "deploying" | "hole" | "unread" | "silent" | "unsampled" | "unverified";
    /** What stranded capacity is too little for */
    blocker?: number;
    endpoint?: string | null;
    component?: string | null;
    model?: string | null;
    team?: string | null;
    costCentre?: string | null;
    product?: string | null;
    variant?: string | null;
    instanceType?: string | null;
    instance?: string | null;
    copy?: string | null;
    tags?: {
        [key: string]: string | null;
    };
    gpuSeconds: number;
    vcpuSeconds?: number;
    /** null where no price is known: then it is in no total */
    costUsd: Usd | null;
    /** What is held itself, without the idle capacity that it bears */
    heldUsd?: Usd;
    /** Idle capacity that it bears */
    idleUsd?: Usd;
    idleGpuSeconds?: number;
    usedUsd?: Usd;
    wasteUsd?: Usd;
    unmeasuredUsd?: Usd;
    usedGpuSeconds?: number;
    unmeasuredGpuSeconds?: number;
    invocations?: number;
    /** What is divided; null for the rest */
    unit: ("accelerator" | "vcpu" | "instance") | null;
    /** Held itself, in GPU-seconds, vCPU-seconds or instance-seconds by the unit; null for the rest */
    unitSeconds: number | null;
    evidence: ("sampled" | "copies" | "declared") | null;
    backfilled: boolean;
    /** How a base component and its adapters share what the base’s copies hold */
    sharedBy?: "invocations" | "equally" | "unknown";
    /** The base component, for finance */
    sharedFrom?: string;
    /** One for each price; together what is held */
    formula: ExplainedFormula[];
    /** Together `idleUsd` */
    borne: ExplainedBorne[];
    why: ExplainedReason;
    /** Of the owners document by which it was stored; for finance */
    ownersVersions?: number[];
    /** Of the rates document; for finance */
    ratesVersions?: number[];
};
export type ExplainedPrice = {
    endpoint: string;
    variant: string;
    instanceType: string;
    /** cost: what is paid; charge: what teams are charged */
    rate: "cost" | "charge";
    "from": Instant;
    /** The first time at which it is not in force any more. Where hours alone are kept, two prices of one hour reach over all of it */
    to: Instant;
    /** null where no price is known */
    perInstanceHourUsd: Usd | null;
    unit: ("accelerator" | "vcpu" | "instance") | null;
    /** GPUs, or vCPUs, of an instance; 1 where it is not divided; null where not known */
    unitsPerInstance: number | null;
    /** Rounded to nine places; nothing is calculated from it */
    perUnitHourUsd: Usd | null;
    source: string | null;
    /** Place of the list price that it rests on in the pool’s history of them, from 1 on; 0 for none */
    revision: number | null;
    /** Of the rates document; for finance */
    ratesVersions?: number[];
    text: string;
};
export type ExplainedItem = {
    endpoint: string;
    variant: string;
    instanceType: string;
    level: "bucket" | "hour" | "day" | "month";
    "from": Instant;
    version: number;
    /** Versions of the items below that it was made from, in order of time, 0 for none; null for a bucket, and for an hour that was stored directly from hourly metrics */
    madeFrom: number[] | null;
};
export type ExplainedSeries = {
    endpoint: string;
    variant: string;
    instanceType: string;
    instance: string;
    /** single: one thing, with a sample a slot at most; summed: all that an instance type has of it */
    kind: "single" | "summed";
    /** Seconds between samples */
    publishSeconds: number;
    /** Seconds that one count is of: a publish interval, or more where CloudWatch has nothing finer */
    slotSeconds: number;
    /** Start of the first slot: before `from` where one crosses it */
    firstSlot: Instant;
    /** Samples seen in each slot */
    counts: number[];
    seen: number;
    /** With those that are missing in the midst of others */
    expected: number;
    missing: {
        "from": Instant;
        to: Instant;
        samples: number;
    }[];
    /** GPUs, vCPUs or instances that a sample stands for */
    unitsPerSample: number;
    /** What its samples come to, whoever it is shared by */
    unitSeconds: number;
    /** null for whole instances */
    component: string | null;
    container: string | null;
    accelerator: string | null;
    /** Mean of its utilisation samples, 0 to 1; null where there are none */
    utilisation: number | null;
    utilisationSamples: number;
};
export type ExplainedChild = {
    "from": Instant;
    to: Instant;
    /** The window to ask for to have this explained further; null where nothing lies below it */
    window: string | null;
    gpuSeconds: number;
    vcpuSeconds?: number;
    /** null where no price is known: then it is in no total */
    costUsd: Usd | null;
    unpricedGpuSeconds: number;
    /** Idle capacity borne over the whole window, in proportion to what is held in this part of it */
    idleUsd?: Usd;
    /** What the same question says of this part alone, where its own idle capacity is shared by what was held in it; there where it is another amount */
    aloneUsd?: Usd;
    completeness: number;
    evidence: ("sampled" | "copies" | "declared") | null;
    state: "estimated" | "settled" | "reconciled" | "final";
    backfilled: boolean;
    /** For finance; at most twelve */
    items?: ExplainedItem[];
    itemsLeftOut?: number;
    /** Of what no series is told */
    kind?: "allocated" | "idle" | "unknown" | "variance" | "rest";
    reason?: "empty" | "unplaced" | "stranded" | "starting" | "deploying" | "hole" | "unread" | "silent" | "unsampled" | "unverified";
    component?: string | null;
    series?: ExplainedSeries;
    /** What the samples come to, in words */
    text?: string;
};
export type ExplainedInstance = {
    endpoint: string;
    variant: string;
    instanceType: string;
    instance: string;
    /** single: one thing, with a sample a slot at most; summed: all that an instance type has of it */
    kind: "single" | "summed";
    /** Seconds between samples */
    publishSeconds: number;
    /** Seconds that one count is of: a publish interval, or more where CloudWatch has nothing finer */
    slotSeconds: number;
    /** Start of the first slot: before `from` where one crosses it */
    firstSlot: Instant;
    /** Samples seen in each slot */
    counts: number[];
    seen: number;
    /** With those that are missing in the midst of others */
    expected: number;
    missing: {
        "from": Instant;
        to: Instant;
        samples: number;
    }[];
    /** GPUs, vCPUs or instances that a sample stands for */
    unitsPerSample: number;
    /** What its samples come to, whoever it is shared by */
    unitSeconds: number;
    text: string;
};
export type ExplainedCapacity = {
    "from": Instant;
    to: Instant;
    endpoint: string;
    variant: string;
    instanceType: string;
    instances: ExplainedInstance[];
    "unknown": {
        reason: "hole" | "unread" | "silent" | "unsampled" | "unverified";
        unitSeconds: number;
        text: string;
    }[];
    /** What SageMaker described, where samples show less */
    described: {
        instances: number;
    } | null;
    /** More was counted than there is: the components’ shares are scaled down to capacity */
    overcounted: boolean;
};
export type Explanation = {
    meta: Meta;
    /** The figure: the total of `GET /costs` for the same question */
    total: {
        gpuSeconds: number;
        vcpuSeconds?: number;
        /** null where no price is known: then it is in no total */
        costUsd: Usd | null;
        unpricedGpuSeconds: number;
    };
    /** The parts, added up */
    formula: string;
    /** What the figure is the sum of */
    parts: ExplainedPart[];
    prices: ExplainedPrice[];
    depth: "month" | "day" | "hour" | "bucket" | "slot";
    /** What the figure comes to in each part of its window; on all pages together they add up to it */
    children: ExplainedChild[];
    /** At depth slot, for finance: of the pools and five minutes of these children */
    capacity?: ExplainedCapacity[];
    /** The cursor of the next page of children; null on the last */
    next: string | null;
    /** How deep all of the window can be looked into, and why not deeper */
    deepest: {
        /** null where there is nothing */
        level: ("month" | "day" | "hour" | "bucket" | "slot") | null;
        text: string;
    };
};
export type QuantityMeta = {
    window: Window;
    /** Share of expected samples seen; for a team of its own rows */
    completeness: number;
    /** How the weakest of the figures is known; null where there is none */
    evidence: ("sampled" | "copies" | "declared") | null;
    state: "estimated" | "settled" | "reconciled" | "final";
    /** Up to when all is settled; null where nothing of it runs any more */
    settledThrough: Instant | null;
    /** Some was built from history before the first run */
    backfilled: boolean;
    /** The only teams whose rows may be seen; null for all */
    teams: string[] | null;
    /** The same as long as no figure changes */
    revision: string;
};
export type CapacityRow = {
    "from": Instant;
    to: Instant;
    /** Seconds of the step that the means are over: all but those yet to be read, or from before the ledger began */
    seconds: number;
    variant: string;
    instanceType: string;
    /** What all but the instances is counted in */
    unit: "accelerator" | "vcpu" | "instance";
    /** Mean number of instances */
    instances: number;
    /** Mean capacity: what is allocated, idle and unknown; times `seconds` it is unit-seconds */
    total: number;
    /** Held by components */
    allocated: number;
    /** Held by nobody */
    idle: number;
    /** The same by reason */
    idleBy: {
        [key: string]: number;
    };
    /** What no sample vouches for: neither idle nor free */
    "unknown": number;
    /** The same by reason */
    unknownBy: {
        [key: string]: number;
    };
};
export type Capacity = {
    meta: QuantityMeta;
    endpoint: string;
    /** The step, as it can be asked for */
    step: string;
    /** In order of time, variant and instance type */
    rows: CapacityRow[];
    /** The cursor of the next page; null on the last */
    next: string | null;
};
export type AllocationChange = {
    /** That of the AllocationChanged event; null where only a part of it is told */
    id: string | null;
    /** Start of the first slot at the new level */
    at: Instant;
    /** Seconds of that slot: more than the publish interval where CloudWatch had only coarser counts */
    withinSeconds: number;
    direction: "out" | "in";
    endpoint: string;
    variant: string;
    instanceType: string;
    component: string;
    model: string | null;
    unit: "accelerator" | "vcpu";
    /** What it held before */
    "from": number;
    /** What it holds from then on */
    to: number;
    /** The part of it that is told: 1 for all; a team is told its own of what several share */
    share: number;
    /** Whose it is at that time, by parts; for a team its own alone */
    owners: {
        team: string | null;
        costCentre: string | null;
        product: string | null;
        parts: number;
    }[];
};
export type AllocationChanges = {
    /** Completeness and evidence are of the time that was read for this page */
    meta: QuantityMeta;
    /** In order of time, then of endpoint, pool and component */
    rows: AllocationChange[];
    /** The cursor of the next page; null on the last. A page may have few rows, or none, and yet another after it */
    next: string | null;
};
export type UtilizationSeries = {
    metric: "gpuUtilization" | "gpuMemoryUtilization" | "cpuUtilization" | "memoryUtilization" | "invocations" | "concurrentRequests" | "errors4xx" | "errors5xx" | "modelLatency" | "overheadLatency";
    /** Of the samples in each step, as CloudWatch has it */
    statistic: "Average" | "Sum" | "Maximum" | "p99";
    /** percent: of what a component has reserved, or may have; of a variant without components 100 for each GPU or core */
    unit: "percent" | "count" | "microseconds";
    variant: string;
    /** null for a variant without components */
    component: string | null;
    model: string | null;
    /** null for all */
    instance: string | null;
    /** The container; null for all */
    copy: string | null;
    /** As CloudWatch names it; null for all */
    accelerator: string | null;
    /** false: CloudWatch would not give it just now */
    isWhole: boolean;
    /** One for each of `times`; null where there is no sample: never 0 in its place */
    values: (number | null)[];
};
export type Utilization = {
    meta: {
        window: Window;
        /** Read when it was asked for; nothing of it is in the ledger, nor in any cost */
        source: "CloudWatch";
        /** The newest values still change */
        state: "estimated";
        /** An answer is kept for half a minute */
        readAt: Instant;
        stepSeconds: number;
        /** The only teams whose components are told; null for all */
        teams: string[] | null;
    };
    endpoint: string;
    /** Starts of the steps: multiples of it that end within the window */
    times: Instant[];
    series: UtilizationSeries[];
};
export type BudgetPeriod = {
    "from": Instant;
    to: Instant;
    name: string;
};
export type BudgetForecast = {
    amountUsd: Usd;
    /** Four times in five the period ends between low and high */
    lowUsd: Usd;
    highUsd: Usd;
    confidence: "low" | "medium" | "high";
    /** Why it is so sure */
    because: string;
};
export type BudgetThreshold = {
    /** What it is known by */
    threshold: string;
    /** What crosses it; of a burn rate what is spent over its look-back. null outside of a period */
    limitUsd: Usd | null;
    /** The next period begins armed */
    state: "armed" | "crossed" | "recovered";
    /** When it was crossed, or had recovered */
    at: Instant | null;
    /** Of one that has recovered: when it was crossed */
    crossedAt: Instant | null;
    /** What it was crossed by, at that time */
    figureUsd: Usd | null;
    /** Why it was crossed */
    cause: ("quantity" | "idle" | "price" | "ownership" | "correction") | null;
    /** Of one that is crossed: false while it is snoozed */
    isTold: boolean | null;
};
export type BudgetStanding = {
    name: string;
    /** Whose it is; null where its scope names no team */
    team: string | null;
    /** What each label must be; {} is all there is */
    scope: {
        [key: string]: string;
    };
    zone: string;
    basis: "allocation" | "usage";
    rate: "cost" | "charge";
    idle: "separate" | "shared";
    archived: boolean;
    /** The current one; null before and after its only one */
    period: BudgetPeriod | null;
    /** What may be spent; null where no amount holds */
    amountUsd: Usd | null;
    /** What is seen to be spent; null as long as nobody has looked */
    spentUsd: Usd | null;
    /** Of the amount, tenths rounded down */
    percent: number | null;
    /** Share of expected samples seen */
    completeness: number | null;
    /** settled: no later sample changes it */
    state: ("estimated" | "settled") | null;
    settledThrough: Instant | null;
    /** The part of what is spent that no later sample changes */
    settledUsd: Usd | null;
    /** Some of it has no price, and is in no figure */
    hasUnpriced: boolean | null;
    /** null as long as too little has settled to tell */
    forecast: BudgetForecast | null;
    thresholds: BudgetThreshold[];
    /** Nothing is told before its end */
    snooze: {
        until: Instant;
        who: string;
        why: string;
    } | null;
    /** When it was last evaluated; null for never */
    evaluatedAt: Instant | null;
    /** What is to be known of its figures: why they are null, and what they hang on */
    notes: string[];
};
export type Budgets = {
    /** In order of their names */
    budgets: BudgetStanding[];
    /** The cursor of the next page; null on the last */
    next: string | null;
};
export type BudgetDefinition = {
    /** What it is called; its own */
    name: string;
    /** What it is of: "all", or exactly what each label must be */
    scope: "all" | {
        [key: string]: string;
    };
    /** What the amount is for */
    period: ("day" | "month" | "quarter") | {
        week: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
    } | {
        "from": string;
        to: string;
    };
    /** Whose days the period begins and ends with */
    timeZone?: string;
    /** What may be spent in each period, in dollars */
    amount?: string;
    /** Or: the same where it changes from period to period */
    amounts?: {
        /** The periods on that start on this day or later; the first may be without */
        "from"?: string;
        amount: string;
    }[];
    basis?: "allocation" | "usage";
    rate?: "cost" | "charge";
    idle?: "separate" | "shared";
    /** When to speak up: actual at 50, 80 and 100 per cent and forecast at 100 unless given */
    thresholds?: ({
        on: "actual" | "forecast";
        /** Of the amount of the period */
        percent?: number;
        /** Or: in dollars */
        amount?: string;
    } | {
        on: "burnRate";
        /** Over how long, such as 6h */
        lookBack: string;
        /** Of an even pace: 200 is twice that */
        percent: number;
    })[];
    /** Who is told: the contact of the scope's team where it is empty */
    recipients?: string[];
    /** Kept, and silent */
    archived?: boolean;
};
export type BudgetPeriodFigures = {
    period: BudgetPeriod;
    /** What may be spent; null where no amount holds */
    amountUsd: Usd | null;
    /** What is seen to be spent; null as long as nobody has looked */
    spentUsd: Usd | null;
    /** Of the amount, tenths rounded down */
    percent: number | null;
    /** Share of expected samples seen */
    completeness: number | null;
    /** settled: no later sample changes it */
    state: ("estimated" | "settled") | null;
    settledThrough: Instant | null;
    /** The part of what is spent that no later sample changes */
    settledUsd: Usd | null;
    /** Some of it has no price, and is in no figure */
    hasUnpriced: boolean | null;
    /** null as long as too little has settled to tell */
    forecast: BudgetForecast | null;
    thresholds: BudgetThreshold[];
};
export type BudgetEvent = {
    at: Instant;
    "type": string;
    id: string;
    subject: string | null;
    text: string | null;
    recipients: string[];
};
export type Budget = {
    /** Of the budgets document, for `If-Match`; null for a team, which is not told of changes to others */
    version: number | null;
    budget: BudgetStanding;
    /** As it stands in the document */
    definition: BudgetDefinition;
    /** The current period and those before it that have not settled past their end, in order of time */
    periods: BudgetPeriodFigures[];
    /** What was sent of it in the window, in order of time */
    sent: BudgetEvent[];
};
export type BudgetChange = {
    /** Of the budgets document that holds now */
    version: number;
    budget: BudgetStanding;
    /** What the change arms again, what stays crossed, and what is found crossed already, in sentences */
    effects: string[];
};
export type BudgetsDocument = {
    /** Who is told of what no team can answer for */
    finance?: string[];
    /** Who may spend what; each name once */
    budgets: {
        /** What it is called; its own */
        name: string;
        /** What it is of: "all", or exactly what each label must be */
        scope: "all" | {
            [key: string]: string;
        };
        /** What the amount is for */
        period: ("day" | "month" | "quarter") | {
            week: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
        } | {
            "from": string;
            to: string;
        };
        /** Whose days the period begins and ends with */
        timeZone?: string;
        /** What may be spent in each period, in dollars */
        amount?: string;
        /** Or: the same where it changes from period to period */
        amounts?: {
            /** The periods on that start on this day or later; the first may be without */
            "from"?: string;
            amount: string;
        }[];
        basis?: "allocation" | "usage";
        rate?: "cost" | "charge";
        idle?: "separate" | "shared";
        /** When to speak up: actual at 50, 80 and 100 per cent and forecast at 100 unless given */
        thresholds?: ({
            on: "actual" | "forecast";
            /** Of the amount of the period */
            percent?: number;
            /** Or: in dollars */
            amount?: string;
        } | {
            on: "burnRate";
            /** Over how long, such as 6h */
            lookBack: string;
            /** Of an even pace: 200 is twice that */
            percent: number;
        })[];
        /** Who is told: the contact of the scope's team where it is empty */
        recipients?: string[];
        /** Kept, and silent */
        archived?: boolean;
    }[];
    /** What is watched besides; docs/watches.md explains it */
    watches?: ({
        watch: "spend";
        /** What events call it; its own */
        name: string;
        /** How long it must last */
        "for": string;
        /** Whom to tell; without them those whom a budget of the same team would tell */
        recipients?: string[];
        /** It looks at nothing any more */
        archived?: boolean;
        "of": "component" | "team";
        match?: {
            /** A pattern of its name: * stands for anything, ? for one character */
            endpoint?: string;
            /** A pattern of its name: * stands for anything, ? for one character */
            component?: string;
            /** A pattern of its name: * stands for anything, ? for one character */
            team?: string;
        };
        percentAbove: number;
        /** Dollars an hour, as a decimal text */
        dollarsPerHour: string;
    } | {
        watch: "idle";
        /** What events call it; its own */
        name: string;
        /** How long it must last */
        "for": string;
        /** Whom to tell; without them those whom a budget of the same team would tell */
        recipients?: string[];
        /** It looks at nothing any more */
        archived?: boolean;
        match?: {
            /** A pattern of its name: * stands for anything, ? for one character */
            endpoint?: string;
        };
        /** Dollars an hour, as a decimal text */
        dollarsPerHour: string;
    } | {
        watch: "freeAccelerators";
        /** What events call it; its own */
        name: string;
        /** How long it must last */
        "for": string;
        /** Whom to tell; without them those whom a budget of the same team would tell */
        recipients?: string[];
        /** It looks at nothing any more */
        archived?: boolean;
        match?: {
            /** A pattern of its name: * stands for anything, ? for one character */
            endpoint?: string;
        };
        below: number;
    } | {
        watch: "deployment";
        /** What events call it; its own */
        name: string;
        /** How long it must last */
        "for": string;
        /** Whom to tell; without them those whom a budget of the same team would tell */
        recipients?: string[];
        /** It looks at nothing any more */
        archived?: boolean;
        match?: {
            /** A pattern of its name: * stands for anything, ? for one character */
            endpoint?: string;
        };
    } | {
        watch: "collection";
        /** What events call it; its own */
        name: string;
        /** How long it must last */
        "for": string;
        /** Whom to tell; without them those whom a budget of the same team would tell */
        recipients?: string[];
        /** It looks at nothing any more */
        archived?: boolean;
        match?: {
            /** A pattern of its name: * stands for anything, ? for one character */
            endpoint?: string;
        };
        lagMinutes: number;
        completenessBelow: number;
    })[];
};
export type DocumentVersion = {
    version: number;
    /** When it was given */
    at: Instant;
    /** Who gave it: the subject of a token, an ARN, or a name at the command line */
    who: string;
    /** Why */
    note: string;
    /** From when on it says something else than the version before, 1970-01-01T00:00:00Z for ever; null where it changes nothing that is stored */
    changesFrom: Instant | null;
    /** Whether all that is stored is revised by it; until then sweeps are at it */
    isApplied: boolean;
};
export type BudgetsDocumentVersions = {
    /** Of the document that is shown; 0 while none was given */
    version: number;
    /** The version that holds */
    inForce: number;
    /** As it was given; null while none was */
    document: BudgetsDocument | null;
    /** Every version, in order */
    versions: DocumentVersion[];
};
export type BudgetChanges = {
    budget: string;
    change: "created" | "changed" | "archived" | "removed";
    /** What that arms again, keeps and finds, in sentences */
    effects: string[];
}[];
export type BudgetsReplaced = {
    /** Of the document that is shown; 0 while none was given */
    version: number;
    /** The version that holds */
    inForce: number;
    /** As it was given; null while none was */
    document: BudgetsDocument | null;
    /** Every version, in order */
    versions: DocumentVersion[];
    changes: BudgetChanges;
};
export type BudgetsCheck = {
    changes: BudgetChanges;
    unchanged: number;
};
export type Statements = {
    /** None as long as there are no statements */
    statements: {
        [key: string]: unknown;
    }[];
};
export type OwnersDocument = {
    /** Keys of the tags that are recorded; without it those that rules look at */
    tags?: {
        component?: string[];
        endpoint?: string[];
        model?: string[];
    };
    /** Without any, every name is a team */
    teams?: {
        /** What rules, reports and budgets call it */
        code: string;
        /** For people */
        name?: string;
        /** For people */
        contact?: string;
        /** The code of the team that it is part of */
        parent?: string;
        /** What its cost is booked on */
        costCentre?: string;
        /** The same where it changes; none overlaps another */
        costCentres?: {
            costCentre: string;
            /** In force from this time on: a whole five minutes in UTC, such as 2026-05-01T00:05:00Z */
            "from"?: string;
            /** In force to before this time: a whole five minutes in UTC, such as 2026-05-01T00:05:00Z */
            to?: string;
        }[];
        /** From when on it is no more */
        to?: string;
        /** The code of the team that pays in its place from then on */
        successor?: string;
    }[];
    /** Other names of teams, each with the code that it means */
    aliases?: {
        [key: string]: string;
    };
    /** Whose a component is: the first that matches counts */
    rules: {
        /** What the check calls it; its own */
        name: string;
        /** In force from this time on: a whole five minutes in UTC, such as 2026-05-01T00:05:00Z */
        "from"?: string;
        /** In force to before this time: a whole five minutes in UTC, such as 2026-05-01T00:05:00Z */
        to?: string;
        /** What must hold, all of it, for the rule to apply */
        match: {
            tag?: {
                key: string;
                /** A pattern of it */
                value?: string;
                /** Whose tag: the first of them that has it counts */
                "of"?: ("component" | "endpoint" | "model")[];
            };
            /** A pattern of its name: * stands for anything, ? for one character */
            component?: string;
            /** A pattern of its name: * stands for anything, ? for one character */
            endpoint?: string;
            /** A pattern of its name: * stands for anything, ? for one character */
            model?: string;
        };
        /** Whose it is */
        team?: string;
        /** Or: the team that the matched tag names */
        teamFromTag?: true;
        /** Or: several teams in fixed parts */
        shares?: {
            team: string;
            product?: string;
            parts: number;
        }[];
        product?: string;
    }[];
    /** Who pays for what nobody holds or owns: the first that applies counts */
    payers?: {
        name: string;
        /** In force from this time on: a whole five minutes in UTC, such as 2026-05-01T00:05:00Z */
        "from"?: string;
        /** In force to before this time: a whole five minutes in UTC, such as 2026-05-01T00:05:00Z */
        to?: string;
        /** What is paid for */
        "of": ("empty" | "unplaced" | "stranded" | "starting" | "deploying" | "unknown" | "unpriced" | "unowned")[];
        /** A pattern of its name: * stands for anything, ? for one character */
        endpoint?: string;
        /** Who pays */
        team?: string;
        /** Or: whoever owns the endpoint */
        endpointOwner?: true;
        /** Or: those who hold something */
        share?: {
            by: "use" | "even" | "weights";
            weights?: {
                [key: string]: number;
            };
            over?: "endpoint" | "all";
        };
    }[];
};
export type Owners = {
    /** Of the document that is shown; 0 while none was given */
    version: number;
    /** The version that holds */
    inForce: number;
    /** As it was given; null while none was */
    document: OwnersDocument | null;
    /** Every version, in order */
    versions: DocumentVersion[];
};
export type OwnersCheck = {
    window: Window;
    currency: "USD";
    /** The greatest change first; now and then add up to the same */
    teams: {
        /** null for nobody */
        team: string | null;
        nowUsd: Usd;
        thenUsd: Usd;
        /** What the team would be charged more; less where it is negative */
        changeUsd: Usd;
    }[];
    /** What each rule gives its owners */
    rules: {
        name: string;
        gpuSeconds: number;
        costUsd: Usd;
        /** What it matches behind an earlier rule, in vain */
        overlappedUsd: Usd;
    }[];
    /** What no rule gives an owner, the dearest first */
    unmatched: {
        component: string;
        endpoint: string;
        model?: string;
        gpuSeconds: number;
        costUsd: Usd;
    }[];
    /** Names in tags that are no team, or look like another, the dearest first */
    lookAlikes: {
        name: string;
        /** The team that may be meant: put the name into aliases */
        proposed: string | null;
        gpuSeconds: number;
        costUsd: Usd;
    }[];
    total: {
        gpuSeconds: number;
        costUsd: Usd;
    };
};
export type RatesDocument = {
    /** The first that matches and has a cost says it, and the first that has a charge */
    rules: {
        name: string;
        /** In force from this time on: a whole five minutes in UTC, such as 2026-05-01T00:05:00Z */
        "from"?: string;
        /** In force to before this time: a whole five minutes in UTC, such as 2026-05-01T00:05:00Z */
        to?: string;
        match: {
            instanceType?: string;
            endpoint?: string;
        };
        /** What is paid: "list" unless a rule says otherwise */
        cost?: "list" | {
            factor: string;
        } | {
            dollarsPerHour: string;
        };
        /** What teams are charged: "cost" unless a rule says otherwise */
        charge?: ("list" | "cost") | {
            factor: string;
            "of"?: "list" | "cost";
        } | {
            dollarsPerHour: string;
        };
    }[];
    /** Hours of a savings plan that no instance used */
    unusedCommitment?: {
        /** In force from this time on: a whole five minutes in UTC, such as 2026-05-01T00:05:00Z */
        "from"?: string;
        /** In force to before this time: a whole five minutes in UTC, such as 2026-05-01T00:05:00Z */
        to?: string;
        dollarsPerHour: string;
    }[];
};
export type Rates = {
    /** Of the document that is shown; 0 while none was given */
    version: number;
    /** The version that holds */
    inForce: number;
    /** As it was given; null while none was */
    document: RatesDocument | null;
    /** Every version, in order */
    versions: DocumentVersion[];
};
export type RatesCheck = {
    window: Window;
    currency: "USD";
    types: {
        instanceType: string;
        instanceSeconds: number;
        costNowUsd: Usd;
        costThenUsd: Usd;
        chargeNowUsd: Usd;
        chargeThenUsd: Usd;
        /** Of which nobody would know what they cost: in no sum */
        unpricedSecondsThen: number;
        /** Of which nothing would say what is charged: in no sum */
        unchargedSecondsThen: number;
    }[];
    total: {
        costNowUsd: Usd;
        costThenUsd: Usd;
        chargeNowUsd: Usd;
        chargeThenUsd: Usd;
    };
    /** Rules that match nothing of that time */
    idleRules: string[];
};
export type AccessDocument = {
    grants: {
        /** What it is called; its own */
        name: string;
        /** Everybody in this group of the identity provider */
        group?: string;
        /** Or: whoever has assumed this IAM role, or is this IAM user */
        iam?: string;
        role: "team" | "finance" | "admin";
        /** Whose rows a `team` sees; for no other role */
        teams?: string[];
    }[];
};
export type Access = {
    /** Of the document that is shown; 0 while none was given */
    version: number;
    /** The version that holds */
    inForce: number;
    /** As it was given; null while none was */
    document: AccessDocument | null;
    /** Every version, in order */
    versions: DocumentVersion[];
};
export type PoolHealth = {
    endpoint: string;
    /** Tells the endpoint from others of its name */
    createdAt: Instant;
    variant: string;
    instanceType: string;
    /** behind: not read for a quarter of an hour, or three collections; silent: as `isSilent` */
    status: "ok" | "silent" | "behind";
    /** Whether it may still run */
    isRunning: boolean;
    /** Up to when its metrics were read; null where they never were */
    lastSuccess: Instant | null;
    /** How long ago that is; 0 for what has ended and is read to its end. Up to two collections are normal */
    lagSeconds: number;
    /** Up to when its buckets are settled: read again when they were old enough, and unchanged */
    settledThrough: Instant | null;
    /** It has no samples, although SageMaker says that it has instances */
    isSilent: boolean;
    /** History that is being built from `from` on; all before `next` is */
    backfill: {
        "from": Instant;
        next: Instant;
    } | null;
    /** Buckets from here on are still to be revised by a price or an owner; for a team left out */
    reviseFrom?: Instant | null;
    /** Share of expected samples seen of the last day that is settled; null without capacity; for a team left out */
    completeness?: number | null;
    /** What of that day no sample vouches for; for a team left out */
    gaps?: {
        reason: "hole" | "unread" | "silent" | "unsampled" | "unverified";
        unit: "accelerator" | "vcpu" | "instance";
        unitSeconds: number;
    }[];
};
export type Health = {
    /** The worst of all; empty where there is none */
    status: "empty" | "ok" | "silent" | "behind";
    now: Instant;
    behindAfterSeconds: number;
    /** In order of endpoint, variant and instance type */
    pools: PoolHealth[];
};
export type OpenApi = {
    openapi: string;
    [key: string]: unknown;
};
/**
 * What models, teams, endpoints and copies cost
 */
export function listCosts({ window, zone, step, accumulate, aggregate, costBasis, rate, shareIdle, shareIdleOver, includeIdle, filter, sort, top, limit, cursor }: {
    window: string;
    zone?: string;
    step?: string;
    accumulate?: "true" | "false";
    aggregate?: string;
    costBasis?: "allocation" | "usage";
    rate?: "cost" | "charge";
    shareIdle?: string;
    shareIdleOver?: "endpoint" | "all";
    includeIdle?: "true" | "false";
    filter?: string;
    sort?: "labels" | "cost" | "-cost" | "gpuSeconds" | "-gpuSeconds";
    top?: string;
    limit?: string;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Costs;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    } | {
        status: 409;
        data: Problem;
    }>(`/costs${QS.query(QS.explode({
        window,
        zone,
        step,
        accumulate,
        aggregate,
        costBasis,
        rate,
        shareIdle,
        shareIdleOver,
        includeIdle,
        filter,
        sort,
        top,
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * Running totals
 */
export function listCumulativeCosts({ window, zone, step, since, aggregate, costBasis, rate, shareIdle, shareIdleOver, includeIdle, filter, limit, cursor }: {
    window: string;
    zone?: string;
    step?: string;
    since?: string;
    aggregate?: string;
    costBasis?: "allocation" | "usage";
    rate?: "cost" | "charge";
    shareIdle?: string;
    shareIdleOver?: "endpoint" | "all";
    includeIdle?: "true" | "false";
    filter?: string;
    limit?: string;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: CumulativeCosts;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    } | {
        status: 409;
        data: Problem;
    }>(`/costs/cumulative${QS.query(QS.explode({
        window,
        zone,
        step,
        since,
        aggregate,
        costBasis,
        rate,
        shareIdle,
        shareIdleOver,
        includeIdle,
        filter,
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * Why costs changed
 */
export function listCostChanges({ window, zone, against, aggregate, rate, shareIdle, shareIdleOver, includeIdle, filter }: {
    window: string;
    zone?: string;
    against?: string;
    aggregate?: string;
    rate?: "cost" | "charge";
    shareIdle?: string;
    shareIdleOver?: "endpoint" | "all";
    includeIdle?: "true" | "false";
    filter?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: CostChanges;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    }>(`/costs/changes${QS.query(QS.explode({
        window,
        zone,
        against,
        aggregate,
        rate,
        shareIdle,
        shareIdleOver,
        includeIdle,
        filter
    }))}`, {
        ...opts
    });
}
/**
 * What 1,000 invocations, a copy-hour and a GPU-hour cost
 */
export function listUnitCosts({ window, zone, aggregate, rate, shareIdle, shareIdleOver, filter, limit, cursor }: {
    window: string;
    zone?: string;
    aggregate?: string;
    rate?: "cost" | "charge";
    shareIdle?: string;
    shareIdleOver?: "endpoint" | "all";
    filter?: string;
    limit?: string;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: UnitCosts;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    } | {
        status: 409;
        data: Problem;
    }>(`/unit-costs${QS.query(QS.explode({
        window,
        zone,
        aggregate,
        rate,
        shareIdle,
        shareIdleOver,
        filter,
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * What a million tokens cost
 */
export function listTokenCosts({ window, zone, aggregate, rate, shareIdle, shareIdleOver, filter, limit, cursor, body }: {
    window: string;
    zone?: string;
    aggregate?: string;
    rate?: "cost" | "charge";
    shareIdle?: string;
    shareIdleOver?: "endpoint" | "all";
    filter?: string;
    limit?: string;
    cursor?: string;
    body: {
        tokens: {
            component: string;
            /** A whole minute in UTC */
            minute: string;
            /** Tokens of prompts */
            "in": number;
            /** Tokens of answers */
            "out": number;
        }[];
        /** What a token in and one out cost beside each other: 1 and 3 where one that is generated costs three times as much as one that is read */
        weights?: {
            "in": number;
            "out": number;
        };
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: UnitCosts;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    } | {
        status: 409;
        data: Problem;
    }>(`/unit-costs${QS.query(QS.explode({
        window,
        zone,
        aggregate,
        rate,
        shareIdle,
        shareIdleOver,
        filter,
        limit,
        cursor
    }))}`, oazapfts.json({
        ...opts,
        method: "POST",
        body
    }));
}
/**
 * What a figure is made of, down to the samples
 */
export function explainCosts({ window, zone, aggregate, costBasis, rate, shareIdle, shareIdleOver, includeIdle, filter, depth, top, limit, cursor }: {
    window: string;
    zone?: string;
    aggregate?: string;
    costBasis?: "allocation" | "usage";
    rate?: "cost" | "charge";
    shareIdle?: string;
    shareIdleOver?: "endpoint" | "all";
    includeIdle?: "true" | "false";
    filter?: string;
    depth?: "auto" | "month" | "day" | "hour" | "bucket" | "slot";
    top?: string;
    limit?: string;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Explanation;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    } | {
        status: 409;
        data: Problem;
    }>(`/explain${QS.query(QS.explode({
        window,
        zone,
        aggregate,
        costBasis,
        rate,
        shareIdle,
        shareIdleOver,
        includeIdle,
        filter,
        depth,
        top,
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * What an endpoint has, and how much of it is held
 */
export function readCapacity({ endpoint, window, zone, step, limit, cursor }: {
    endpoint: string;
    window: string;
    zone?: string;
    step?: string;
    limit?: string;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Capacity;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    } | {
        status: 409;
        data: Problem;
    }>(`/capacity/${encodeURIComponent(endpoint)}${QS.query(QS.explode({
        window,
        zone,
        step,
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * When components were scaled out and in
 */
export function listAllocationChanges({ window, zone, filter, limit, cursor }: {
    window: string;
    zone?: string;
    filter?: string;
    limit?: string;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: AllocationChanges;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    } | {
        status: 409;
        data: Problem;
    }>(`/allocations/changes${QS.query(QS.explode({
        window,
        zone,
        filter,
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * How what components hold is used, live
 */
export function readUtilization({ endpoint, component, instance, copy, window, zone, step, detail, metrics }: {
    endpoint: string;
    component?: string;
    instance?: string;
    copy?: string;
    window?: string;
    zone?: string;
    step?: string;
    detail?: "component" | "copy";
    metrics?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Utilization;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    }>(`/utilization${QS.query(QS.explode({
        endpoint,
        component,
        instance,
        copy,
        window,
        zone,
        step,
        detail,
        metrics
    }))}`, {
        ...opts
    });
}
/**
 * Budgets and how far they are spent
 */
export function listBudgets({ team, archived, limit, cursor }: {
    team?: string;
    archived?: "true" | "false";
    limit?: string;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Budgets;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    } | {
        status: 409;
        data: Problem;
    }>(`/budgets${QS.query(QS.explode({
        team,
        archived,
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * One budget, with its open periods and what was sent of it
 */
export function readBudget({ budget, window, zone }: {
    budget: string;
    window?: string;
    zone?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Budget;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    }>(`/budgets/${encodeURIComponent(budget)}${QS.query(QS.explode({
        window,
        zone
    }))}`, {
        ...opts
    });
}
/**
 * Create or change a budget
 */
export function putBudget({ budget, ifMatch, body }: {
    budget: string;
    ifMatch: string;
    body: {
        /** Why it is changed, for whoever asks later */
        note: string;
        budget: BudgetDefinition;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: BudgetChange;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    } | {
        status: 412;
        data: Problem;
    } | {
        status: 428;
        data: Problem;
    }>(`/budgets/${encodeURIComponent(budget)}`, oazapfts.json({
        ...opts,
        method: "PUT",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "If-Match": ifMatch
        })
    }));
}
/**
 * Archive a budget
 */
export function archiveBudget({ budget, body }: {
    budget: string;
    body: {
        /** Why it is changed, for whoever asks later */
        note: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: BudgetChange;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    }>(`/budgets/${encodeURIComponent(budget)}/archive`, oazapfts.json({
        ...opts,
        method: "POST",
        body
    }));
}
/**
 * Tell nothing of a budget for a while
 */
export function snoozeBudget({ budget, body }: {
    budget: string;
    body: {
        /** Its end, within a year: a time with its offset from UTC, or a day in the zone of the budget */
        until: string;
        /** Why, for whoever wonders later */
        why: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: BudgetChange;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    }>(`/budgets/${encodeURIComponent(budget)}/snooze`, oazapfts.json({
        ...opts,
        method: "POST",
        body
    }));
}
/**
 * End a snooze
 */
export function wakeBudget({ budget }: {
    budget: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: BudgetChange;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    }>(`/budgets/${encodeURIComponent(budget)}/snooze`, {
        ...opts,
        method: "DELETE"
    });
}
/**
 * Who may spend what: the budgets document
 */
export function readBudgetsDocument({ version }: {
    version?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: BudgetsDocumentVersions;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    }>(`/budgets-document${QS.query(QS.explode({
        version
    }))}`, {
        ...opts
    });
}
/**
 * Change who may spend what
 */
export function replaceBudgets({ ifMatch, body }: {
    ifMatch: string;
    body: {
        /** Why it is changed, for whoever asks later */
        note: string;
        document: BudgetsDocument;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: BudgetsReplaced;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 412;
        data: Problem;
    } | {
        status: 428;
        data: Problem;
    }>("/budgets-document", oazapfts.json({
        ...opts,
        method: "PUT",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "If-Match": ifMatch
        })
    }));
}
/**
 * Try a budgets document
 */
export function checkBudgets({ body }: {
    body: {
        document: BudgetsDocument;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: BudgetsCheck;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    }>("/budgets-document/check", oazapfts.json({
        ...opts,
        method: "POST",
        body
    }));
}
/**
 * Statements of what teams are charged
 */
export function listStatements(opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Statements;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    }>("/statements", {
        ...opts
    });
}
/**
 * Who owns what: the owners document
 */
export function readOwners({ version }: {
    version?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Owners;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    }>(`/owners${QS.query(QS.explode({
        version
    }))}`, {
        ...opts
    });
}
/**
 * Change who owns what
 */
export function replaceOwners({ ifMatch, body }: {
    ifMatch: string;
    body: {
        /** Why it is changed, for whoever asks later */
        note: string;
        document: OwnersDocument;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Owners;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 412;
        data: Problem;
    } | {
        status: 428;
        data: Problem;
    }>("/owners", oazapfts.json({
        ...opts,
        method: "PUT",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "If-Match": ifMatch
        })
    }));
}
/**
 * Try an owners document
 */
export function checkOwners({ window, zone, body }: {
    window: string;
    zone?: string;
    body: {
        document: OwnersDocument;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: OwnersCheck;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    }>(`/owners/check${QS.query(QS.explode({
        window,
        zone
    }))}`, oazapfts.json({
        ...opts,
        method: "POST",
        body
    }));
}
/**
 * What is paid and charged: the rates document
 */
export function readRates({ version }: {
    version?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Rates;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    }>(`/rates${QS.query(QS.explode({
        version
    }))}`, {
        ...opts
    });
}
/**
 * Change what is paid and charged
 */
export function replaceRates({ ifMatch, body }: {
    ifMatch: string;
    body: {
        /** Why it is changed, for whoever asks later */
        note: string;
        document: RatesDocument;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Rates;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 412;
        data: Problem;
    } | {
        status: 428;
        data: Problem;
    }>("/rates", oazapfts.json({
        ...opts,
        method: "PUT",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "If-Match": ifMatch
        })
    }));
}
/**
 * Try a rates document
 */
export function checkRates({ window, zone, body }: {
    window: string;
    zone?: string;
    body: {
        document: RatesDocument;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: RatesCheck;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    }>(`/rates/check${QS.query(QS.explode({
        window,
        zone
    }))}`, oazapfts.json({
        ...opts,
        method: "POST",
        body
    }));
}
/**
 * Who may see what: the access document
 */
export function readAccess({ version }: {
    version?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Access;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    }>(`/access${QS.query(QS.explode({
        version
    }))}`, {
        ...opts
    });
}
/**
 * Change who may see what
 */
export function replaceAccess({ ifMatch, body }: {
    ifMatch: string;
    body: {
        /** Why it is changed, for whoever asks later */
        note: string;
        document: AccessDocument;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Access;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 412;
        data: Problem;
    } | {
        status: 428;
        data: Problem;
    }>("/access", oazapfts.json({
        ...opts,
        method: "PUT",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "If-Match": ifMatch
        })
    }));
}
/**
 * Whether the collector keeps up
 */
export function readHealth({ includeEnded }: {
    includeEnded?: "true" | "false";
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Health;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem;
    } | {
        status: 401;
    } | {
        status: 403;
        data: Problem;
    } | {
        status: 404;
        data: Problem;
    }>(`/health${QS.query(QS.explode({
        includeEnded
    }))}`, {
        ...opts
    });
}
/**
 * This description of the API
 */
export function readDescription(opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: OpenApi;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem;
    }>("/openapi.json", {
        ...opts
    });
}
/**
 * This page
 */
export function readDocs(opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: string;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem;
    }>("/docs", {
        ...opts
    });
}
