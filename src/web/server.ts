import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { RouteMount } from '../channel/adapter.ts';
import { BotError } from '../kernel/bot-error.ts';
import { systemClock, type Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';
import { refusal } from './answer.ts';
import { BodyTooLarge, declaresTooMuch, withCountedBody } from './body-limit.ts';
import { endedBy } from './event-stream.ts';
import { allowedHostNames, checkHost, checkOrigin } from './guards.ts';
import { createMountTable } from './mount-table.ts';
import { readinessResponse, type Readiness } from './readiness.ts';
import { withSecurityHeaders } from './security-headers.ts';

export type { Readiness } from './readiness.ts';

export type HttpServerOptions = {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Where people reach us when a proxy stands in front; its host is accepted besides loopback names. */
  readonly publicUrl?: string | null;
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly readiness: () => Readiness;
  /** How long `close` waits for running requests. */
  readonly graceMs?: number;
};

export type HttpServer = {
  readonly routes: RouteMount;
  /** The port it listens on; 0 before it does. */
  port(): number;
  /** Rejects with a plain sentence when the port is taken. */
  listen(): Promise<{ readonly url: string }>;
  /** Stops accepting, ends event streams, lets running requests finish. May be called twice. */
  close(): Promise<void>;
};

/** No request may be larger, whoever handles it; 10 MB of attachment and its multipart frame fit. Handlers set lower limits. */
const maxBodyBytes = 11 * 1024 * 1024;
const defaultGraceMs = 10_000;

const tooLarge = () =>
  refusal(413, 'too-large', 'This is larger than the server takes in one request (10 MB).');

export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { logger, clock = systemClock, publicUrl = null } = options;
  const hostNames = allowedHostNames(options.host, publicUrl);
  const mounts = createMountTable();
  const closing = new AbortController();

  async function answer(request: Request): Promise<Response> {
    const handler = mounts.find(new URL(request.url).pathname);
    if (!handler) return refusal(404, 'not-found', 'There is nothing at this address.');
    try {
      return await handler(withCountedBody(request, maxBodyBytes));
    } catch (cause) {
      if (cause instanceof BodyTooLarge) return tooLarge();
      logger.error(
        'a request failed',
        { method: request.method, path: new URL(request.url).pathname },
        cause,
      );
      return refusal(
        500,
        'internal',
        'Something went wrong on our side. It is in the log; please try again.',
      );
    }
  }

  const app = new Hono()
    .use(async (context, next) => {
      const header = (name: string) => context.req.raw.headers.get(name);
      const refused =
        checkHost(header('host'), hostNames) ??
        checkOrigin({
          method: context.req.method,
          host: header('host'),
          origin: header('origin'),
          fetchSite: header('sec-fetch-site'),
          publicUrl,
        });
      if (refused) context.res = refusal(refused.status, refused.error, refused.message);
      else if (declaresTooMuch(context.req.raw, maxBodyBytes)) context.res = tooLarge();
      else await next();
      // A connection kept alive would hold `close` until it times out.
      const extra: Record<string, string> = closing.signal.aborted ? { connection: 'close' } : {};
      const complete = withSecurityHeaders(endedBy(closing.signal, context.res), extra);
      // Hono merges the headers of an answer it already has into the next one; this one is already whole.
      context.res = undefined;
      context.res = complete;
    })
    .get('/healthz', () => Response.json({ status: 'alive' }))
    .get('/readyz', () => readinessResponse(options.readiness(), clock()))
    .all('*', (context) => answer(context.req.raw));

  const listener = getRequestListener((request) => app.fetch(request), {
    // The replaced globals would reach every other module of the process.
    overrideGlobalObjects: false,
    errorHandler: () =>
      withSecurityHeaders(refusal(400, 'bad-request', 'This is not a request we understand.')),
  });
  const server = createServer({ requestTimeout: 60_000 }, (request, response) => {
    void listener(request, response);
  });

  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    if (!server.listening) return;
    const ended = new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
    closing.abort();
    // Answers begun before `closing` leave their connection open and idle.
    const sweep = setInterval(() => {
      server.closeIdleConnections();
    }, 50);
    const deadline = setTimeout(() => {
      logger.warn('requests were still running at the end of the grace period and were cut');
      server.closeAllConnections();
    }, options.graceMs ?? defaultGraceMs);
    await ended;
    clearInterval(sweep);
    clearTimeout(deadline);
  }

  return {
    routes: mounts,
    port: () => (server.address() as AddressInfo | null)?.port ?? 0,
    async listen() {
      await new Promise<void>((resolve, reject) => {
        server.once('error', (cause: NodeJS.ErrnoException) => {
          reject(listenError(options, cause));
        });
        server.listen(options.port, options.host, resolve);
      });
      server.removeAllListeners('error');
      server.on('error', (cause) => {
        logger.error('the HTTP server reported an error', {}, cause);
      });
      const { port } = server.address() as AddressInfo;
      return { url: publicUrl ?? `http://${reachable(options.host)}:${port}` };
    },
    close: () => (closed ??= close()),
  };
}

function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

function listenError({ host, port }: HttpServerOptions, cause: NodeJS.ErrnoException): BotError {
  const sentences: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is taken by another program. Stop it or set http.port.`,
    EACCES: `Port ${port} may not be opened by this user. Set http.port to one above 1023.`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Set http.host.`,
    ENOTFOUND: `The name ${host} is unknown on this machine. Set http.host.`,
  };
  const sentence = sentences[cause.code ?? ''] ?? `The HTTP server cannot listen on ${host}:${port}.`;
  return new BotError('config.invalid', sentence, { cause });
}
