/** Why the local run cannot start: one sentence for the person who started it. */
export class StartFailure extends Error {
  override name = "StartFailure";
}
