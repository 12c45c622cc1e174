import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../../src/core/secret.js';
import { signWebhook } from '../../../src/emulator/webhooks/checksum.js';

// Protocol section 17.6.
const KEY = 'have-a-good-day';
const STAMP = '2021-08-16T08:27:34.213Z';
const AUTH_ID = '611a21465fc1af22353c1395';

describe('signWebhook', () => {
  test.each([
    ['vector 1', KEY, STAMP, AUTH_ID, '4cc4970c156d5a6a8966a7285c8f9f07bc87f881f0f7aca19953a9d39ea24b89'],
    [
      'vector 2',
      KEY,
      '1629102454213',
      AUTH_ID,
      '0d52a39bbe74062bcecddecd39b7b42d86e5889c95ec2c3c6fcc5df9af0bbd2f',
    ],
    [
      'vector 3, mutual funds',
      KEY,
      STAMP,
      'TRX_47fbd57104814ddd9d57af8ae6556024',
      '6a40467e60e79ca7385f2cb3d1ad140dc5150a206f1ee32cb48394539412871e',
    ],
    [
      'vector 4, another key',
      'gatewayDemo_secret',
      STAMP,
      AUTH_ID,
      '01a59e0550a91e1216454f8b61380d35bcb964239065a914523be3b97b265d08',
    ],
  ])('returns %s', (_name, key, timestamp, id, expected) => {
    expect(signWebhook(new Secret(key), timestamp, id)).toBe(expected);
  });

  test.each([
    ['base64', 'TMSXDBVtWmqJZqcoXI+fB7yH+IHw96yhmVOp056iS4k='],
    ['plain SHA-256', 'b579d06649015abb316bba51d1e5f556a3b56e1f4dc5ebe1037e325d3735aa96'],
    ['swapped order', 'af636f0b9659d907f9c60212ee5b98a76206cc304f7ee25a3689d072f4c72bea'],
    ['the text undefined', 'dec850d6426227449b758ac66ab1b1fb9b5c260f3f6f6e841a78a172f30f3bd4'],
    ['the text null', '49ed0fac0db4aa7e929acac1c4ca44b19b6641783fb4109bcac4c0d23c5f8b92'],
    ['timestamp only', '8d4cb2ea409a112f2ef4f3010a573f30e5a88a9c68b530283c1f15d9bf0517db'],
  ])('never returns the wrong value made by %s', (_name, wrong) => {
    expect(signWebhook(new Secret(KEY), STAMP, AUTH_ID)).not.toBe(wrong);
  });
});
