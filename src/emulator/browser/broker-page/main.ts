import '../shared/theme.css';
import './page.css';
import { framedFlow } from './framed.js';
import { showIndex } from './index-page.js';
import { showTransaction } from './transaction-page.js';

const main = document.querySelector('main');
if (main === null) throw new Error('the page has no main element');

const [, transactionId] = /^\/broker\/([^/]+)$/.exec(location.pathname) ?? [];
const flow = framedFlow(window);
document.body.classList.toggle('framed', flow !== null);

if (transactionId === undefined) await showIndex(main);
else await showTransaction(main, transactionId, flow);
flow?.send({ type: 'ready' });
