declare const brand: unique symbol;

/** A primitive that the compiler keeps apart from its like: a series UID is not a study UID. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };
