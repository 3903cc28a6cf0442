/** What a request under `/oauth/` did wrong, in the words of django-oauth-toolkit; `description` may be empty. */
export class OAuthError extends Error {
  readonly status: number;
  /** The fields of the answer. */
  readonly fields: Record<string, string>;

  constructor(error: string, description = '', status = 400) {
    super(description || error);
    this.status = status;
    this.fields = { error, ...(description && { error_description: description }) };
  }
}
