import { entryOf, type OperatorLog } from '../console/operator-log.js';
import type { ViewerData } from '../console/services.js';
import { appendOperatorAct } from '../ledger/console/operator-log.js';
import { countViewer, eraseViewer, isBeingErased } from '../ledger/erasure/erase-viewer.js';
import { exportViewer } from '../ledger/erasure/export-viewer.js';
import { receiptOf } from '../ledger/erasure/receipts.js';
import { Tombstones } from '../ledger/erasure/tombstones.js';
import type { Foundation } from './foundation.js';

/** What one answer may carry, in bytes. */
const EXPORT_MAX_BYTES = 4 * 1024 * 1024;

/** An export that is too long for an answer. */
class TooLarge extends Error {}

/** Exports and erases as `dwar viewers` does, and records the act. */
export function viewerDataOf(
  { ledger, clock, erasures }: Foundation,
  operatorLog: Pick<OperatorLog, 'record'>,
): ViewerData {
  const tombstones = new Tombstones(ledger.digestKey);
  const count = async (sub: string) => {
    const counts = await countViewer(ledger, sub);
    const isKnown = Object.keys(counts).length > 0 || (await isBeingErased(ledger, sub));
    return isKnown ? counts : null;
  };
  return {
    count,
    async export({ name }, sub, reason) {
      if ((await count(sub)) === null) return null;
      const subject = tombstones.of('viewer', sub);
      await operatorLog.record(name, { action: 'EXPORT_VIEWER', subject, reason });
      const parts: string[] = [];
      let bytes = 0;
      const write = async (text: string) => {
        parts.push(text);
        bytes += Buffer.byteLength(text);
        if (bytes > EXPORT_MAX_BYTES) throw new TooLarge();
      };
      try {
        await exportViewer(ledger.db, sub, clock.now(), write);
      } catch (error) {
        if (error instanceof TooLarge) return 'too-large';
        throw error;
      }
      return parts.join('');
    },
    async erase({ name }, sub, reason) {
      const now = () => clock.now();
      const erasure = await eraseViewer(ledger, sub, {
        now,
        record: (unit, subject) =>
          appendOperatorAct(unit, entryOf(name, { action: 'ERASE_VIEWER', subject, reason }, now())),
      });
      await erasures.look();
      const receipt = JSON.stringify(await receiptOf(ledger, erasure));
      return { ...erasure, endedAt: erasure.endedAt ?? now(), receipt };
    },
  };
}
