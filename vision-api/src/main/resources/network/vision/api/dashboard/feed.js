// The two ways to the node: questions, and the stream of what happens.

const RETRY_MS = 4000;
const PATIENCE_MS = 8000;

/** Asks for JSON; fails with the node's own words where it gives any. */
export async function ask(path) {
  const response = await fetch(path, {signal: AbortSignal.timeout(PATIENCE_MS)});
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? `the node answered ${response.status}`);
  }
  return response.json();
}

/** Follows the events; the browser resumes after a break, we do when it gave up. */
export class Feed {
  #lastId = null;

  constructor({onEvent, onGap, onState}) {
    this.onEvent = onEvent;
    this.onGap = onGap;
    this.onState = onState;
  }

  open() {
    const query = this.#lastId === null ? 'recent=60' : `after=${this.#lastId}`;
    const source = new EventSource(`/p2p/events?${query}`);
    source.onopen = () => this.onState('on');
    source.onerror = () => {
      this.onState('lost');
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(() => this.open(), RETRY_MS);
      }
    };
    source.addEventListener('gap', () => this.onGap());
    for (const kind of [
      'connected',
      'disconnected',
      'discovered',
      'moved',
      'conflict',
      'mapping',
      'verdict',
    ]) {
      source.addEventListener(kind, (message) => {
        this.#lastId = message.lastEventId;
        this.onEvent(JSON.parse(message.data));
      });
    }
  }
}
