/** A section of the protocol reference. `unchecked` says why no check can cite it. */
interface Section {
  readonly title: string;
  readonly unchecked?: string;
}

/** Every section of the protocol reference, in its order. */
export const SECTIONS = {
  '0': { title: 'How to read the reference', unchecked: 'states nothing about Gateway' },
  '1': {
    title: 'Moving parts',
    unchecked: 'a picture of the parts; sections 7 to 18 state what can be observed of each',
  },
  '2': { title: 'Environments and hosts' },
  '3': { title: 'Integration keys, headers, CORS' },
  '4': { title: 'Auth tokens', unchecked: 'only names the subject of 4.1 and 4.2' },
  '4.1': { title: 'Rules of auth tokens' },
  '4.2': {
    title: 'Worked example of auth tokens',
    unchecked: 'vectors of our own two implementations, asserted by unit tests; Gateway knows another secret',
  },
  '5': { title: 'Identity' },
  '6': { title: 'Response envelope and HTTP errors' },
  '7': { title: 'Create transaction' },
  '7.1': { title: 'Intents' },
  '7.2': { title: 'Securities orders' },
  '7.3': { title: 'Smallcase orders' },
  '7.4': { title: 'Holdings import' },
  '7.5': { title: 'Mutual-fund import' },
  '8': { title: 'Lifetime and states' },
  '9': { title: 'Transaction details' },
  '10': { title: 'Order details' },
  '11': { title: 'Orders and batches' },
  '12': { title: 'Holdings' },
  '12.1': { title: 'Holdings, version 1' },
  '12.2': { title: 'Holdings, version 2' },
  '13': { title: 'Mutual-fund import by OTP' },
  '14': { title: 'Funds' },
  '15': { title: 'Catalogue, investments, subscriptions' },
  '16': {
    title: 'Market status',
    unchecked:
      'a call of the SDK that partner code must not make; Dwar and the emulator have no variant of it',
  },
  '17': { title: 'Webhooks' },
  '17.1': { title: 'Kinds of webhooks' },
  '17.2': { title: 'Webhook of a securities order' },
  '17.3': { title: 'Webhook of a holdings import' },
  '17.4': { title: 'Webhook of a mutual-fund import' },
  '17.5': { title: 'Webhook of a pending action' },
  '17.6': { title: 'Checksum' },
  '17.7': { title: 'Delivery and retries' },
  '18': { title: 'SDK contract', unchecked: 'only names the subject of 18.1 to 18.3' },
  '18.1': { title: 'Web SDK' },
  '18.2': { title: 'Success values' },
  '18.3': { title: 'SDK errors' },
  '19': { title: 'Brokers' },
  '20': { title: 'Leprechaun mode' },
  '21': { title: 'Limits' },
  '22': {
    title: 'Conflicts and unknowns',
    unchecked: 'each row is settled by a check of the section it is about, which names the row',
  },
  '23': {
    title: 'Private protocol of the SDK',
    unchecked: 'partner code must not make these calls; the SDK itself is used by the flows of level 1',
  },
  '24': { title: 'Sources', unchecked: 'states nothing about Gateway' },
  '25': { title: 'Corrections and additions' },
} as const satisfies Readonly<Record<string, Section>>;

/** The number of a section. */
export type SectionId = keyof typeof SECTIONS;

/** Every number, in the order of the reference, which the keys of an object do not keep. */
export const SECTION_IDS: readonly SectionId[] = (Object.keys(SECTIONS) as SectionId[]).sort(byNumber);

/** Compares section numbers part by part: 7.5 is before 8, and 9 before 10. */
export function byNumber(left: string, right: string): number {
  const [leftMajor = 0, leftMinor = 0] = left.split('.').map(Number);
  const [rightMajor = 0, rightMinor = 0] = right.split('.').map(Number);
  return leftMajor - rightMajor || leftMinor - rightMinor;
}
