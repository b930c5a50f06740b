import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Clock, createVirtualClock } from '#local/clock.ts';
import type { LogLine } from '#local/runtime/executionEnvironment.ts';
import { createLambdaFunction, type LambdaFunction } from '#local/runtime/lambdaFunction.ts';

const started: LambdaFunction[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((target) => target.stop()));
});

const newYear = Date.parse('2020-01-01T00:00:00Z') / 1000;

const createFunction = (
  code: string,
  options: { clock?: Clock; timeout?: number; variables?: Record<string, string>; logs?: LogLine[] } = {},
): LambdaFunction => {
  const codeDir = mkdtempSync(join(tmpdir(), 'tenner-function-'));
  const handlerFile = join(codeDir, 'index.mjs');
  writeFileSync(handlerFile, code);
  const spec = {
    logicalId: 'Work',
    name: 'work',
    arn: 'arn:aws:lambda:us-east-1:111122223333:function:work',
    codeDir,
    handlerFile,
    handlerExport: 'handler',
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    timeout: options.timeout ?? 3,
    memorySize: 256,
    variables: options.variables ?? {},
    reservedConcurrency: undefined,
    logGroup: '/aws/lambda/work',
    logFormat: 'Text' as const,
    logLevel: undefined,
  };
  const target = createLambdaFunction(spec, {
    place: { region: 'us-east-1', endpointUrl: 'http://127.0.0.1:4570' },
    clock: options.clock ?? createVirtualClock(newYear),
    onLog: (line) => options.logs?.push(line),
    onInvocation: () => undefined,
  });
  started.push(target);
  return target;
};

