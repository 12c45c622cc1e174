import { queryOptions } from '@tanstack/react-query';
import { DoctorDocument, type DoctorCheck, InstanceDocument, SettingsDocument } from './generated/graphql.js';
import { postOperation } from './post-operation.js';

/** How often the state of the process is read while it is shown. */
const INSTANCE_MS = 10_000;

/** The process that answers. */
export const instanceQuery = () =>
  queryOptions({
    queryKey: ['instance'],
    queryFn: async ({ signal }) => (await postOperation(InstanceDocument, {}, signal)).instance ?? null,
    refetchInterval: INSTANCE_MS,
  });

/** Every variable of the configuration. */
export const settingsQuery = () =>
  queryOptions({
    queryKey: ['settings'],
    queryFn: async ({ signal }) => (await postOperation(SettingsDocument, {}, signal)).settings ?? [],
  });

/** One check. It runs when it is fetched, and its result is kept until it is fetched again. */
export const doctorQuery = (check: DoctorCheck) =>
  queryOptions({
    queryKey: ['doctor', check],
    enabled: false,
    queryFn: async ({ signal }) => (await postOperation(DoctorDocument, { check }, signal)).doctor ?? null,
    gcTime: Number.POSITIVE_INFINITY,
  });
