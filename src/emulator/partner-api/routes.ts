import type { FastifyInstance, FastifyRequest } from 'fastify';
import { OTP_PATHS } from '../../gateway/otp/otp-wire.js';
import { paths, type WireHoldings } from '../../gateway/wire.js';
import { createTransaction } from './create-transaction.js';
import { holdingsBody, readHoldings } from '../market/holdings.js';
import { findOrders } from './order-details.js';
import { authenticate, authenticateKeys } from './authenticate.js';
import { sendOtp, verifyOtp } from './otp.js';
import { registerCatalogue } from './catalogue.js';
import { queryValues } from './query-values.js';
import { readExitedInvestments, readInvestments } from './investments.js';
import { registerLeads } from './leads.js';
import { badField, refusal, success } from './refusal.js';
import type { Identity } from '../state/tokens.js';
import { readTransactionDetails } from './transaction-details.js';
import type { World } from '../world.js';

/**
 * Serves the partner API of sections 7, 9, 10, 12, 13, 15 and 25, order details and holdings also at their
 * older paths.
 */
export function registerPartnerApi(app: FastifyInstance, world: World): void {
  const gateway = ':gateway';
  registerCatalogue(app, world);
  registerLeads(app, world);
  app.post(paths.createTransaction(gateway), (request) => {
    const identity = authenticate(world, request);
    return success(createTransaction(world, identity, request.body));
  });
  app.get(paths.transactionDetails(gateway), (request) => {
    const identity = authenticate(world, request);
    const [transactionId] = queryValues(request, 'transactionId');
    return success({ transactionDetails: readTransactionDetails(world, identity, transactionId) });
  });
  for (const path of [paths.orderDetails(gateway), paths.orderDetailsOld(gateway)]) {
    app.get(path, (request) => {
      const identity = authenticate(world, request);
      return success({ orders: findOrders(world, identity, orderQuery(request)) });
    });
  }
  for (const path of [paths.holdings(gateway), paths.holdingsOld(gateway)]) {
    app.get(path, (request) => success(answerHoldings(world, authenticate(world, request), request)));
  }
  app.post(OTP_PATHS.getOtp, (request) =>
    success(sendOtp(world, authenticateKeys(world, request), request.body)),
  );
  app.post(OTP_PATHS.verifyOtp, (request) =>
    success(verifyOtp(world, authenticateKeys(world, request), request.body)),
  );
  app.get(paths.investments(gateway), (request) => {
    const identity = authenticate(world, request);
    const [isAggregated] = queryValues(request, 'aggregatedData');
    const iscids = [...queryValues(request, 'iscid'), ...queryValues(request, 'iscids')];
    return success(readInvestments(world, identity, { iscids, isAggregated: isAggregated === 'true' }));
  });
  app.get(paths.exitedInvestments(gateway), (request) =>
    success(readExitedInvestments(world, authenticate(world, request))),
  );
}

function orderQuery(request: FastifyRequest) {
  const [gatewayType] = queryValues(request, 'gatewayType');
  if (gatewayType !== undefined && gatewayType !== 'SINGLE_SECURITY' && gatewayType !== 'SMALLCASE') {
    throw badField('gatewayType', 'must be SINGLE_SECURITY or SMALLCASE');
  }
  return {
    transactionIds: queryValues(request, 'transactionId'),
    batchIds: queryValues(request, 'batchId'),
    iscids: queryValues(request, 'iscid'),
    gatewayType,
  } as const;
}

/** Requires a connected token; 404 before the account's first import (section 12). */
function answerHoldings(world: World, identity: Identity, request: FastifyRequest): WireHoldings {
  if (identity.kind === 'guest') throw refusal('connectedRequired');
  const [version = 'v1'] = queryValues(request, 'version');
  const [mfHoldings = 'false'] = queryValues(request, 'mfHoldings');
  if (version !== 'v1' && version !== 'v2') throw badField('version', 'must be v1 or v2');
  if (mfHoldings !== 'true' && mfHoldings !== 'false') throw badField('mfHoldings', 'must be true or false');
  const account = world.store.accounts.get(identity.authId);
  if (account === undefined || account.snapshot === null) throw refusal('holdingsNotFound');
  const { updating, refreshed } = readHoldings(account, world.clock.now());
  if (updating) world.store.putAccount(refreshed);
  return holdingsBody(account, account.snapshot, { version, mutualFunds: mfHoldings === 'true', updating });
}
