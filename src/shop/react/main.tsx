import '../shop.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { takeToken } from '../token.js';
import { App } from './app.js';
import { createClient, sdk } from './dwar.js';
import { SignedOut } from './signed-out.js';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const token = takeToken();
createRoot(root).render(
  <StrictMode>
    {token === null ? <SignedOut /> : <App token={token} client={createClient(token)} sdk={sdk} />}
  </StrictMode>,
);
