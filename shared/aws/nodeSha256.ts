import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';

type Secret = string | ArrayBuffer | ArrayBufferView;

const secretBytes = (secret: Secret): Buffer => {
  if (typeof secret === 'string') return Buffer.from(secret);
  if (!ArrayBuffer.isView(secret)) return Buffer.from(secret);
  return Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength);
};

/** SHA-256 of Node's crypto, or with a secret its HMAC, in the form that `SignatureV4` asks for. */
export class NodeSha256 {
  private readonly key: Buffer | undefined;
  private hash: Hash | Hmac;

  constructor(secret?: Secret) {
    this.key = secret === undefined ? undefined : secretBytes(secret);
    this.hash = this.create();
  }

  update(bytes: Uint8Array): void {
    this.hash.update(bytes);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {
    this.hash = this.create();
  }

  private create(): Hash | Hmac {
    return this.key === undefined ? createHash('sha256') : createHmac('sha256', this.key);
  }
}
