/** The rater's side of the anonymous rating protocol `zfpj1`. Loaded only by the pages that need it. */
export * from './ballot'
export * from './bytes'
export * from './checkpoint'
export * from './manifest'
export * from './merkle'
export * from './recovery'
export * from './rsa'
export * from './token'
