import type { FastifyInstance } from 'fastify';
import { readLead } from '../market/leads.js';
import type { World } from '../world.js';
import { authenticate } from './authenticate.js';
import { queryValues } from './query-values.js';
import { badField, PartnerRefusal, success } from './refusal.js';

/**
 * Serves `leadStatus` of section 25. What of it is documented are its path, its parameter and the states;
 * the token, the other fields and the refusal of an unknown lead are [assumed].
 */
export function registerLeads(app: FastifyInstance, world: World): void {
  app.get('/v1/:gateway/engine/leadStatus', (request) => {
    authenticate(world, request);
    const [leadId] = queryValues(request, 'leadId');
    if (leadId === undefined || leadId === '') throw badField('leadId', 'is required');
    const state = readLead(world, leadId);
    if (state === null) throw new PartnerRefusal(404, 'Lead not found', 'InputException');
    return success(state);
  });
}
