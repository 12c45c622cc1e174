/** One message of a `text/event-stream`. `id` is null if the message had no `id:` line of its own. */
export interface StreamMessage {
  readonly event: string;
  readonly data: string;
  readonly id: string | null;
}

/**
 * Parses `text/event-stream` incrementally, buffering at most `maxLength` characters of an incomplete
 * message. Source: HTML Standard, "Interpreting an event stream"; unlike there, a message may have no data.
 */
export class EventStreamParser {
  readonly #maxLength: number;
  #unread = '';
  #event = '';
  #data: string[] = [];
  #id: string | null = null;
  #length = 0;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** Returns the messages that `text` completes, in order. Throws a RangeError if one is too long. */
  push(text: string): readonly StreamMessage[] {
    const messages: StreamMessage[] = [];
    const unread = this.#unread + text;
    // A carriage return at the very end may be the first half of a line ending.
    const lines = unread.split(/\r\n|\n|\r(?!$)/);
    this.#unread = lines.pop() ?? '';
    for (const line of lines) {
      this.#length += line.length;
      this.#checkLength(0);
      if (line !== '') this.#readLine(line);
      else messages.push(...this.#takeMessage());
    }
    this.#checkLength(this.#unread.length);
    return messages;
  }

  #checkLength(unread: number): void {
    if (this.#length + unread <= this.#maxLength) return;
    throw new RangeError(`an event of the stream is longer than ${this.#maxLength} characters`);
  }

  #readLine(line: string): void {
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'event') this.#event = value;
    else if (field === 'data') this.#data.push(value);
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
    else if (field === '') this.#length -= line.length;
  }

  #takeMessage(): readonly StreamMessage[] {
    const message = { event: this.#event || 'message', data: this.#data.join('\n'), id: this.#id };
    const isMessage = this.#event !== '' || this.#data.length > 0;
    this.#event = '';
    this.#data = [];
    this.#id = null;
    this.#length = 0;
    return isMessage ? [message] : [];
  }
}
