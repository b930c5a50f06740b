/** A fleet trace that cannot be read or played; the message has a line for each fault, ready for a person. */
export class TraceError extends Error {
  override readonly name = 'TraceError';
  readonly code = 'trace.invalid';
  readonly faults: readonly string[];

  constructor(faults: readonly string[], options?: ErrorOptions) {
    super(faults.join('\n'), options);
    this.faults = faults;
  }
}
