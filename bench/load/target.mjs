import { ORDERS, ordersAnswer, TYPENAME, TYPENAME_ANSWER } from '../dataset/documents.mjs';
import { sessionToken } from '../dataset/keys.mjs';
import { accountOf, viewerName } from '../dataset/orders.mjs';
import { Answers } from './answers.mjs';
import { requestBytes } from './connection.mjs';

/** What a load sends to a server, and what it must answer. */
const KINDS = {
  orders: { query: ORDERS, expected: (orders) => (viewer) => ordersAnswer(viewer, orders()) },
  typename: { query: TYPENAME, expected: () => () => TYPENAME_ANSWER },
  hello: { path: '/', expected: () => () => ({ hello: 'world' }) },
};

/** One server under load, with the requests of all its viewers. */
export class Target {
  /** @type {Map<string, {requests: Buffer[], answers: Answers}>} */
  #kinds = new Map();

  /** @param {{name: string, port: number, viewers: number, orders: number}} server */
  constructor({ name, port, viewers, orders }) {
    this.name = name;
    this.port = port;
    this.orders = orders;
    this.viewers = Array.from({ length: viewers }, (_, number) => ({
      number,
      account: accountOf(number),
      token: sessionToken(viewerName(number)),
      /** At Dwar: the transaction that the viewer's next orders belong to. */
      transactionId: '',
    }));
  }

  /** The same request for every server: Dwar reads the token, its peers the name. */
  bytesFor({ number, token }, body, headers = {}) {
    return requestBytes({
      path: '/graphql',
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${token}`, 'x-viewer': viewerName(number), ...headers },
    });
  }

  /** The requests of all viewers, and the check of their answers. */
  kind(kind) {
    const known = this.#kinds.get(kind);
    if (known !== undefined) return known;
    const { query, path, expected } = KINDS[kind];
    const requests = this.viewers.map((viewer) =>
      query === undefined ? requestBytes({ method: 'GET', path }) : this.bytesFor(viewer, { query }),
    );
    const made = {
      requests,
      answers: new Answers(
        this.name,
        expected(() => this.orders),
      ),
    };
    this.#kinds.set(kind, made);
    return made;
  }

  /** To be called when every viewer has one more order. */
  changed() {
    this.orders += 1;
    this.kind('orders').answers.forget();
  }
}
