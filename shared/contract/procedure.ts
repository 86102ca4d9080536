import type { z } from 'zod';
import type { CancelSignal } from '../base/cancelSignal.ts';
import type { Result } from '../base/result.ts';
import type { Failure } from './failures.ts';

/** One question the reading side may ask: what goes in, what comes out. */
export interface Procedure<In, Out> {
  readonly input: z.ZodType<In>;
  readonly output: z.ZodType<Out>;
}

export type Contract = { readonly [name: string]: { readonly input: z.ZodType; readonly output: z.ZodType } };

export type InputOf<P> = P extends { readonly input: z.ZodType<infer In> } ? In : never;
export type OutputOf<P> = P extends { readonly output: z.ZodType<infer Out> } ? Out : never;

export type Client<C extends Contract> = {
  readonly [Name in keyof C]: (
    input: InputOf<C[Name]>,
    options?: { readonly signal?: CancelSignal },
  ) => Promise<Result<OutputOf<C[Name]>, Failure>>;
};

/** What a handler is told about the call besides its input. */
export interface Call {
  readonly signal: CancelSignal;
}

export type Handlers<C extends Contract> = {
  readonly [Name in keyof C]: (input: InputOf<C[Name]>, call: Call) => Promise<Result<OutputOf<C[Name]>, Failure>>;
};

export function procedure<In, Out>(input: z.ZodType<In>, output: z.ZodType<Out>): Procedure<In, Out> {
  return { input, output };
}
