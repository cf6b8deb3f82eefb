/** One request to the application under test, its answer read as JSON. */
export async function ask(
  url: string,
  init: { method?: string; body?: unknown; headers?: Readonly<Record<string, string>> } = {},
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const { method = 'GET', body, headers = {} } = init;
  const type: Record<string, string> = method === 'GET' ? {} : { 'Content-Type': 'application/json' };
  const response = await fetch(url, {
    method,
    headers: { ...type, ...headers },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown), headers: response.headers };
}
