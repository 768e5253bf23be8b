/** A fault whose message is written for the person who meets it. */
export class SpokenFault extends Error {
  override readonly name = 'SpokenFault'
}
