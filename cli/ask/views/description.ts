import { toJsonText } from '#cli/ask/toJsonText.ts';
import { defineView } from '#cli/ask/view.ts';
import { descriptionOperation } from '#shared/api/descriptionOperation.ts';

/** The API's own description is for programs: JSON as it is. */
export const descriptionView = defineView(descriptionOperation, {
  examples: [['> openapi.json', 'OpenAPI 3.1, for tools that make clients']],
  render: (document) => toJsonText(document),
});
