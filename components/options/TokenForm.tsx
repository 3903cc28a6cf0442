import { useEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { failureOf } from '../../lib/model/errors.ts';
import type { Failure } from '../../lib/model/index.ts';
import { Refused } from '../shared/Refused.tsx';
import { type TokenFacts, tokenWords } from './sign-in-words.ts';

interface Props {
  token: string;
  /** What a pasted token says of itself; throws `Failed` for what is none. */
  read(pasted: string): TokenFacts;
  /** Whether the person came for this field. */
  takesFocus: boolean;
  /** Whether something is under way: this, or another way to sign in. */
  busy: 'this' | 'other' | null;
  failure: Failure | null;
  onInput(token: string): void;
  onConnect(): void;
}

/** The one Access token and the one Connect. */
export function TokenForm({ token, read, takesFocus, busy, failure, onInput, onConnect }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  return (
    <form
      id="by-token"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onConnect();
      }}
    >
      <label for="token">{i18n.t('options.accessToken')}</label>
      <div class="beside">
        <input
          id="token"
          ref={field}
          type="password"
          autocomplete="off"
          spellcheck={false}
          aria-describedby="token-help token-facts"
          value={token}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        <button type="submit" disabled={busy !== null}>
          {busy === 'this' ? i18n.t('options.connecting') : i18n.t('options.connect')}
        </button>
      </div>
      <p class="note" id="token-help">
        {i18n.t('options.accessTokenHelp')}
      </p>
      <TokenNote token={token} read={read} />
      {failure !== null && <Refused failure={failure} />}
    </form>
  );
}

/** What a token says of itself, or why it is none, as soon as it is pasted. */
function TokenNote({ token, read }: Pick<Props, 'token' | 'read'>) {
  const { words, failure } = noteOf(token, read);
  return (
    <div id="token-facts" aria-live="polite">
      {failure !== null && <Refused failure={failure} />}
      {words !== '' && <p class="note">{words}</p>}
    </div>
  );
}

function noteOf(token: string, read: Props['read']): { words: string; failure: Failure | null } {
  if (token === '') return { words: '', failure: null };
  try {
    return { words: tokenWords(read(token)), failure: null };
  } catch (thrown) {
    return { words: '', failure: failureOf(thrown) };
  }
}
