/** The template, or what it points at, cannot be run here; the message names the logical id. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  readonly code = 'template.invalid';
  /** Where in the template, such as `CollectQueue1A2B` or `parameter CollectMinutes`. */
  readonly where: string;

  constructor(where: string, fault: string, cause?: unknown) {
    super(`template, ${where}: ${fault}`, cause === undefined ? {} : { cause });
    this.where = where;
  }
}
