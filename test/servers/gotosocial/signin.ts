/** Signs a person in as a browser would and lets an application in (https://docs.gotosocial.org/en/latest/api/authentication/); resolves to its token. */
export async function signIn(url: string, email: string, password: string): Promise<string> {
  const browser = openBrowser(url);
  const redirect = 'urn:ietf:wg:oauth:2.0:oob';
  const scope = 'read write';
  const app = await browser.send('/api/v1/apps', { client_name: 'test', redirect_uris: redirect, scopes: scope });
  const { client_id, client_secret } = (await app.json()) as { client_id: string; client_secret: string };
  const query = new URLSearchParams({ client_id, redirect_uri: redirect, response_type: 'code', scope });
  await browser.send(`/oauth/authorize?${query.toString()}`);
  await browser.send('/auth/sign_in', { username: email, password });
  await browser.send('/oauth/authorize');
  const allowed = await browser.send('/oauth/authorize', {});
  const code = new URL(allowed.headers.get('location') ?? '', url).searchParams.get('code') ?? '';
  const grant = { grant_type: 'authorization_code', code, client_id, client_secret, redirect_uri: redirect, scope };
  const answer = (await (await browser.send('/oauth/token', grant)).json()) as { access_token?: string };
  if (answer.access_token === undefined) throw new Error(`no token was given: ${JSON.stringify(answer)}`);
  return answer.access_token;
}

/** Keeps cookies and follows nothing by itself; with fields it posts a form. */
function openBrowser(url: string): { send(path: string, fields?: Record<string, string>): Promise<Response> } {
  const cookies = new Map<string, string>();
  return {
    async send(path, fields) {
      const response = await fetch(`${url}${path}`, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(fields === undefined ? {} : { method: 'POST', body: new URLSearchParams(fields) }),
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        if (name !== undefined && value !== undefined) cookies.set(name, value);
      }
      return response;
    },
  };
}
