/** What somebody else may hand over: anything at all, what a schema takes, and that with something wrong in it. */
import fc from 'fast-check';
import * as z from 'zod/mini';
import { Origin } from '../../../lib/model/index.ts';

/** Any JSON, with the names and values over which parsers stumble. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(null, undefined, '', '0', 0, -1, 1.5, 2 ** 53, 1e300, true, [], {}),
  fc
    .json()
    .map((text) => JSON.parse(`{"__proto__":${text},"constructor":{"prototype":${text}},"toString":0}`)),
  fc.dictionary(
    fc.constantFrom('type', 'body', 'kind', 'value', 'failure', 'id', 'results', 'next', 'count', 'length'),
    fc.jsonValue(),
  ),
);

const anyOrigin: fc.Arbitrary<string> = fc.oneof(
  fc.domain().map((host) => `https://${host.toLowerCase()}`),
  fc.integer({ min: 1024, max: 65_535 }).map((port) => `http://127.0.0.1:${port}`),
);

/** Values that `schema` takes. Throws for a kind of schema that no boundary has had so far. */
export function valuesOf<T extends z.core.$ZodType>(schema: T): fc.Arbitrary<z.input<T>> {
  const any = made(schema) as fc.Arbitrary<z.input<T>>;
  return any.filter((value) => z.safeParse(schema, value).success);
}

function made(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  if (schema === Origin) return anyOrigin;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
      return 'format' in def && def.format === 'uuid' ? fc.uuid() : fc.string();
    case 'number':
      return fc.oneof(fc.nat(), fc.integer({ min: 1, max: 9 }), fc.maxSafeInteger());
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'unknown':
      return fc.jsonValue();
    case 'literal':
      return fc.constantFrom(...def.values);
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'nullable':
      return fc.option(valuesOf(def.innerType));
    case 'optional':
      return fc.option(valuesOf(def.innerType), { nil: undefined });
    case 'array':
      return fc.array(valuesOf(def.element), { maxLength: 4 });
    case 'tuple':
      return fc.tuple(...def.items.map(valuesOf));
    case 'union':
      return fc.oneof(...def.options.map(valuesOf));
    case 'pipe':
      return valuesOf(def.in);
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(def.shape).map(([name, part]) => [name, valuesOf(part)])),
        { noNullPrototype: true },
      );
    default:
      throw new Error(`No values are known for a schema of type ${def.type}.`);
  }
}

const EXTRA = ['__proto__', 'constructor', 'toString', 'extra', '', 'token', '0'];

/** `value` with one more key in one of its objects, however deep; null where it has no object. */
export function withMore(value: unknown): fc.Arbitrary<unknown> {
  return changedIn(value, isRecord, (of) =>
    fc
      .tuple(fc.constantFrom(...EXTRA.filter((name) => !Object.hasOwn(of as Parts, name))), fc.jsonValue())
      .map(([name, more]) => ({ ...(of as Parts), [name]: more })),
  );
}

/** `value` with something else in one place, or with one of its parts left out. */
export function spoilt(value: unknown): fc.Arbitrary<unknown> {
  const anywhere = () => true;
  return changedIn(value, anywhere, (of) => {
    if (!isRecord(of) || Object.keys(of).length === 0) return anyJson;
    return fc.constantFrom(...Object.keys(of)).map((gone) => {
      const { [gone]: _gone, ...rest } = of as Parts;
      return rest;
    });
  });
}

type Step = string | number;
type Parts = Record<Step, unknown>;

/** Puts what `change` makes in the place of one part of `value` that `fits`. */
function changedIn(
  value: unknown,
  fits: (part: unknown) => boolean,
  change: (part: unknown) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const places = pathsIn(value).filter((path) => fits(at(value, path)));
  if (places.length === 0) return fc.constant(null);
  return fc
    .constantFrom(...places)
    .chain((path) => change(at(value, path)).map((part) => put(value, path, part)));
}

function pathsIn(value: unknown, path: readonly Step[] = []): (readonly Step[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const names: Step[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...names.flatMap((name) => pathsIn((value as Parts)[name], [...path, name]))];
}

const isRecord = (part: unknown): part is Parts =>
  typeof part === 'object' && part !== null && !Array.isArray(part);

const at = (value: unknown, path: readonly Step[]): unknown =>
  path.reduce((part, step) => (part as Parts)[step], value);

function put(value: unknown, [step, ...rest]: readonly Step[], part: unknown): unknown {
  if (step === undefined) return part;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as Parts) }) as Parts;
  copy[step] = put(copy[step], rest, part);
  return copy;
}
