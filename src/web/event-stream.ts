/** A server-sent-event answer never ends by itself; this one ends cleanly (the browser reconnects) when `closing` fires. */
export function endedBy(closing: AbortSignal, response: Response): Response {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (!isStream || !response.body) return response;
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  let finish: (() => void) | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      finish = () => {
        controller.close();
        void reader.cancel();
      };
      if (closing.aborted) finish();
      else closing.addEventListener('abort', finish, { once: true });
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (closing.aborted) return;
      if (!done) {
        controller.enqueue(value);
        return;
      }
      if (finish) closing.removeEventListener('abort', finish);
      controller.close();
    },
    async cancel(reason) {
      if (finish) closing.removeEventListener('abort', finish);
      await reader.cancel(reason);
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}
