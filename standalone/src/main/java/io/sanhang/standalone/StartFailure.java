package io.sanhang.standalone;

/** Why the platform cannot start, in one line that says what to do. */
final class StartFailure extends RuntimeException {
    StartFailure(String what) {
        super(what);
    }
}
