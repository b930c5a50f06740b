import { renderUtilization } from '#cli/ask/utilization/renderUtilization.ts';
import { defineView } from '#cli/ask/view.ts';
import { duration } from '#cli/formatAmounts.ts';
import { plainText } from '#cli/plainText.ts';
import { type UtilizationAnswer, utilizationOperation } from '#shared/api/utilizationOperation.ts';

const noteUtilization = ({ endpoint, meta, series }: UtilizationAnswer): string[] => {
  const { window, state, readAt, stepSeconds, teams } = meta;
  return [
    `window: ${window.from} to ${window.to}, ${window.zone}, in steps of ${duration(stepSeconds)}`,
    `state: ${state}, read from CloudWatch at ${readAt}; of ${endpoint}, and in no cost`,
    ...(series.every(({ isWhole }) => isWhole) ? [] : ['not given: CloudWatch would not give it just now']),
    ...(teams === null ? [] : [`teams: only components of ${teams.join(', ')} are for you to see`]),
  ];
};

/** How what components hold is used. */
export const utilizationView = defineView(utilizationOperation, {
  examples: [
    ['--endpoint chat-prod', 'the last hour of all its components'],
    ['--endpoint chat-prod --component llama --window 12h --step 5m', 'half a day of one of them'],
    ['--endpoint chat-prod --detail component --metrics gpuUtilization,invocations', 'what matters most'],
  ],
  render: (answer) => {
    const table =
      answer.series.length === 0 ? 'Nothing was there in this window.' : renderUtilization(answer.series);
    return `${table}\n\n${noteUtilization(answer).map(plainText).join('\n')}`;
  },
});
