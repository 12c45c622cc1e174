#!/usr/bin/env node
import { runCli } from './cli/cli.js';
import { processContext } from './cli/process-context.js';

process.exitCode = await runCli(process.argv.slice(2), processContext());
