import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './style.css';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { examples } from './examples.js';
import { examplesPlugin } from './examples-plugin.js';
import { fetchOperation } from './fetch-operation.js';
import { takeHeaders, takeQuery } from './token.js';

const FIRST_EXAMPLE = 'viewer';

const container = document.getElementById('graphiql');
if (container === null) throw new Error('the page has no #graphiql element');

const asked = takeQuery(window);
const headers = takeHeaders(window);
const query = asked ?? examples.find(({ name }) => name === FIRST_EXAMPLE)?.document ?? '{ __typename }';

// Tabs and headers are kept in the browser tab only, so that no token is written to disk.
createRoot(container).render(
  <GraphiQL
    fetcher={fetchOperation}
    defaultQuery={query}
    defaultHeaders={headers}
    defaultEditorToolsVisibility="headers"
    plugins={[examplesPlugin, HISTORY_PLUGIN]}
    storage={sessionStorage}
    shouldPersistHeaders
    showPersistHeadersSettings={false}
  >
    <GraphiQL.Logo>Dwar</GraphiQL.Logo>
  </GraphiQL>,
);
