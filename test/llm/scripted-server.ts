import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What the server does with the next question. */
export type Script =
  /** Answers as a well-behaved model: the content is the object as JSON. */
  | { readonly type: 'says'; readonly answer: unknown }
  /** Answers with exactly this content. */
  | { readonly type: 'writes'; readonly content: string }
  /** Answers a request for vectors with these, whatever was asked. */
  | { readonly type: 'vectors'; readonly vectors: readonly (readonly unknown[])[] }
  /** Answers any number of requests for vectors from now on, as a model would: by the text. */
  | { readonly type: 'embeds'; readonly place: (text: string) => readonly number[] }
  | { readonly type: 'status'; readonly status: number }
  /** Takes the question and never answers. */
  | { readonly type: 'silent' }
  /** Begins an answer and breaks off. */
  | { readonly type: 'breaks' }
  | { readonly type: 'not-json' };

export type ScriptedServer = {
  readonly url: string;
  /** Bodies of what was asked, in order. */
  readonly asked: readonly string[];
  readonly authorizations: readonly (string | undefined)[];
  next(...scripts: Script[]): void;
};

/** A server that speaks OpenAI's chat completions over loopback, as scripted; also badly. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const scripts: Script[] = [];
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  let place: ((text: string) => readonly number[]) | undefined;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      asked.push(Buffer.concat(parts).toString());
      authorizations.push(request.headers.authorization);
      const isEmbedding = request.url?.endsWith('/embeddings') === true;
      const script: Script =
        isEmbedding && place !== undefined
          ? { type: 'vectors', vectors: inputsOf(asked.at(-1) ?? '').map(place) }
          : (scripts.shift() ?? { type: 'status', status: 500 });
      const completion = (content: string): string =>
        JSON.stringify({
          ...{ id: 'c1', object: 'chat.completion', created: 1, model: 'm' },
          choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
          usage: { prompt_tokens: 120, completion_tokens: 30, total_tokens: 150 },
        });
      const send = (status: number, body: string): void => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(body);
      };
      switch (script.type) {
        case 'says':
          send(200, completion(JSON.stringify(script.answer)));
          return;
        case 'writes':
          send(200, completion(script.content));
          return;
        case 'vectors':
          send(200, vectorAnswer(script.vectors));
          return;
        case 'status':
          send(script.status, JSON.stringify({ error: { message: 'no' } }));
          return;
        case 'silent':
        case 'embeds':
          return;
        case 'breaks':
          response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
          response.write('{"id":');
          response.destroy();
          return;
        case 'not-json':
          send(200, '<html>gateway</html>');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    authorizations,
    next: (...more) => {
      for (const script of more) {
        if (script.type === 'embeds') place = script.place;
        else scripts.push(script);
      }
    },
  };
}

function inputsOf(body: string): string[] {
  return (JSON.parse(body) as { input: string[] }).input;
}

function vectorAnswer(vectors: readonly (readonly unknown[])[]): string {
  const data = vectors.map((embedding, index) => ({ object: 'embedding', index, embedding }));
  return JSON.stringify({ object: 'list', data, model: 'e', usage: { prompt_tokens: 7, total_tokens: 7 } });
}
