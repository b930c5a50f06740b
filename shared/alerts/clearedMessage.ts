import type { Cleared } from '#shared/domain/watches/stepPhase.ts';
import type { Watch } from '#shared/domain/watches/watch.ts';
import { durationText, timeText } from './figureText.ts';
import { composeMessage, fact, item, type Message } from './message.ts';
import { subjectText } from './subjectText.ts';
import { andMore } from './tellMany.ts';
import { toSubject } from './toSubject.ts';
import { figureText, watchText } from './watchTexts.ts';

const things: Readonly<Record<Watch['kind'], string>> = {
  spend: 'unusual spend',
  idle: 'high idle capacity',
  freeAccelerators: 'the lack of free accelerators',
  deployment: 'the long deployment',
  collection: 'the gap in what is collected',
};

const mostShown = 8;

const tell = ({ episode, clearedAt }: Cleared): string => {
  const { subject, since, figure } = episode;
  const lasted = durationText(clearedAt - since);
  return `${subjectText(subject)}${figureText(figure)} from ${timeText(since)} on; it lasted ${lasted}`;
};

/** What a watch tells people when what it was raised for is over, or the thing itself is gone. */
export const clearedMessage = (watch: Watch, all: readonly [Cleared, ...Cleared[]]): Message => {
  const [{ episode, clearedAt }] = all;
  const name = subjectText(episode.subject);
  const stands = `: ${things[watch.kind]} is over (${timeText(clearedAt)})${andMore(all.length)}`;
  const left = all.length - mostShown;
  return composeMessage(toSubject(name, stands), `${name}${stands}`, [
    [
      fact('When it was raised:'),
      ...all.slice(0, mostShown).map((each) => item(tell(each))),
      ...(left <= 0 ? [] : [item(`and ${left} more, which the event itself lists`)]),
    ],
    [fact(watchText(watch)), fact('What to do: nothing. It is told again if it comes back.')],
  ]);
};
