/** How a command ends: 0 done, 1 failed or not finished, 2 wrong use. */
export type ExitCode = 0 | 1 | 2;

/** Why a command did not do what it was asked: lines for the person who gave it. */
export class CommandFailure extends Error {
  override name = "CommandFailure";
  readonly exitCode: ExitCode;

  constructor(exitCode: 1 | 2, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
