import { describe, expect, it } from 'vitest';
import { NodeSha256 } from '#shared/aws/nodeSha256.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('NodeSha256', () => {
  it('is SHA-256 of all that it was given', async () => {
    const hash = new NodeSha256();
    hash.update(Buffer.from('a'));
    hash.update(Buffer.from('bc'));
    // FIPS 180-2, appendix B.1.
    expect(hex(await hash.digest())).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it.each<[string, string | ArrayBuffer | ArrayBufferView]>([
    ['text', 'Jefe'],
    ['bytes', Buffer.from('Jefe')],
    ['a part of a buffer', new Uint8Array(Buffer.from('--Jefe--')).subarray(2, 6)],
    ['a buffer', new Uint8Array(Buffer.from('Jefe')).buffer],
  ])('is its HMAC with a secret, given as %s', async (_, secret) => {
    const hash = new NodeSha256(secret);
    hash.update(Buffer.from('what do ya want for nothing?'));
    // RFC 4231, test case 2.
    expect(hex(await hash.digest())).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });

  it('begins anew when it is reset', async () => {
    const hash = new NodeSha256();
    hash.update(Buffer.from('forgotten'));
    hash.reset();
    expect(hex(await hash.digest())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});
