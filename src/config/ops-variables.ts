import { onOff, port, text } from '../core/env-readers.js';
import { CONSOLE_LOGIN_VARIABLES } from './console-variables.js';
import { variable } from './variable.js';

/** The variables of what is for operators only. */
export const OPS_VARIABLES = {
  CONSOLE: variable(
    onOff,
    'Whether the [console](console.md) is served, `on` or `off`: in production on `OPS_HOST` and ' +
      '`OPS_PORT` only, elsewhere on `PORT`, under loopback names. `dwar dev` turns it on.',
    'off',
  ),
  OPS_HOST: variable(
    text,
    'Address to listen on for `/metrics` and the console in production. ' +
      'In a container set `0.0.0.0` and expose the port to the scraper only.',
    '127.0.0.1',
  ),
  OPS_PORT: variable(port, 'Port for `/metrics` and the console in production; 0 picks a free one.', '9464'),
  ...CONSOLE_LOGIN_VARIABLES,
};
