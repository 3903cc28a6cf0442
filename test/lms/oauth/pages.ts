import { html } from 'hono/html';

type Html = ReturnType<typeof html>;

/** Asks who the visitor is; `problem` is what was wrong with the last answer. Posts to its own address. */
export const loginPage = (problem = ''): Html =>
  page(
    'Log in',
    html`<p>${problem}</p>
      <form method="post">
        <p><label>Username <input name="username" autocomplete="username" required autofocus /></label></p>
        <p><label>Password <input name="password" type="password" required /></label></p>
        <button>Log in</button>
      </form>`,
  );

/** Asks whether the application may act for the visitor. Posts to its own address; only **Authorize** has a name. */
export const consentPage = (username: string): Html =>
  page(
    'Authorize Rollcall?',
    html`<p>You are signed in as ${username}. Application requires the following permissions</p>
      <ul>
        <li>Reading scope</li>
        <li>Writing scope</li>
      </ul>
      <form method="post">
        <button>Cancel</button>
        <button name="allow" value="Authorize">Authorize</button>
      </form>`,
  );

/** What a visitor sees whose browser must not be sent back to where it came from. */
export const errorPage = (error: string, description: string): Html =>
  page(`Error: ${error}`, html`<p>${description}</p>`);

const page = (heading: string, content: Html): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${heading} | Tidewater Community</title>
      </head>
      <body>
        <h1>${heading}</h1>
        ${content}
      </body>
    </html>`;