describe('createLambdaFunction', () => {
  it('calls the handler with the event and gives what it returns', async () => {
    const target = createFunction('export const handler = async (event) => ({ twice: event.n * 2 });');
    expect(await target.invoke({ n: 21 })).toEqual({ payload: { twice: 42 } });
  });

  it('gives null for a handler that returns nothing', async () => {
    const target = createFunction('export const handler = async () => {};');
    expect(await target.invoke({})).toEqual({ payload: null });
  });

  it('keeps the environment of the machine out of the function', async () => {
    process.env.TENNER_SECRET = 'of the machine';
    const target = createFunction('export const handler = async () => process.env;', {
      variables: { TABLE_NAME: 'ledger' },
    });
    const result = await target.invoke({});
    delete process.env.TENNER_SECRET;
    expect(result).toMatchObject({
      payload: {
        TABLE_NAME: 'ledger',
        AWS_REGION: 'us-east-1',
        AWS_LAMBDA_FUNCTION_NAME: 'work',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
        AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/work',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:4570',
        _HANDLER: 'index.handler',
        TZ: ':UTC',
      },
    });
    const names = Object.keys((result as { payload: Record<string, string> }).payload);
    expect(names).not.toContain('TENNER_SECRET');
    expect(names).not.toContain('PATH');
  });

  it('gives the handler a context', async () => {
    const target = createFunction(`export const handler = async (_, context) => ({
      name: context.functionName, arn: context.invokedFunctionArn, memory: context.memoryLimitInMB,
      hasId: /^[0-9a-f-]{36}$/.test(context.awsRequestId),
      left: context.getRemainingTimeInMillis() > 2500 && context.getRemainingTimeInMillis() <= 3000 });`);
    expect(await target.invoke({})).toEqual({
      payload: {
        name: 'work',
        arn: 'arn:aws:lambda:us-east-1:111122223333:function:work',
        memory: '256',
        hasId: true,
        left: true,
      },
    });
  });

  it('shows the function the time of the run, standing still on a virtual clock', async () => {
    const clock = createVirtualClock(newYear);
    const target = createFunction(
      `const loadedAt = new Date().toISOString();
       export const handler = async () => {
         const first = Date.now();
         await new Promise((done) => setTimeout(done, 5));
         return { loadedAt, date: new Date().toISOString(), moved: Date.now() - first,
                  isDate: new Date() instanceof Date, given: new Date(0).toISOString(), text: Date().slice(11, 15) };
       };`,
      { clock },
    );
    const fixed = { isDate: true, given: '1970-01-01T00:00:00.000Z', moved: 0 };
    const loadedAt = '2020-01-01T00:00:00.000Z';
    expect(await target.invoke({})).toMatchObject({ payload: { ...fixed, loadedAt, date: loadedAt } });
    clock.advanceTo(newYear + 86_400 * 366);
    expect(await target.invoke({})).toEqual({
      payload: { ...fixed, loadedAt, date: '2021-01-01T00:00:00.000Z', text: '2021' },
    });
  });

  it('lets the time go on within an invocation when the clock moves by itself', async () => {
    const target = createFunction(
      `export const handler = async () => {
         const first = Date.now();
         await new Promise((done) => setTimeout(done, 30));
         return { first, moved: Date.now() - first };
       };`,
      { clock: { now: () => newYear } },
    );
    const { payload } = (await target.invoke({})) as { payload: { first: number; moved: number } };
    expect(payload.first - newYear * 1000).toBeLessThan(100);
    expect(payload.moved).toBeGreaterThanOrEqual(29);
  });

  it('reports an exception with the function’s own message and keeps the thread', async () => {
    const target = createFunction(`let calls = 0;
      export const handler = async () => { calls += 1; if (calls === 1) throw new RangeError('no such pool'); return calls; };`);
    expect(await target.invoke({})).toMatchObject({
      error: { errorType: 'RangeError', errorMessage: 'no such pool' },
    });
    expect(await target.invoke({})).toEqual({ payload: 2 });
  });

  it('ends an invocation at the timeout and starts the next in a new thread', async () => {
    const target = createFunction(
      `let calls = 0;
       export const handler = async (event) => { calls += 1; while (event.hang); return calls; };`,
      { timeout: 1 },
    );
    expect(await target.invoke({})).toEqual({ payload: 1 });
    expect(await target.invoke({ hang: true })).toEqual({
      error: { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 1.00 seconds' },
    });
    expect(await target.invoke({})).toEqual({ payload: 1 });
  });

  it('reports a crash and starts the next invocation anew', async () => {
    const target = createFunction(`let calls = 0;
      export const handler = async (event) => {
        calls += 1;
        if (event.how === 'exit') process.exit(3);
        if (event.how === 'reject') { Promise.reject(new Error('left alone')); await new Promise(() => {}); }
        return calls;
      };`);
    expect(await target.invoke({ how: 'exit' })).toEqual({
      error: { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited with error: exit status 3' },
    });
    expect(await target.invoke({ how: 'reject' })).toEqual({
      error: { errorType: 'Error', errorMessage: 'left alone' },
    });
    expect(await target.invoke({})).toEqual({ payload: 1 });
  });

  it('reports a bundle that cannot be imported, and tries again at the next invocation', async () => {
    const target = createFunction(`if (!process.env.TABLE_NAME) throw new Error('TABLE_NAME is not set');
      export const handler = async () => 1;`);
    const failed = { error: { errorType: 'Error', errorMessage: 'TABLE_NAME is not set' } };
    expect(await target.invoke({})).toMatchObject(failed);
    expect(await target.invoke({})).toMatchObject(failed);
  });

  it('reports a handler that the bundle does not export', async () => {
    const target = createFunction('export const run = 1;');
    expect(await target.invoke({})).toMatchObject({
      error: {
        errorType: 'TypeError',
        errorMessage: expect.stringContaining('exports no function handler') as string,
      },
    });
  });

  it('runs invocations at the same time in threads of their own, and reuses an idle one', async () => {
    const target = createFunction(`let calls = 0;
      export const handler = async () => { calls += 1; await new Promise((done) => setTimeout(done, 20)); return calls; };`);
    expect(await Promise.all([target.invoke({}), target.invoke({})])).toEqual([
      { payload: 1 },
      { payload: 1 },
    ]);
    expect(await target.invoke({})).toEqual({ payload: 2 });
  });

  it('passes on what the function writes, line by line', async () => {
    const logs: LogLine[] = [];
    const target = createFunction(
      `export const handler = async () => { console.log('one'); console.error('two\\nthree'); };`,
      { logs },
    );
    await target.invoke({});
    await expect.poll(() => logs.length).toBe(3);
    expect(logs.toSorted((a, b) => a.text.localeCompare(b.text))).toEqual([
      { functionName: 'work', stream: 'stdout', text: 'one' },
      { functionName: 'work', stream: 'stderr', text: 'three' },
      { functionName: 'work', stream: 'stderr', text: 'two' },
    ]);
  });
});
