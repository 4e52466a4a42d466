package network.vision.api;

/** A request that cannot be answered as hoped, found while reading it. */
final class ProblemException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  static ProblemException badRequest(String detail) {
    return new ProblemException(Problem.of(400, detail));
  }

  Problem problem() {
    return problem;
  }
}
