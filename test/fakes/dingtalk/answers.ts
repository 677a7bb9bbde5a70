import { randomUUID } from 'node:crypto';

export type Answer = {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
};

export const ok = (body: object = {}): Answer => ({ status: 200, body });

/** How the newer API says no. */
export const problem = (status: number, code: string, message: string): Answer => ({
  status,
  body: { code, message, requestid: randomUUID() },
});

/** How the older one does, in a 200. */
export const oldProblem = (errcode: number, errmsg: string): Answer => ok({ errcode, errmsg });
