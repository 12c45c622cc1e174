import './styles/mantine.js';
import './styles/theme.css';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openSession } from './data/open-session.js';
import { finishSignIn } from './data/sign-in.js';
import { App } from './shell/app.js';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';
// For the packages that make style sheets while the page runs.
setNonce(nonce);

const refusal = (await openSession(window)) ?? finishSignIn(window);
createRoot(root).render(
  <StrictMode>
    <App nonce={nonce} refusal={refusal} />
  </StrictMode>,
);
