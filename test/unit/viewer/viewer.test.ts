import { expect, test } from '@jest/globals';
import { holderOf } from '../../../src/viewer/viewer.js';

test('a viewer and an address with the same name are two holders', () => {
  expect(holderOf({ id: '10.0.0.1', expiresAt: 0, acceptedUntil: 0 }, '10.0.0.2')).not.toBe(
    holderOf(null, '10.0.0.1'),
  );
});
