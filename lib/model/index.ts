/** The words of the product as schemas; a schema and its type share a name. */
export * from './base.ts';
export * from './failure.ts';
export * from './job.ts';
export * from './limits.ts';
export * from './list.ts';
export * from './page.ts';
export * from './plan.ts';
export * from './view.ts';
