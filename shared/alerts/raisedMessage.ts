import type { Watch } from '#shared/domain/watches/watch.ts';
import type { Episode } from '#shared/domain/watches/watchState.ts';
import { command, composeMessage, fact, item, type Message, type Piece } from './message.ts';
import { moverPieces } from './moverPieces.ts';
import { toCommand } from './question.ts';
import { subjectQuestion } from './subjectQuestion.ts';
import { subjectText } from './subjectText.ts';
import { andMore } from './tellMany.ts';
import type { TopMovers } from './topMovers.ts';
import { toSubject } from './toSubject.ts';
import { figurePieces, shortText, standsText, watchText } from './watchTexts.ts';

/** No more are told one by one. */
const mostShown = 8;

const advice: Readonly<Record<Watch['kind'], string>> = {
  spend: 'What to do: see what is held more than usual, and scale in what is not needed.',
  idle: 'What to do: see how many accelerators are held and idle, and run fewer instances or fill them.',
  freeAccelerators: 'What to do: see what holds them, and scale in copies or add instances.',
  deployment: 'What to do: see why it does not end, and roll it back if it is stuck.',
  collection: 'What to do: see whether the collector keeps up, its alarms, and its dead-letter queue.',
};

const commandsFor = (episode: Episode): string[][] => {
  const { figure, subject } = episode;
  const { endpoint = '' } = subject;
  const question = subjectQuestion(episode);
  const capacity = ['tenner', 'capacity', endpoint, '--window', '12h'];
  switch (figure.kind) {
    case 'spend':
      return [
        toCommand('explain', question),
        toCommand('costs', [
          ...question,
          ['aggregate', 'component,endpoint'],
          ['sort', '-cost'],
          ['top', '10'],
        ]),
      ];
    case 'idle':
      return [capacity, toCommand('explain', question)];
    case 'freeAccelerators':
      return [capacity];
    case 'deployment':
      return [['aws', 'sagemaker', 'describe-endpoint', '--endpoint-name', endpoint], capacity];
    case 'collection':
      return [['tenner', 'health']];
  }
};

/** Things of one watch, but for the first, which the headline tells. */
const others = (episodes: readonly Episode[]): Piece[] => {
  const shown = episodes.slice(1, mostShown);
  const left = episodes.length - 1 - shown.length;
  return [
    ...shown.map((each) => item(`${subjectText(each.subject)}${standsText(each)}`)),
    ...(left <= 0 ? [] : [item(`and ${left} more, which the event itself lists`)]),
  ];
};

/** What a watch tells people of things that it was raised for, the largest first. */
export const raisedMessage = (
  watch: Watch,
  all: readonly [Episode, ...Episode[]],
  movers: TopMovers | undefined,
): Message => {
  const [first] = all;
  const name = subjectText(first.subject);
  const more = andMore(all.length);
  const whose = first.subject.component === undefined ? undefined : first.subject.team;
  return composeMessage(toSubject(name, `${shortText(first)}${more}`), `${name}${standsText(first)}${more}`, [
    [fact(watchText(watch)), ...(whose === undefined ? [] : [fact(`Whose: team ${whose}.`)])],
    others(all),
    [...(all.length === 1 ? [] : [fact(`Of ${name}:`)]), ...figurePieces(first), ...moverPieces(movers)],
    [fact(advice[watch.kind]), ...commandsFor(first).map(command)],
    [fact('To be told earlier, later or never, change the watch in the budgets document.')],
  ]);
};
