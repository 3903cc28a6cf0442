/** The words of the product as schemas; a schema and its type share a name. */
export * from './model/base.ts';
export * from './model/failure.ts';
export * from './model/job.ts';
export * from './model/list.ts';
export * from './model/page.ts';
export * from './model/plan.ts';
export * from './model/view.ts';
