import { randomBytes } from 'node:crypto';
import { encrypt, getSignature } from '@wecom/crypto';

export type CallbackKeys = {
  readonly corpId: string;
  readonly agentId: number;
  readonly token: string;
  readonly encodingAesKey: string;
};

/** Fields of the inner XML; a record is an element with children. */
export type XmlFields = { readonly [key: string]: string | number | XmlFields };

export function toXml(fields: XmlFields): string {
  const inner = (all: XmlFields): string =>
    Object.entries(all)
      .map(([key, value]) =>
        typeof value === 'object'
          ? `<${key}>${inner(value)}</${key}>`
          : typeof value === 'number'
            ? `<${key}>${value}</${key}>`
            : `<${key}><![CDATA[${value}]]></${key}>`,
      )
      .join('');
  return `<xml>${inner(fields)}</xml>`;
}

export type SealedCallback = {
  readonly query: URLSearchParams;
  readonly encrypted: string;
  readonly body: string;
};

/** Encrypted and signed as WeCom does it (90930, 90968), by its other official library. */
export function seal(keys: CallbackKeys, plain: string, at: number, receiveId = keys.corpId): SealedCallback {
  const encrypted = encrypt(keys.encodingAesKey, plain, receiveId);
  const timestamp = String(Math.floor(at / 1_000));
  const nonce = randomBytes(8).toString('hex');
  return {
    query: new URLSearchParams({
      msg_signature: getSignature(keys.token, timestamp, nonce, encrypted),
      timestamp,
      nonce,
    }),
    encrypted,
    body: envelope(keys, encrypted),
  };
}

export function envelope({ corpId, agentId }: CallbackKeys, encrypted: string): string {
  return toXml({ ToUserName: corpId, AgentID: String(agentId), Encrypt: encrypted });
}
