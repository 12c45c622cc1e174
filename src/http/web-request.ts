import { IncomingMessage } from 'node:http';

/**
 * A request that offers another protocol than WebSocket is an ordinary one: a server may pass over the offer
 * (RFC 9110, section 7.8), and `curl --http2` and others make one (`h2c`) with each plain request. Node hands
 * a connection to the listeners of `upgrade` where `upgrade` is true, for any protocol.
 */
export class WebRequest extends IncomingMessage {
  /** As the parser of HTTP found it. */
  declare private offersProtocol: boolean | null;

  get upgrade(): boolean | null {
    if (this.method === 'CONNECT') return this.offersProtocol;
    return this.offersProtocol && this.headers.upgrade?.toLowerCase() === 'websocket';
  }

  set upgrade(isOffered: boolean | null) {
    this.offersProtocol = isOffered;
  }
}
