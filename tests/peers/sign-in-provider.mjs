// sign-in-provider.mjs EVENTS [NAME=VALUE…]: a certified OpenID provider (npm oidc-provider) on a free loopback port,
// with pages of ours to sign in and to consent on. Prints "ready ISSUER".
//
//   EVENTS      a file that gets a line for each thing that happened: "refresh", "code", "device", "revoke", "refused WHY"
//   lifetime    of access tokens, in seconds (3600)
//   device      of device codes, in seconds (120)
//   tenant      of a company there: the issuer is ISSUER/TENANT/v2.0, and id tokens say tid=TENANT, as Microsoft's do
//   secret      of the client, which has to come with every code and refresh, as Google wants it
//   tls         a name: NAME.pem and NAME.key are its certificate and key. Without it plain HTTP is spoken
//
// People: anna@dealer.test (anna-password) and bob@dealer.test (bob-password). The client "showroom" is a native one
// that may come back to any loopback port. Refresh tokens are rotated, and a second use of one ends the whole sign-in.
// Id tokens say that people belong to dealer.test (hd), as Google's do.
//
// SPDX-License-Identifier: GPL-3.0-or-later
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { Provider } from 'oidc-provider';

const [events, ...settings] = process.argv.slice(2);
const { lifetime = '3600', device = '120', tenant, secret, tls } = Object.fromEntries(settings.map((setting) => setting.split('=')));
const passwords = { 'anna@dealer.test': 'anna-password', 'bob@dealer.test': 'bob-password' };
const mount = tenant ? `/${tenant}/v2.0` : '';
const graph = ['Mail.Send', 'Mail.ReadWrite', 'User.Read'];
const gmail = ['gmail.send', 'gmail.readonly'].map((scope) => `https://www.googleapis.com/auth/${scope}`);
const jmap = ['urn:ietf:params:jmap:core', 'urn:ietf:params:jmap:mail', 'urn:ietf:params:jmap:submission'];
const day = 24 * 60 * 60;

const note = (line) => fs.appendFileSync(events, line + '\n');
const server = tls ? https.createServer({ cert: fs.readFileSync(`${tls}.pem`), key: fs.readFileSync(`${tls}.key`) })
  : http.createServer();
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const issuer = `${tls ? 'https' : 'http'}://127.0.0.1:${server.address().port}${mount}`;
const { privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });

const provider = new Provider(issuer, {
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' }] },
  cookies: { keys: [crypto.randomBytes(16).toString('hex')] },
  clients: [{
    client_id: 'showroom',
    application_type: 'native',
    token_endpoint_auth_method: secret ? 'client_secret_post' : 'none',
    client_secret: secret,
    redirect_uris: ['http://127.0.0.1/callback'],
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
  }],
  scopes: ['openid', 'offline_access', ...jmap, ...graph, ...gmail],
  claims: { openid: ['sub', 'tid', 'hd'], email: ['email', 'email_verified'] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: id, email_verified: true, tid: tenant, hd: 'dealer.test' }) }),
  // Google gives refresh tokens without that scope.
  issueRefreshToken: (_, client, code) => code.scopes.has('offline_access') || code.scopes.has(gmail[0]),
  pkce: { required: () => true },
  rotateRefreshToken: true,
  ttl: {
    AccessToken: Number(lifetime), AuthorizationCode: 60, DeviceCode: Number(device), Grant: day, IdToken: 3600,
    Interaction: 600, RefreshToken: day, Session: 3600,
  },
  features: { devInteractions: { enabled: false }, deviceFlow: { enabled: true }, revocation: { enabled: true } },
  interactions: { url: (_, interaction) => `${mount}/interaction/${interaction.uid}` },
});
provider.on('grant.success', (ctx) => note({ refresh_token: 'refresh', authorization_code: 'code' }[ctx.oidc.params.grant_type] ?? 'device'));
provider.on('grant.error', (ctx, error) => note(`refused ${error.error}`));
provider.on('grant.revoked', () => note('ended'));
provider.on('revocation.error', (ctx, error) => note(`refused ${error.error}`));

const page = (uid, body) => `<!doctype html><title>Sign in</title><form method="post" action="${mount}/interaction/${uid}">${body}</form>`;
const sign_in = '<input name="login"><input name="password" type="password"><button>Sign in</button>';
const consent = '<button name="allow" value="yes">Allow</button><button name="allow" value="no">Refuse</button>';

async function read(request) {
  let body = '';
  for await (const chunk of request) body += chunk;
  return new URLSearchParams(body);
}

async function grant({ details, params, session, grantId }) {
  const granted = grantId ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  granted.addOIDCScope((details.missingOIDCScope ?? []).join(' '));
  granted.addOIDCClaims(details.missingOIDCClaims ?? []);
  return granted.save();
}

async function interact(request, response) {
  const found = await provider.interactionDetails(request, response);
  const { uid, grantId, params, session, prompt: { name, details } } = found;
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html');
    return response.end(page(uid, name === 'login' ? sign_in : consent));
  }
  const form = await read(request);
  let result;
  if (name === 'login') {
    if (passwords[form.get('login')] !== form.get('password')) {
      response.statusCode = 401;
      return response.end(page(uid, sign_in));
    }
    result = { login: { accountId: form.get('login') } };
  } else if (form.get('allow') === 'yes')
    result = { consent: { grantId: await grant({ details, params, session, grantId }) } };
  else
    result = { error: 'access_denied', error_description: 'The person said no' };
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: name !== 'login' });
}

const serve = provider.callback();
server.on('request', (request, response) => {
  if (!request.url.startsWith(mount)) {
    response.statusCode = 404;
    return response.end();
  }
  request.originalUrl = request.url;
  request.url = request.url.slice(mount.length);
  if (!request.url.startsWith('/interaction/')) {
    if (request.url.startsWith('/token/revocation')) note('revoke');
    return serve(request, response);
  }
  return interact(request, response).catch((error) => {
    response.statusCode = 400;
    response.end(String(error.message));
  });
});
console.log(`ready ${issuer}`);
