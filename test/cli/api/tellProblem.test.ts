import { describe, expect, it } from 'vitest';
import type { Credentials } from '#cli/api/resolveConnection.ts';
import { tellProblem } from '#cli/api/tellProblem.ts';
import { ApiError } from '#shared/client/apiError.ts';

const url = 'https://api.test';
const withToken: Credentials = { kind: 'token', token: 'secret', from: 'TENNER_TOKEN' };
const without: Credentials = { kind: 'none', withheld: undefined };

const tell = (
  status: number,
  reason: unknown,
  {
    credentials = withToken,
    headers = {},
    at = url,
  }: { credentials?: Credentials; headers?: Record<string, string>; at?: string } = {},
) => {
  const { code, message } = tellProblem(new ApiError(status, new Headers(headers), reason), {
    url: at,
    credentials,
    configFile: '/c.json',
    nameOf: (parameter) => `--${parameter}`,
  });
  return [code, message];
};

const problem = (status: number, more: object = {}) => ({
  type: 'urn:x',
  title: 'Something is so',
  status,
  ...more,
});

describe('tellProblem', () => {
  it('tells one fault in a line, and several on lines of their own', () => {
    const one = { parameter: 'step', detail: 'is "7s"; expected 1d' };
    expect(tell(400, problem(400, { errors: [one] }))).toEqual([
      'api.question',
      '--step: is "7s"; expected 1d',
    ]);
    const more = [one, { pointer: '/rules/0', detail: 'is empty' }, { detail: 'is odd' }];
    expect(tell(400, problem(400, { errors: more }))).toEqual([
      'api.question',
      '3 things are wrong:\n  --step: is "7s"; expected 1d\n  /rules/0: is empty\n  is odd',
    ]);
  });

  it('shows what would steer a terminal as text, each fault on one line', () => {
    const errors = [{ parameter: 'filter', detail: 'no team "\u001b[31m\nx"' }];
    expect(tell(400, problem(400, { errors }))[1]).toBe('--filter: no team "\\x1b[31m\\x0ax"');
  });

  it('tells what is not there in the API’s words, and of a route that is not there that it may be older', () => {
    expect(tell(404, problem(404, { detail: 'no team "x" in this window' }))).toEqual([
      'api.question',
      'no team "x" in this window',
    ]);
    expect(tell(404, { message: 'Not Found' })).toEqual([
      'api.question',
      'https://api.test has no such question (Not Found): is it older than this command, or is --url, TENNER_URL or a profile in /c.json another?',
    ]);
  });

  it('says how to get a token, on this machine also where', () => {
    const text = 'wants to know who asks, and there is no token';
    const ways = '--token, TENNER_TOKEN or a profile in /c.json gives one';
    expect(tell(401, { message: 'Unauthorized' }, { credentials: without })).toEqual([
      'api.refused',
      `https://api.test ${text}: ${ways}`,
    ]);
    expect(tell(401, undefined, { credentials: without, at: 'http://127.0.0.1:4570' })[1]).toBe(
      `http://127.0.0.1:4570 ${text}: ${ways}; npm start prints one`,
    );
    const withheld = 'that of profile "default" is for https://main.test alone';
    expect(tell(401, undefined, { credentials: { kind: 'none', withheld } })[1]).toBe(
      `https://api.test ${text} (${withheld}): ${ways}`,
    );
  });

  it('says whose token is not taken, and never the token', () => {
    expect(tell(401, { message: 'Unauthorized' })).toEqual([
      'api.refused',
      'https://api.test does not take the token from TENNER_TOKEN: it has expired, or is of another issuer',
    ]);
  });

  it('tells what is not allowed, and why where that is known', () => {
    expect(tell(403, problem(403, { detail: 'you have no grant' }))).toEqual([
      'api.refused',
      'not allowed: you have no grant',
    ]);
    const credentials: Credentials = { kind: 'sigv4', region: 'eu-central-1', awsProfile: undefined };
    expect(tell(403, { message: 'Forbidden' }, { credentials })).toEqual([
      'api.refused',
      'not allowed: https://api.test does not let this AWS identity in; it needs execute-api:Invoke there, in region eu-central-1',
    ]);
  });

  it('tells of failures whose they are, and when to try again', () => {
    expect(tell(500, problem(500, { instance: 'urn:tenner:request:r-1' }))).toEqual([
      'api.failed',
      'https://api.test failed: Something is so (urn:tenner:request:r-1)',
    ]);
    expect(tell(502, '<html>')).toEqual(['api.failed', 'https://api.test failed: status 502']);
    expect(tell(429, {}, { headers: { 'retry-after': '120' } })).toEqual([
      'api.failed',
      'https://api.test has too many questions to answer: try again in 120 s',
    ]);
    expect(tell(503, problem(503, { title: 'AWS does not answer just now' }))).toEqual([
      'api.failed',
      'https://api.test: AWS does not answer just now: try again later',
    ]);
    expect(tell(409, problem(409, { detail: 'figures have changed' }))).toEqual([
      'api.failed',
      'figures have changed',
    ]);
  });

  it('tells of what is no answer of the API at all', () => {
    expect(tell(200, '<html>sign in</html>')[1]).toBe(
      'https://api.test answers with something else than the API does: is the URL right?',
    );
    expect(tell(301, undefined, { headers: { location: 'https://b.test/' } })[1]).toBe(
      "https://api.test leads on to https://b.test/, where no token is sent: name the API's own URL",
    );
    expect(tell(418, 'teapot')).toEqual(['api.failed', 'https://api.test: status 418']);
  });
});
