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

/** The body of an error as the official client reads it: `{"errors": [...]}`. */
export function errorBody(problem: ApiProblem): { errors: unknown[] } {
  if (problem.field === undefined) return { errors: [problem] };
  // The client takes a field's texts from `messages`; the documentation shows `message`. Both are sent.
  return { errors: [{ ...problem, messages: [{ code: problem.code, message: problem.message }] }] };
}

export const notFound = (): ApiError => new ApiError(404, 'not_found', 'Not found.');

export const forbidden = (message = 'You do not have permission to perform this action.'): ApiError =>
  new ApiError(403, 'permission_denied', message);

export const invalid = (field: string, message: string, code = 'invalid'): ApiError =>
  new ApiError(400, code, message, field);
