package io.sanhang.gateway.edge;

/** The gateway says no. Carries no stack trace: it is an answer, not a fault. */
public final class Refused extends RuntimeException {

    private final Problem problem;
    private final long retryAfterSeconds;

    public Refused(Problem problem) {
        this(problem, 0);
    }

    /** @param retryAfterSeconds when to come back; 0 when that would not help */
    public Refused(Problem problem, long retryAfterSeconds) {
        super(problem.slug(), null, false, false);
        this.problem = problem;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public Problem problem() {
        return problem;
    }

    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
