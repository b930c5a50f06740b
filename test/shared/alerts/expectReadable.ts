import { expect } from 'vitest';
import * as z from 'zod';
import { eventSchemas } from '#shared/bus/eventSchemas.ts';
import type { OutgoingEvent } from '#shared/bus/outgoingEvent.ts';

const form = z.looseObject({
  recipients: z.array(z.string()),
  message: z.object({ subject: z.string(), text: z.string(), chat: z.string(), lines: z.array(z.string()) }),
});

/** What holds of each event that is for people. */
export const expectReadable = ({ type, detail }: OutgoingEvent): void => {
  const written: unknown = JSON.parse(JSON.stringify(detail));
  expect(eventSchemas.get(type)?.parse(written)).toEqual(written);
  const { recipients, message } = form.parse(written);
  expect(recipients.length).toBeGreaterThan(0);
  expect(message.subject).toMatch(/^[!-~][ -~]{0,98}$/);
  expect(message.lines.length).toBeLessThanOrEqual(24);
  expect(message.chat).not.toMatch(/[<>]|(^|[\s'"(])@\p{L}/u);
  for (const line of message.lines) expect(line).not.toContain('](');
  const lines = message.text.split('\n');
  for (const line of lines) expect([...line].length, line).toBeLessThanOrEqual(100);
  expect(message.text).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}]|undefined|NaN|\[object/u);
};
