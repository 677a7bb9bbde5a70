/** What every refusal of our HTTP port looks like: a code for programs and one plain sentence for people. */
export function refusal(
  status: number,
  error: string,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json({ error, message }, { status, headers });
}
