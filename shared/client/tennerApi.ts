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
export type Health = {
    /** ok: every endpoint that runs was collected lately; behind: some was not; empty: none is known */
    status: "ok" | "behind" | "empty";
    now: Instant;
    endpoints: {
        endpoint: string;
        variant: string;
        instanceType: string;
        isRunning: boolean;
        /** Up to when its metrics were read */
        lastSuccess: Instant;
        settledThrough: Instant;
        /** How far behind the collector is; 0 for what runs no more */
        lagSeconds: number;
        /** Of the last day that is settled */
        completeness: number;
        /** What of the last day that is settled no sample vouches for */
        gaps: {
            reason: string;
            unitSeconds: number;
        }[];
        isSilent: boolean;
    }[];
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
 * Whether the collector keeps up
 */
export function readHealth(opts?: Oazapfts.RequestOpts) {
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
    } | {
        status: 409;
        data: Problem;
    }>("/health", {
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
    } | {
        status: 404;
        data: Problem;
    } | {
        status: 409;
        data: Problem;
    }>("/openapi.json", {
        ...opts
    });
}
