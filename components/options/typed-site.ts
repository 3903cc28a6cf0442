/** A site as it is typed. */
export interface TypedSite {
  address: string;
  /** Empty where it is the same. */
  apiAddress: string;
  keep: boolean;
}

/** What a site's administrator hands out, as it is typed. */
export interface TypedApp {
  clientId: string;
  /** Empty where there is none, or the one that is kept is meant. */
  clientSecret: string;
}

/** What a colleague's set-up text fills in. */
export interface PastedSetUp {
  origin: string;
  /** The same where the API is at the site itself. */
  api: string;
  clientId: string;
  /** Null where the text has none. */
  clientSecret: string | null;
}
