import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Background } from '../../lib/messages/schemas.ts';
import type { SiteState } from '../../lib/model/index.ts';
import { hostOf } from '../shared/plain-words.ts';
import { Refused } from '../shared/Refused.tsx';
import { useDoing } from '../shared/use-doing.ts';
import { ShareSetUp } from './ShareSetUp.tsx';
import { isPast, siteWords } from './sign-in-words.ts';

interface SiteActions {
  /** The browser must be asked for the hosts before anything is awaited. */
  onAllow(site: SiteState): Promise<unknown>;
  /** Signs in by OAuth where that is set up; the browser must be asked for the hosts before anything is awaited. */
  onSignIn(site: SiteState): Promise<unknown>;
  /** Goes to where a token is pasted, if the organisation lets that be done. */
  onPaste(site: SiteState): void;
  /** Both resolve with whether the community could be told. */
  onSignOut(origin: string): Promise<boolean>;
  onDisconnect(origin: string): Promise<boolean>;
  setUpText: Background['setUpText'];
}

interface Props extends SiteActions {
  sites: readonly SiteState[];
  /** Whether the organisation lets tokens be pasted. */
  pastedTokens: boolean;
}

/** The sites Rollcall knows, and who is signed in at each. */
export function Sites({ sites, pastedTokens, ...actions }: Props) {
  const title = useId();
  /** Where signing out could be done here only. */
  const [untold, setUntold] = useState<string | null>(null);
  const ending = (end: (origin: string) => Promise<boolean>) => async (origin: string) => {
    setUntold(null);
    const told = await end(origin);
    if (!told) setUntold(origin);
    return told;
  };
  return (
    <section aria-labelledby={title}>
      <h2 id={title}>{i18n.t('options.sites')}</h2>
      <ul class="sites" aria-live="polite">
        {sites.map((site) => (
          <SiteRow
            key={site.origin}
            site={site}
            pastedTokens={pastedTokens}
            {...actions}
            onSignOut={ending(actions.onSignOut)}
            onDisconnect={ending(actions.onDisconnect)}
          />
        ))}
      </ul>
      {untold !== null && (
        <p class="note" role="status">
          {i18n.t('options.untold', [hostOf(untold)])}
        </p>
      )}
    </section>
  );
}

interface RowProps extends SiteActions {
  site: SiteState;
  pastedTokens: boolean;
}

function SiteRow({ site, pastedTokens, setUpText, ...on }: RowProps) {
  const { onAllow, onSignIn, onPaste, onSignOut, onDisconnect } = on;
  const { origin, user, clientId, until, allowed, byPolicy } = site;
  /** What leads back is offered also where the sign-in may be over. */
  const isOver = user === null || isPast(until);
  const { isBusy: busy, failure, act } = useDoing();
  const [first, ...more] = siteWords(site);

  return (
    <li>
      <div class="site">
        <span class="who">
          <span class="username">{hostOf(origin)}</span>
          <span class="detail">{first}</span>
          {more.map((words) => (
            <span key={words} class="detail">
              {words}
            </span>
          ))}
        </span>
        {isOver && clientId !== null && (
          <button
            type="button"
            disabled={busy}
            aria-label={i18n.t('options.signInTo', [hostOf(origin)])}
            onClick={() => act(() => onSignIn(site))}
          >
            {busy ? i18n.t('options.signingIn') : i18n.t('options.oauth.signIn')}
          </button>
        )}
        {user !== null && !allowed && (
          <button type="button" disabled={busy} onClick={() => act(() => onAllow(site))}>
            {i18n.t('options.allow')}
          </button>
        )}
        {isOver && clientId === null && pastedTokens && (
          <button type="button" onClick={() => onPaste(site)}>
            {i18n.t('options.pasteToken')}
          </button>
        )}
        {user !== null && (
          <button type="button" disabled={busy} onClick={() => act(() => onSignOut(origin))}>
            {i18n.t('options.signOut')}
          </button>
        )}
        {!byPolicy && (
          <button type="button" disabled={busy} onClick={() => act(() => onDisconnect(origin))}>
            {i18n.t('options.disconnect')}
          </button>
        )}
      </div>
      {failure !== null && <Refused failure={failure} />}
      {user !== null && clientId !== null && <ShareSetUp site={site} setUpText={setUpText} />}
    </li>
  );
}
