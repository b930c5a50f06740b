import { describe, expect, it } from 'vitest';
import { doWhatFallsDue } from '#cli/doWhatFallsDue.ts';

/** Something is due every 300 seconds; a run takes some, and a timer ends so much early, as Node's do. */
const play = async ({ takes, early = 0 }: { takes: number; early?: number }) => {
  let time = 10;
  let last = time;
  const done: number[] = [];
  const late: number[] = [];
  const shown: number[] = [];
  const stopping = new AbortController();
  await doWhatFallsDue(
    {
      nextDue: (after) => (Math.floor(after / 300) + 1) * 300,
      doDue: async () => {
        const now = time;
        for (let due = (Math.floor(last / 300) + 1) * 300; due <= now; due += 300) {
          done.push(due);
          late.push(now - due);
        }
        last = now;
        time += takes;
        if (done.length >= 4) stopping.abort();
      },
    },
    stopping.signal,
    {
      now: () => time,
      wait: async (milliseconds) => {
        // Timers count whole milliseconds, and may end one of them early.
        time += Math.max(0, milliseconds / 1_000 - early);
      },
      onWait: (due) => void shown.push(due),
    },
  );
  return { done: done.slice(0, 4), shown, latest: Math.max(...late) };
};

describe('doWhatFallsDue', () => {
  it('does each thing once, when it is due', async () => {
    const { done, shown } = await play({ takes: 2 });
    expect(done).toEqual([300, 600, 900, 1200]);
    expect(shown).toContain(1200);
  });

  it('skips nothing where a timer ends early, and the run ends after the time', async () => {
    const { done, latest } = await play({ takes: 0.003, early: 0.000_5 });
    expect(done).toEqual([300, 600, 900, 1200]);
    expect(latest).toBeLessThan(0.01);
  });

  it('does at once what fell due while it was busy', async () => {
    const { done, latest } = await play({ takes: 400 });
    expect(done).toEqual([300, 600, 900, 1200]);
    expect(latest).toBeLessThanOrEqual(400);
  });

  it('ends when it is stopped', async () => {
    const stopping = new AbortController();
    let runs = 0;
    const doDue = async () => {
      runs += 1;
    };
    const wait = async () => stopping.abort();
    await doWhatFallsDue({ nextDue: () => undefined, doDue }, stopping.signal, {
      now: () => 0,
      wait,
      onWait: () => undefined,
    });
    expect(runs).toBe(0);
  });
});
