import * as z from 'zod';
import { eventSchemas } from '#shared/bus/eventSchemas.ts';
import type { OutgoingEvent } from '#shared/bus/outgoingEvent.ts';
import { tennerEvents } from '#shared/config/names.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { budgetSamples } from './budgetSamples.ts';
import { watchSamples } from './watchSamples.ts';

const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** What rules are matched with. */
const toRuleEvent = ({ type, time, resources, detail }: OutgoingEvent) => ({
  source: tennerEvents.source,
  'detail-type': type,
  time: formatInstant(time),
  resources,
  detail,
});

const messageForm = z.object({ message: z.object({ subject: z.string(), text: z.string() }) });

const toText = ({ detail }: OutgoingEvent): string => {
  const { subject, text } = messageForm.parse(detail).message;
  return `Subject: ${subject}\n\n${text}\n`;
};

const schemaFiles = (): [string, string][] =>
  [...eventSchemas].map(([type, schema]) => {
    // Fields may be added to a version, so that what is read may have more.
    const { $schema, ...own } = z.toJSONSchema(schema, { io: 'input' });
    const title = `The detail of ${type}, version 1`;
    return [`${type}.v1.schema.json`, toJson({ $schema, title, ...own })];
  });

const sampleFiles = (): [string, string][] =>
  [
    ...budgetSamples.map(([name, event]) => [`${event.type}.${name}`, event] as const),
    ...watchSamples.map((event) => [event.type, event] as const),
  ].flatMap(([name, event]): [string, string][] => [
    [`samples/${name}.json`, toJson(toRuleEvent(event))],
    [`samples/${name}.txt`, toText(event)],
  ]);

/** The files of `docs/events/`, by path: the schema of each event, and samples with their messages as they are read. */
export const eventDocs = (): ReadonlyMap<string, string> => new Map([...schemaFiles(), ...sampleFiles()]);
