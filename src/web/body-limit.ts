export class BodyTooLarge extends Error {
  constructor() {
    super('the request body is larger than allowed');
    this.name = 'BodyTooLarge';
  }
}

/** True when the sender itself says that the body is over the limit: it can be refused unread. */
export function declaresTooMuch(request: Request, maxBytes: number): boolean {
  return Number(request.headers.get('content-length') ?? 0) > maxBytes;
}

/**
 * A body that announces no length is counted while it is read; reading rejects with {@link BodyTooLarge} past the limit.
 * (With a Content-Length, Node's parser already ends the body there.)
 */
export function withCountedBody(request: Request, maxBytes: number): Request {
  if (!request.body || request.headers.has('content-length')) return request;
  let size = 0;
  const counted = request.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        size += chunk.byteLength;
        if (size > maxBytes) controller.error(new BodyTooLarge());
        else controller.enqueue(chunk);
      },
    }),
  );
  // `duplex` is required by fetch for streaming bodies, and missing from the type.
  const init: RequestInit & { duplex: 'half' } = {
    method: request.method,
    headers: request.headers,
    body: counted,
    signal: request.signal,
    duplex: 'half',
  };
  return new Request(request.url, init);
}
