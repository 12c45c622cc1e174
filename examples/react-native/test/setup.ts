import { WebSocket } from 'ws';

// React Native has a WebSocket; Node 20, where the tests run, has none.
Object.defineProperty(globalThis, 'WebSocket', { value: WebSocket, writable: true });
