import type { z } from 'zod';
import { Problem, type ProblemCode } from './problems.ts';

/** The whole body, or a Problem as soon as it is larger. */
async function readBytes(request: Request, maxBytes: number, tooLarge: ProblemCode): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw new Problem(tooLarge);
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.byteLength > maxBytes) throw new Problem(tooLarge);
  return bytes;
}

/** @param tooLarge what a body past the limit means to the person. */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  maxBytes: number,
  tooLarge: ProblemCode,
): Promise<z.infer<Schema>> {
  const bytes = await readBytes(request, maxBytes, tooLarge);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Problem('bad-request');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Problem('bad-request');
  return parsed.data;
}

export type Upload = { readonly as: string; readonly name: string; readonly bytes: Uint8Array };

/** A form with `as` and `file`, or the bare bytes with `?as=` and `&name=`. */
export async function readUpload(request: Request, maxBytes: number): Promise<Upload> {
  // The frame of a form around the largest file.
  const frameBytes = 64 * 1024;
  const bytes = await readBytes(request, maxBytes + frameBytes, 'attachment-too-large');
  const contentType = request.headers.get('content-type') ?? '';
  if (!contentType.toLowerCase().startsWith('multipart/form-data')) {
    const { searchParams } = new URL(request.url);
    return { as: searchParams.get('as') ?? '', name: searchParams.get('name') ?? '', bytes };
  }
  const response = new Response(Buffer.from(bytes), { headers: { 'content-type': contentType } });
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- warns of unbounded bodies; this one is bounded above
  const form = await response.formData().catch(() => undefined);
  const as = form?.get('as');
  const file = form?.get('file');
  if (typeof as !== 'string' || !(file instanceof File)) throw new Problem('bad-request');
  return { as, name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}
