/** One entry of the service's error list; `field` when one field of the body is to blame. */
export interface ApiProblem {
  code: string;
  message: string;
  field?: string;
}

/** An answer other than success, thrown by a handler and turned into JSON by the server. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: ApiProblem;

  constructor(status: number, code: string, message: string, field?: string) {
    super(message);
    this.status = status;
    this.problem = field === undefined ? { code, message } : { code, message, field };
  }
}

/**
 * The body of an error as the service writes it and the official client reads it: `{"errors": [...]}`, each with `code` and
 * `message`, or for a field with `field` and its `messages`.
 */
export function errorBody({ code, message, field }: ApiProblem): { errors: unknown[] } {
  return { errors: [field === undefined ? { code, message } : { field, messages: [{ code, message }] }] };
}

export const notFound = (): ApiError => new ApiError(404, 'not_found', 'Not found.');

export const forbidden = (message = 'You do not have permission to perform this action.'): ApiError =>
  new ApiError(403, 'permission_denied', message);

export const invalid = (field: string, message: string, code = 'invalid'): ApiError =>
  new ApiError(400, code, message, field);
