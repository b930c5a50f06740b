/** How a message reaches people: by a mail, a chat, a server of theirs, or as something that is done. */
export type Channel = 'email' | 'slack' | 'teams' | 'webhook' | 'action';

/** A message as its reader sees it. */
export type Message = {
  channel: Channel;
  /** A mail address, a URL, or the ARN of what is invoked. */
  to: string;
  /** Of a mail, or the headline of a card. */
  subject: string | undefined;
  text: string;
  /** When it went out, by the run's clock (epoch seconds). */
  at: number;
};
